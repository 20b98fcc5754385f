"""manage.py reset_password USERNAME [--second-factor]"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services import password_reset, second_factor_reset
from apps.core.console import PortalCommand


class Command(PortalCommand):
    help = "Give an account a temporary password: the way back in for an administrator whom no other can help."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--second-factor", action="store_true", help="Take the second factor away as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account with this user name."))
        try:
            password = password_reset(user=user, by=None)
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        if options["second_factor"]:
            second_factor_reset(user=user, by=None)
        self.stdout.write(password)
