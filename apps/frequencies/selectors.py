"""What the page "Due and not yet held" shows."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple, overload

from django.utils.text import capfirst

from apps.activities.types import ActivityType
from apps.core.calendar import today
from apps.core.statements import Composed, Part, Sql, rows_of
from apps.frequencies.names import how_often, how_often_word, period_named, period_word
from apps.frequencies.patterns import Owing, Question, patterns, stacked
from apps.frequencies.periods import Held, Period, Periods, due_in, held_of_due, lacking
from apps.frequencies.usual import Rule
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation, Placement
from apps.organisations.sets import Below


class Gap(NamedTuple):
    """A period in which less than usual was held, and a day in it for whoever records something."""

    period: Period
    name: str
    day: date


@dataclass(frozen=True)
class Line:
    """A kind of activity: of how many due how many were held.  All who are alike share it.

    `gaps` are periods that have ended; `open_until` is the last day of one that goes on and still lacks something.
    """

    rule: Rule
    held: Held
    gaps: Sequence[Gap]
    open_until: date | None = None
    open_day: date | None = None

    @cached_property
    def lacks(self) -> bool:
        """Whether less than usual was held, or something is still to be held."""
        return bool(self.gaps or self.open_until)

    @property
    def type(self) -> str:
        return capfirst(str(ActivityType(self.rule.type).label))

    @property
    def how_often(self) -> str:
        return how_often(self.rule)

    @cached_property
    def cells(self) -> Sequence[Any]:
        """Its columns of the workbook."""
        names = "、".join(period_word(gap.period) for gap in self.gaps)
        state = "低于一般频次" if self.gaps else ""
        return self.rule.type, how_often_word(self.rule), *self.held[::-1], self.held.missing, names, state


class Named(NamedTuple):
    """An organisation as far as a list says who it is."""

    code: str
    name: str


class Row(NamedTuple):
    organisation: Named
    line: Line

    @property
    def cells(self) -> Sequence[Any]:
        """The row of the workbook."""
        return *self.organisation, *self.line.cells


@dataclass(frozen=True)
class Lines:
    """All that somebody owes; whoever is alike shares them."""

    every: tuple[Line, ...]

    @cached_property
    def held(self) -> Held:
        return _together(it.held for it in self.every)

    @cached_property
    def lacking(self) -> "Lines":
        return Lines(tuple(it for it in self.every if it.lacks))


class Rows(Sequence[Row]):
    """Organisation by organisation, line by line: of tens of thousands only those that are shown are made."""

    def __init__(self, owing: Iterable[tuple[Named, Lines]]) -> None:
        self._owing = [(own, lines) for own, lines in owing if lines.every]
        self._ends = list(accumulate(len(lines.every) for _own, lines in self._owing))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Row]:
        return (Row(own, line) for own, lines in self._owing for line in lines.every)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[it] for it in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        whose = bisect_right(self._ends, place)
        own, lines = self._owing[whose]
        return Row(own, lines.every[place - self._ends[whose]])

    @property
    def lacking(self) -> "Rows":
        """Those of which less than usual was held, or something is still to be held."""
        return Rows((own, lines.lacking) for own, lines in self._owing)

    @property
    def held(self) -> Held:
        """All of them together."""
        return _together(lines.held for _own, lines in self._owing)


def due_rows(
    below: Below, year: int, as_of: date, types: Collection[str] | None = None, month: int | None = None
) -> Rows:
    """What is due in the year, or in the periods around a month, villages first.  Two queries.

    Of some kinds of activities, or of all (None).  What those who are alike owe is worked out once.
    """
    its = patterns(below, year, as_of, ActivityType if types is None else types)
    if not its.question.names:
        return Rows(())
    asked_at = cache(its.book.asked_at)
    known: dict[tuple[Any, ...], Lines] = {}
    found: list[tuple[tuple[int, str], Named, Lines]] = []
    for code, name, sector, keepers, *numbers in rows_of(Placement, _each, its.question, its.depth):
        asked = asked_at(keepers)
        alike = (id(asked), *numbers)
        if alike not in known:
            known[alike] = Lines(tuple(_lines(its.owing(asked, numbers), as_of, month)))
        found.append((official_order(sector, code), Named(code, name), known[alike]))
    found.sort(key=itemgetter(0))
    return Rows((own, lines) for _order, own, lines in found)


def _lines(owing: Iterable[Owing], on: date, month: int | None) -> list[Line]:
    """In the order of the kinds of activities."""
    order = {str(it): at for at, it in enumerate(ActivityType)}
    due = [(it, periods) for it in owing if (periods := due_in(it.periods, it.lasting))]
    made = (
        _line(it, periods, on, month) for it, periods in sorted(due, key=lambda it: (order[it[0].rule.type], it[1][0]))
    )
    return [it for it in made if it]


def _line(owing: Owing, periods: Periods, on: date, month: int | None) -> Line | None:
    """None where nothing is due in the periods that are asked for, ended or begun."""
    times, months = owing.rule.times, owing.months
    those = [it for it in periods if month is None or it.first_month <= month <= it.last_month]
    ended = tuple(it for it in those if it.ended(on))
    going_on = [it for it in those if it.first <= on and not it.ended(on)]
    if not ended and not going_on:
        return None
    gaps = [Gap(it, period_named(it), it.last) for it in lacking(ended, times, months)]
    still = next(iter(lacking(going_on, times, months)), None)
    held = held_of_due(ended, times, months)
    return Line(owing.rule, held, gaps, still.last if still else None, min(on, today()) if still else None)


def _each(question: Question, depth: int) -> Composed:
    """Code, name, sector, path of the keepers, and the columns of `stacked`: a row for each that a rule means."""
    parts, each, columns, _counts = stacked(question)
    names = Part(
        "names",
        ("organisation", "code", "name", "sector"),
        Organisation.objects.order_by().values_list("pk", "code", "name", "sector"),
    )
    text = (
        f"SELECT code, name, sector, SUBSTR(path, 1, %s), {', '.join(columns)} "  # noqa: S608
        f"FROM ({each}) AS its JOIN names ON names.organisation = its.organisation WHERE path <> ''"
    )
    return Composed([*parts, names], Sql(text, (depth,)))


def _together(helds: Iterable[Held]) -> Held:
    held, due = 0, 0
    for its in helds:
        held, due = held + its.held, due + its.due
    return Held(held, due)
