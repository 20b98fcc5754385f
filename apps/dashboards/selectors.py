"""What a leader sees at a glance: figures of the apps below, read in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.dashboards.attention import Attention, attention
from apps.filings.discipline import Discipline
from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.filings.selectors.grid import GridRow, Waiting, discipline_in, grid_of, waiting_in
from apps.gradings.rates import GradedOrganisation
from apps.gradings.selectors.overview import Glance, glance_of
from apps.gradings.selectors.rates import aims_of, graded_of, scope_at
from apps.measures.facts import FactScope
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.progress.figures import Standing
from apps.progress.selectors import progress_at
from apps.progress.states import Pace


@dataclass(frozen=True, slots=True)
class ProgrammePace:
    """A programme with its indicators, those of which anything is known, and how many stand how.

    Of the exempted nothing is missing.
    """

    name: str
    standings: list[Standing]
    shown: list[Standing]
    paces: Counter[Pace | None]

    def count(self, *states: Pace) -> int:
        return sum(self.paces[state] for state in states)

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
    def open(self) -> int:
        return self.count(Pace.OPEN)

    @property
    def without_data(self) -> int:
        return self.count(Pace.NO_DATA)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """How many stand how, as people read it, each with its tone; what there is none of is left out."""
        said = (
            ("success", self.fine, _("%(number)s done or on course")),
            ("", self.open, _("%(number)s assessed at year end")),
            ("warning", self.at_risk, _("%(number)s at risk")),
            ("danger", self.behind, _("%(number)s behind")),
            ("", self.without_data, _("%(number)s without data")),
        )
        return [(tone, text % {"number": number}) for tone, number, text in said if number]

    @property
    def held_against_something(self) -> int:
        """Of how many it is known how they stand."""
        return self.fine + self.at_risk + self.behind + self.open


@dataclass(frozen=True, slots=True)
class FilingGrid:
    """Village × month, and how punctual the year's filings are."""

    rows: list[GridRow]
    discipline: Discipline


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The state of a subtree on a day; `filings` is None for those who see official figures only."""

    overview: Glance
    programmes: list[ProgrammePace]
    filings: Waiting | None
    attention: list[Attention]

    @property
    def known(self) -> int:
        """Of how many indicators and rates it is known how they stand: only of these something may be said."""
        rates = sum(sheet.rate.ratio.applicable for sheet in self.overview.sheets)
        return rates + sum(programme.held_against_something for programme in self.programmes)

    @property
    def without_data(self) -> int:
        return sum(programme.without_data for programme in self.programmes)


def dashboard_of(organisation: Organisation, path: str | None, year: int, as_of: date, *, pending: bool) -> Dashboard:
    """The dashboard of the subtree of `organisation`, which stands at `path` on `as_of`.

    Drafts and filings only with `pending`.

    Seven queries and one per theme of measures but the classes, which are read once for all; where somebody is
    exempted one more, for an organisation below the plan's committee three more.
    """
    progress = progress_at(path, year, as_of)
    graded: Iterable[GradedOrganisation]
    if progress:
        graded, aims = (it for _path, it in progress.facts.graded), progress.aims
    else:
        graded, aims = graded_of(scope_at(organisation, path, as_of), year), aims_of(path, year)
    overview = glance_of(graded, aims, year=year, as_of=as_of, pending=pending)
    standings = progress.standings if progress else []
    filings = waiting_in(_filings_in(organisation, path, year, as_of), as_of) if pending else None
    late, waiting = (len(filings.late), filings.for_review) if filings else (0, 0)
    concerns = attention(overview, standings, late=late, waiting=waiting)
    return Dashboard(overview, programmes_of(standings, pending=pending), filings, concerns)


def filing_grid_of(organisation: Organisation, year: int, as_of: date) -> FilingGrid:
    """The year's filings of the subtree.  Four queries."""
    filings = _filings_in(organisation, path_on(organisation, as_of), year, as_of)
    return FilingGrid(grid_of(filings, year, as_of), discipline_in(filings, year, as_of))


def _filings_in(organisation: Organisation, path: str | None, year: int, as_of: date) -> FilingQuerySet:
    """The year's filings of `organisation`, whose place on the day is `path`, and of all below it."""
    within = FactScope(path, year, as_of).places("organisation__placements__") if path else Q(organisation=organisation)
    filings: FilingQuerySet = Filing.objects.filter(within, year=year)
    return filings


def programmes_of(standings: Iterable[Standing], *, pending: bool) -> list[ProgrammePace]:
    """The standings by programme, in the plan's order; with `pending` what is not yet approved is known too."""
    by_programme = groupby(standings, key=lambda standing: standing.indicator.programme.name)
    return [_pace(name, list(members), pending=pending) for name, members in by_programme]


def _pace(name: str, standings: list[Standing], *, pending: bool) -> ProgrammePace:
    shown = [it for it in standings if it.figure.has_facts or (pending and it.pending_text)]
    return ProgrammePace(name, standings, shown, Counter(it.state for it in standings if it.exemption is None))
