import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear
from apps.core.console import PortalCommand, table_lines, year_argument
from apps.organisations.models import Organisation
from apps.progress.figures import Standing
from apps.progress.selectors import progress_as_json, progress_of
from apps.progress.selectors.json import default_day


class Command(PortalCommand):
    """Exit status 0 done, 1 unknown organisation, 2 wrong use (contract.md, "Management commands")."""

    help = "Print how every indicator of the year's plan stands for an organisation and all below it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=year_argument)
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="default: today, in the year")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(
                _("There is no organisation with the code %(code)s.") % {"code": options["organisation"]}
            )
        asked: int = options["year"]
        as_of = min(options["as_of"] or default_day(asked), ReportingYear(asked).last_day)
        if options["json"]:
            answer = progress_as_json(organisation, asked, as_of)
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        scope = {"name": organisation.name, "year": asked, "as_of": as_of.isoformat()}
        self.stdout.write(_("%(name)s, plan of %(year)s as of %(as_of)s") % scope)
        self.stdout.write("")
        for line in _lines(progress_of(organisation, asked, as_of)):
            self.stdout.write(line)


def _lines(standings: Sequence[Standing]) -> list[str]:
    headings = [_("Code"), _("Indicator"), _("Actual"), _("Target"), _("Expected"), _("State"), _("Pending")]
    return table_lines([headings, *(_cells(standing) for standing in standings)])


def _cells(standing: Standing) -> list[str]:
    return [
        standing.indicator.code,
        standing.indicator.name,
        _actual(standing),
        f"{standing.indicator.comparator} {standing.target_text}" if standing.target_text else "–",
        standing.expected_text or "–",
        str(standing.state.label) if standing.state else "–",
        standing.pending_text or "–",
    ]


def _actual(standing: Standing) -> str:
    if not standing.figure.has_facts:
        return "–"
    if not standing.indicator.is_rate:
        return standing.numerator_text or "–"
    percent = f"{standing.percent}%" if standing.percent else _("not applicable")
    return f"{percent} ({standing.numerator_text}/{standing.denominator_text})"
