from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.core.console import PortalCommand
from apps.core.ooxml import Refused
from apps.packages.models import Partner
from apps.packages.services import nothing_taken, package_receive


class Command(PortalCommand):
    """Exit status 0 done, 1 refused and nothing taken in, 2 wrong use."""

    help = "Take in the package of a year-end report that a partner’s portal has made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--older-too", action="store_true", help="keep it although a later one is here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                report = package_receive(
                    file=file, partners=Partner.objects.all(), by=None, older_too=options["older_too"]
                )
        except Refused as refusal:
            raise CommandError(nothing_taken(refusal)) from refusal
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except OSError as fault:
            raise CommandError(str(fault), returncode=2) from fault
        names = {"name": report.name, "year": report.year, "number": report.number}
        self.stdout.write(_("Received: %(name)s, %(year)d, no. %(number)d") % names)
