from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear
from apps.core.console import PortalCommand, year_argument
from apps.core.storing import whole_file
from apps.organisations.models import Organisation
from apps.reports.snapshot import canonical, take
from apps.reports.word.document import write_document
from apps.reports.workbook import write_workbook


class Command(PortalCommand):
    """Exit status 0 done, 1 refused and nothing written, 2 wrong use (contract.md, "Management commands").

    The file has the same bytes as the page's download of a report with the same facts and the same day, so it
    carries no number: a report is numbered when it is asked for on the page.
    """

    help = "Write the year-end report of an organisation and all below it into a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=year_argument)
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="default: 31 December of the year")
        parser.add_argument("--internal", action="store_true", help="add the internal sheet of filing discipline")
        parser.add_argument("--format", required=True, choices=["xlsx", "docx", "json"])
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(
                _("There is no organisation with the code %(code)s.") % {"code": options["organisation"]}
            )
        as_of = options["as_of"] or ReportingYear(options["year"]).last_day
        try:
            taken = take(organisation, year=options["year"], as_of=as_of, internal=options["internal"])
            _write(taken, options["format"], options["output"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except OSError as fault:
            raise CommandError(f"{options['output']}: {fault.strerror}") from fault


def _write(taken: dict[str, Any], form: str, output: Path) -> None:
    with whole_file(output) as target:
        if form == "json":
            target.write(canonical(taken))
        elif form == "docx":
            write_document(taken, target)
        else:
            write_workbook(taken, target)
