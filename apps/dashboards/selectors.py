"""What a leader sees at a glance: figures of the apps below, read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from apps.dashboards.attention import Attention, attention
from apps.filings.discipline import Discipline
from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.filings.selectors.grid import GridRow, discipline_in, grid_of, late_of
from apps.gradings.selectors import overview_of
from apps.gradings.selectors.overview import Overview
from apps.organisations.models import Organisation
from apps.progress.figures import Standing
from apps.progress.selectors import progress_of
from apps.progress.states import Pace


@dataclass(frozen=True, slots=True)
class ProgrammePace:
    """A programme with its indicators, and how many of them stand how."""

    name: str
    standings: list[Standing]

    def count(self, *states: Pace) -> int:
        return sum(standing.state in states for standing in self.standings)

    @property
    def fine(self) -> int:
        return self.count(Pace.DONE, Pace.AHEAD, Pace.ON_COURSE)

    @property
    def at_risk(self) -> int:
        return self.count(Pace.AT_RISK)

    @property
    def behind(self) -> int:
        return self.count(Pace.BEHIND)

    @property
    def without_data(self) -> int:
        return self.count(Pace.NO_DATA)


@dataclass(frozen=True, slots=True)
class MonthlyFilings:
    """The year's filings of a subtree: who is late, how punctual, how many wait for review."""

    late: list[Filing]
    discipline: Discipline
    waiting: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The state of a subtree on a day; `filings` is None for those who see official figures only."""

    overview: Overview
    programmes: list[ProgrammePace]
    filings: MonthlyFilings | None
    attention: list[Attention]


def dashboard_of(organisation: Organisation, year: int, as_of: date, *, pending: bool) -> Dashboard:
    """The dashboard of the subtree of `organisation` on `as_of`; drafts and filings only with `pending`."""
    overview = overview_of(organisation, year, as_of, pending=pending)
    standings = progress_of(organisation, year, as_of)
    filings = filings_of(organisation, year, as_of) if pending else None
    late, waiting = (len(filings.late), filings.waiting) if filings else (0, 0)
    concerns = attention(overview, standings, late=late, waiting=waiting)
    return Dashboard(overview, programmes_of(standings), filings, concerns)


def filings_of(organisation: Organisation, year: int, as_of: date) -> MonthlyFilings | None:
    """The year's filings of the subtree; None where none is due.  Four queries."""
    filings = _filings_in(organisation, year, as_of)
    punctual = discipline_in(filings, year, as_of)
    if not punctual.due:
        return None
    return MonthlyFilings(late_of(filings, as_of), punctual, filings.submitted().count())


def filing_grid_of(organisation: Organisation, year: int, as_of: date) -> list[GridRow]:
    """Village × month for the year's filings of the subtree.  Three queries."""
    return grid_of(_filings_in(organisation, year, as_of), year, as_of)


def _filings_in(organisation: Organisation, year: int, as_of: date) -> FilingQuerySet:
    within = Organisation.objects.subtree_of(organisation, as_of)
    filings: FilingQuerySet = Filing.objects.filter(organisation__in=within, year=year)
    return filings


def programmes_of(standings: Iterable[Standing]) -> list[ProgrammePace]:
    """The standings by programme, in the plan's order."""
    by_programme = groupby(standings, key=lambda standing: standing.indicator.programme.name)
    return [ProgrammePace(name, list(members)) for name, members in by_programme]
