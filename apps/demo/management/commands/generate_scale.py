from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from apps.core.calendar import today
from apps.core.console import PortalCommand
from apps.demo.services import scale_generate


class Command(PortalCommand):
    help = "Generate many townships under one district, for measurements."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--townships", type=int, required=True)
        parser.add_argument("--year", type=int, help="default: this year")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"] or today().year
        try:
            made = scale_generate(
                townships=options["townships"], year=year, seed=options["seed"], done=self._told(options)
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{made} organisations in {options['townships']} townships below D01")

    def _told(self, options: dict[str, Any]) -> Callable[[int], None]:
        def told(done: int) -> None:
            if options["verbosity"]:
                self.stderr.write(f"{done} of {options['townships']} townships")

        return told
