from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from apps.core.calendar import today
from apps.core.console import PortalCommand
from apps.warnings.services import warnings_raise


class Command(PortalCommand):
    help = "Raise the early warnings of a day and lift those whose cause is gone, as the worker does by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = warnings_raise(on=options["as_of"] or today())
        if options["verbosity"]:
            self.stdout.write(f"raised {outcome.raised}, changed {outcome.changed}, lifted {outcome.gone}")
