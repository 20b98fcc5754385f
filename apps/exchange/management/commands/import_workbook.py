"""manage.py import_workbook REGISTER FILE [--check] [--again] [--json]"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from apps.core.console import PortalCommand
from apps.exchange.registers import REGISTERS
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.table import Answers, CellError


class Command(PortalCommand):
    help = "Import a workbook into a register: all or nothing.  Exit status 1: refused, nothing was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", choices=REGISTERS)
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only say what an import would do")
        parser.add_argument(
            "--again", action="store_true", help="import rows that look like records that exist already as further ones"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                register = REGISTERS[options["register"]]
                answers = Answers(again=None) if options["again"] else Answers()
                outcome = _without_questions(
                    import_workbook(register=register, file=file, by=None, check_only=options["check"], answers=answers)
                )
        except OSError as fault:
            raise CommandError(str(fault), returncode=2) from fault
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(outcome), ensure_ascii=False))
        else:
            self._tell(outcome, options["check"])
        if outcome.errors:
            sys.exit(1)

    def _tell(self, outcome: Outcome, check: bool) -> None:
        for error in outcome.errors:
            self.stderr.write(_line(error))
        if outcome.errors:
            self.stderr.write(_("Nothing was imported. Errors: %(count)d") % {"count": len(outcome.errors)})
            return
        counts = {"created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged}
        if check:
            self.stdout.write(_("Would add %(created)d, change %(updated)d, leave %(unchanged)d as they are.") % counts)
        else:
            self.stdout.write(_("Added %(created)d, changed %(updated)d, left %(unchanged)d as they were.") % counts)


def _without_questions(outcome: Outcome) -> Outcome:
    """Nobody is there to answer: what is asked about is refused, with the way to import it nevertheless."""
    hint = _("If it is a further one, import with --again.")
    asked = tuple(replace(it, message=f"{it.message} {hint}") for it in outcome.questions)
    return Outcome(errors=asked) if asked else outcome


def _as_json(outcome: Outcome) -> dict[str, Any]:
    errors = [asdict(error) for error in outcome.errors]
    counts = {"created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged}
    return {**counts, "errors": errors}


def _line(error: CellError) -> str:
    if not error.cell:
        return error.message
    return f"{error.sheet}!{error.cell} {error.column} [{error.value}] {error.message}"
