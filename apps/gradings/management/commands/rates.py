import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.core.calendar import ReportingYear
from apps.core.console import PortalCommand, table_lines, year_argument
from apps.gradings.rates import Rate
from apps.gradings.selectors import rates_as_json, rates_of, target_text
from apps.organisations.models import Organisation


class Command(PortalCommand):
    """Exit status 0 done, 1 unknown organisation, 2 wrong use (contract.md, "Management commands")."""

    help = "Print the three rates of an organisation and all below it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=year_argument)
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="default: 31 December of the year")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(
                _("There is no organisation with the code %(code)s.") % {"code": options["organisation"]}
            )
        as_of = options["as_of"] or ReportingYear(options["year"]).last_day
        if options["json"]:
            answer = rates_as_json(organisation, options["year"], as_of)
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        scope = {"name": organisation.name, "year": options["year"], "as_of": as_of.isoformat()}
        self.stdout.write(_("%(name)s, classes of %(year)s as of %(as_of)s") % scope)
        self.stdout.write("")
        for line in _lines(list(rates_of(organisation, options["year"], as_of).values())):
            self.stdout.write(line)


def _lines(rates: Sequence[Rate]) -> list[str]:
    headings = [_("Rate"), _("Upgraded"), "%", _("Target"), _("Reached"), _("Needed"), _("Exits"), _("Original cohort")]
    return table_lines([headings, *(_cells(rate) for rate in rates)])


def _cells(rate: Rate) -> list[str]:
    percent = rate.ratio.percent or _("not applicable")
    reached = "–" if rate.reached is None else _("yes") if rate.reached else _("no")
    return [
        str(rate.code.label),
        f"{rate.ratio.numerator}/{rate.ratio.denominator}",
        f"{percent} (" + _("provisional") + ")" if rate.provisional else percent,
        f"≥ {target_text(rate.target)}",
        reached,
        "–" if rate.needed is None else str(rate.needed),
        str(len(rate.exits)),
        f"{rate.original_cohort.numerator}/{rate.original_cohort.denominator}",
    ]
