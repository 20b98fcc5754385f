"""manage.py confirm_roles USERNAME"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.console import PortalCommand
from apps.organisations.services import roles_confirm, waiting_roles


class Command(PortalCommand):
    help = "Confirm the roles of a person that wait for a second one: for a portal with a single administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account with this user name."))
        try:
            confirmed = roles_confirm(user=user, seen={role.pk for role in waiting_roles(user)}, by=None)
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        for role in confirmed:
            self.stdout.write(f"{role.get_role_display()} · {role.organisation.code} {role.organisation.name}")
