"""Townships side by side, and their signed reports, for the higher authority."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.dashboards.asked import Asked
from apps.dashboards.selectors import Dashboard, dashboard_of, filings_in
from apps.filings.selectors.grid import discipline_in
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation, Placement
from apps.organisations.path_filters import within_paths
from apps.progress.states import Pace
from apps.reports.models import YearEndReport

#: So many stand side by side.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A township, and the query that leads to its dashboard; its figures are fetched when it comes into view."""

    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`more` townships are not shown."""

    rows: Sequence[Neighbour]
    more: int


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """The official figures of one township: its rates, punctuality, and how many indicators stand how."""

    name: str
    dashboard: Dashboard
    on_time: Ratio
    behind: int
    at_risk: int
    fine: int


def side_by_side_of(asked: Asked) -> SideBySide:
    """The townships that the person sees: committees without committees below them.  One query."""
    below = Placement.objects.filter(valid_on(asked.as_of), parent=OuterRef("pk"), organisation__kind=Kind.COMMITTEE)
    there = Organisation.objects.existing(asked.as_of).filter(
        valid_on(asked.as_of, "placements__"), within_paths(asked.tops, "placements__"), kind=Kind.COMMITTEE
    )
    found = list(there.filter(~Exists(below)).order_by("code").values_list("code", "name"))
    rows = [Neighbour(code, name, asked.address_of(code)) for code, name in found]
    return SideBySide(rows[:SHOWN], len(rows[SHOWN:]))


def township_row_of(asked: Asked) -> TownshipRow:
    """As the township's own page says officially.  The queries of `dashboard_of`, and one."""
    official = replace(asked, pending=False)
    shown = dashboard_of(official)
    on_time = discipline_in(filings_in(official), asked.year, asked.as_of).on_time
    programmes = shown.programmes
    return TownshipRow(
        asked.organisation.name,
        shown,
        on_time,
        behind=sum(it.count(Pace.BEHIND) for it in programmes),
        at_risk=sum(it.count(Pace.AT_RISK) for it in programmes),
        fine=sum(it.fine for it in programmes),
    )


def reports_of(asked: Asked) -> list[YearEndReport]:
    """The signed reports of the year and the one before that stand, of all below.  One query."""
    years = (asked.year - 1, asked.year)
    signed = YearEndReport.objects.filter(organisation__in=asked.scope, year__in=years).standing()
    signed = signed.select_related("organisation", "signed_by").defer("snapshot", "changes")
    return list(signed.order_by("-year", "organisation__code")[:SHOWN])
