"""Who is behind on what: every organisation directly below the chosen one, by every indicator of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from apps.dashboards.asked import Asked
from apps.plans.models import Indicator
from apps.progress.figures import Standing
from apps.progress.selectors import Part, progress_at
from apps.progress.states import Pace

#: The sign of a state: it is read where colours are not.
SIGNS = {
    Pace.DONE: "✓",
    Pace.AHEAD: "▲",
    Pace.ON_COURSE: "●",
    Pace.AT_RISK: "!",
    Pace.BEHIND: "✕",
    Pace.OPEN: "…",
    Pace.NO_DATA: "·",
}


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator, and where its figure of an organisation is looked at."""

    indicator: Indicator
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How an indicator stands at an organisation; `state` is None where nothing is asked."""

    column: Column
    state: Pace | None

    @property
    def sign(self) -> str:
        return SIGNS[self.state] if self.state else ""


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with a cell for each column, and how many of them are behind and at risk."""

    code: str
    name: str
    cells: Sequence[Cell]

    def count(self, state: Pace) -> int:
        return sum(cell.state is state for cell in self.cells)

    @property
    def behind(self) -> int:
        return self.count(Pace.BEHIND)

    @property
    def at_risk(self) -> int:
        return self.count(Pace.AT_RISK)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The rows, those with most behind first; `left_out` indicators are known of nobody below."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    left_out: int

    @property
    def legend(self) -> list[tuple[Pace, str]]:
        return list(SIGNS.items())


def heat_map_of(asked: Asked) -> HeatMap:
    """The queries of `progress_at` with parts."""
    progress = progress_at(asked.path, asked.year, asked.as_of, with_parts=True)
    if progress is None:
        return HeatMap([], [], 0)
    parts = progress.parts
    every = progress.frame.indicators
    shown = [Column(it, reverse("progress:indicator", args=[asked.year, it.code])) for it in every if _known(it, parts)]
    rows = [Row(part.code, part.name, [_cell(part, column) for column in shown]) for part in parts]
    asked_of_somebody = [row for row in rows if any(cell.state for cell in row.cells)]
    worst_first = sorted(asked_of_somebody, key=lambda row: (-row.behind, -row.at_risk))
    return HeatMap(shown, worst_first, len(every) - len(shown))


def _known(indicator: Indicator, parts: Sequence[Part]) -> bool:
    """Whether it is known how anybody stands."""
    return any((it := _standing(part, indicator)) and it.state not in (None, Pace.NO_DATA) for part in parts)


def _cell(part: Part, column: Column) -> Cell:
    its = _standing(part, column.indicator)
    return Cell(column, its.state if its and its.exemption is None else None)


def _standing(part: Part, indicator: Indicator) -> Standing | None:
    return part.standings.get(indicator.code)
