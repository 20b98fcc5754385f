"""manage.py template_workbook REGISTER FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from apps.core.console import PortalCommand
from apps.core.storing import whole_file
from apps.exchange.registers import REGISTERS
from apps.workbooks.template import write_template


class Command(PortalCommand):
    help = "Write the empty workbook of a register, with drop-down lists and an explanation of each column."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", choices=REGISTERS)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with whole_file(options["file"]) as file:
                write_template(file, REGISTERS[options["register"]])
        except OSError as fault:
            raise CommandError(str(fault), returncode=2) from fault
