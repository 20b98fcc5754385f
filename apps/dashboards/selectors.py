"""What a leader sees at a glance: figures of the apps below, read in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from apps.dashboards.asked import Asked
from apps.dashboards.attention import Attention, attention
from apps.dashboards.hands import Filings, hands_and_filings, hands_of
from apps.dashboards.nearest import NAMED, Candidate, candidates, to_look_up
from apps.dashboards.programmes import ProgrammePace, programmes_of
from apps.filings.discipline import Discipline
from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.filings.selectors.grid import GridRow, Waiting, discipline_in, grid_of, waiting_in
from apps.gradings.rates import GradedOrganisation, RateCode
from apps.gradings.selectors.overview import Card, Glance, glance_of
from apps.gradings.selectors.rates import aims_of, graded_of, scope_at
from apps.measures.facts import FactScope
from apps.organisations.sets import Below
from apps.progress.selectors import progress_at


@dataclass(frozen=True, slots=True)
class FilingGrid:
    """Village × month, how punctual the year's filings are, and for whom somebody waits."""

    rows: list[GridRow]
    discipline: Discipline
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The state of a subtree on a day; `filings` are those for whose filings somebody waits.

    None for those who see official figures only.

    `candidates` of each rate that is not reached, the nearest first.
    """

    overview: Glance
    programmes: list[ProgrammePace]
    filings: Sequence[Filings] | None
    attention: list[Attention]
    candidates: Mapping[RateCode, Sequence[Candidate]]

    @property
    def cards(self) -> list[tuple[Card, Sequence[Candidate]]]:
        """The three rates, each with whoever is nearest to being counted."""
        return [(it, self.candidates.get(it.rate.code, ())[:NAMED]) for it in self.overview.sheets]

    @property
    def known(self) -> int:
        """Of how many indicators and rates it is known how they stand: only of these something may be said."""
        rates = sum(sheet.rate.ratio.applicable for sheet in self.overview.sheets)
        return rates + sum(programme.held_against_something for programme in self.programmes)

    @property
    def without_data(self) -> int:
        return sum(programme.without_data for programme in self.programmes)


def dashboard_of(asked: Asked) -> Dashboard:
    """What stands on the first screen.  Drafts and filings only with `pending`.

    Eight queries and one per theme of measures but the classes, which are read once for all; where somebody is
    exempted one more, for an organisation below the plan's committee three more.
    """
    organisation, path, year, as_of = asked.organisation, asked.path, asked.year, asked.as_of
    progress = progress_at(path, year, as_of)
    graded: Iterable[GradedOrganisation]
    if progress:
        graded, aims = (it for _path, it in progress.facts.graded), progress.aims
    else:
        graded, aims = graded_of(scope_at(organisation, path, as_of), year), aims_of(path, year)
    overview = glance_of(graded, aims, year=year, as_of=as_of, pending=asked.pending)
    standings = progress.standings if progress else []
    them, filings = _concerned(overview, asked)
    concerns = attention(overview, standings, candidates=them, filings=filings or ())
    return Dashboard(overview, programmes_of(standings, pending=asked.pending), filings, concerns, them)


def _concerned(overview: Glance, asked: Asked) -> tuple[dict[RateCode, list[Candidate]], Sequence[Filings] | None]:
    """The candidates of each rate, and those for whose filings somebody waits.  One query, none for nobody."""
    codes = [code for card in overview.sheets for code in to_look_up(card)]
    filings: Sequence[Filings] | None = None
    if asked.pending and asked.path:
        within = Below(asked.path, asked.as_of)
        known, filings = hands_and_filings(codes, within, asked.year, told=asked.knows_hands)
    else:
        known = hands_of(codes, asked.year, asked.as_of, told=asked.knows_hands)
    return {card.rate.code: candidates(card, known) for card in overview.sheets}, filings


def filing_grid_of(asked: Asked) -> FilingGrid:
    """The year's filings of the subtree.  Four queries."""
    filings = filings_in(asked)
    grid = grid_of(filings, asked.year, asked.as_of)
    return FilingGrid(grid, discipline_in(filings, asked.year, asked.as_of), waiting_in(filings, asked.as_of))


def filings_in(asked: Asked) -> FilingQuerySet:
    """The year's filings of the organisation and of all below it, as the tree stood on the day."""
    path, year = asked.path, asked.year
    place = "organisation__placements__"
    within = FactScope(path, year, asked.as_of).places(place) if path else Q(organisation=asked.organisation)
    filings: FilingQuerySet = Filing.objects.filter(within, year=year)
    return filings
