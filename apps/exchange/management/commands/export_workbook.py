"""manage.py export_workbook REGISTER FILE --organisation CODE [--year Y]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from apps.core.console import PortalCommand
from apps.core.storing import whole_file
from apps.exchange.registers import REGISTERS
from apps.exchange.selectors import paths_of
from apps.exchange.services import register_export
from apps.organisations.models import Organisation


class Command(PortalCommand):
    help = "Export the records of an organisation and all below it as a workbook that imports again unchanged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", choices=REGISTERS)
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            code = options["organisation"]
            raise CommandError(_("There is no organisation with the code %(code)s.") % {"code": code})
        paths = paths_of(organisation)
        try:
            with whole_file(options["file"]) as file:
                register = REGISTERS[options["register"]]
                year, code = options["year"], organisation.code
                count = register_export(
                    register=register, file=file, paths=paths, year=year, organisation=code, by=None
                )
        except OSError as fault:
            raise CommandError(str(fault), returncode=2) from fault
        self.stdout.write(_("Records written: %(count)d") % {"count": count})
