"""manage.py setup_code"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.console import PortalCommand
from apps.first_run.services import is_empty, setup_code_make


class Command(PortalCommand):
    help = "Print the one-time code with which an empty portal is set up in the browser; the one before is void."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="print nothing where somebody has an account")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            return
        try:
            code = setup_code_make()
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        self.stdout.write(_("One-time code for setting up the portal, good for a day: %(code)s") % {"code": code})
        self.stdout.write(_("Enter it at %(page)s") % {"page": reverse("first_run:begin")})
