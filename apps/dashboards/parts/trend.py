"""The three rates and the punctuality of filings at each month's end, of this year and of the year before.

Everything is read once for both years, with the places in which the organisations stood; each day is counted from that
as every other page counts it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import chain, repeat
from typing import Any, NamedTuple

from django.db.models import Count

from apps.core.ratio import Ratio
from apps.dashboards.asked import Asked
from apps.dashboards.charts import curve_chart
from apps.dashboards.months import Place, month_ends, place_on
from apps.filings.discipline import Filed, discipline
from apps.filings.models import Filing
from apps.gradings.models import Grading
from apps.gradings.rates import GradedOrganisation, RateCode, rates
from apps.gradings.selectors.rates import GRADED_COLUMNS, Aims, aims_of, target_text
from apps.organisations.path_filters import within_paths
from apps.organisations.tree import is_below


class Placed(NamedTuple):
    """Something of an organisation that stood at `path` during [start, end)."""

    path: str
    start: date
    end: date | None
    it: Any

    def stood(self, path: str, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end) and is_below(self.path, [path])


@dataclass(frozen=True, slots=True)
class Point:
    """How things stood on a day: the rates by code, and the filings in time of those due."""

    day: date
    rates: Mapping[RateCode, Ratio]
    on_time: Ratio

    def of(self, code: RateCode | None) -> Ratio:
        return self.on_time if code is None else self.rates[code]


@dataclass(frozen=True, slots=True)
class Line:
    """A curve: one of the rates, or the filings in time (`code` None); a point is None where nothing is known."""

    code: RateCode | None
    now: Sequence[Ratio | None]
    before: Sequence[Ratio | None]
    year: int
    chart: Mapping[str, Any]

    @property
    def name(self) -> str:
        return "on_time" if self.code is None else self.code.value

    @property
    def data(self) -> str:
        """Under which name the page carries the chart's figures, and the picture is saved."""
        return f"{self.name}-{self.year}"

    @property
    def is_known(self) -> bool:
        return any(it is not None and it.applicable for it in (*self.now, *self.before))

    @property
    def months(self) -> list[tuple[int, Ratio | None, Ratio | None]]:
        """The rows of the table: the month, this year and the year before."""
        return list(zip(range(1, 13), self.now, self.before, strict=True))


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve months; `now` has none after the day that is asked for, and that day for its month."""

    year: int
    lines: Sequence[Line]

    @property
    def year_before(self) -> int:
        return self.year - 1


def trend_of(asked: Asked) -> Trend:
    """Seven queries."""
    places = list(asked.organisation.placements.values_list("path", "start", "end"))
    gradings = _graded(asked, [path for path, _start, _end in places])
    filings = _filed(asked, [path for path, _start, _end in places])
    aims = {year: aims_of(asked.path, year) for year in (asked.year - 1, asked.year)}
    points = {
        year: [_point(year, day, places, gradings[year], filings[year], its) for day in month_ends(year, asked.as_of)]
        for year, its in aims.items()
    }
    now, before = points[asked.year], points[asked.year - 1]
    curves = [_line(code, now, before, asked.year, aims[asked.year].targets[code]) for code in RateCode]
    return Trend(asked.year, [*curves, _line(None, now, before, asked.year, None)])


def _line(
    code: RateCode | None,
    now: Iterable[Point | None],
    before: Iterable[Point | None],
    year: int,
    target: Fraction | None,
) -> Line:
    these, those = _ratios(code, now), _ratios(code, before)
    chart = curve_chart(these, those, year, None if target is None else target_text(target))
    return Line(code, these, those, year, chart)


def _ratios(code: RateCode | None, points: Iterable[Point | None]) -> list[Ratio | None]:
    return [None if it is None else it.of(code) for it in points]


def _point(
    year: int,
    day: date | None,
    places: Iterable[Place],
    gradings: Iterable[Placed],
    filings: Iterable[Placed],
    aims: Aims,
) -> Point | None:
    path = place_on(places, day) if day else None
    if day is None or path is None:
        return None
    graded: Iterator[GradedOrganisation] = (it.it for it in gradings if it.stood(path, day))
    filed = chain.from_iterable(repeat(*it.it) for it in filings if it.stood(path, day))
    found = rates(graded, year=year, as_of=day, targets=aims.targets, minimum_level=aims.minimum_level)
    return Point(day, {code: rate.ratio for code, rate in found.items()}, discipline(filed, day).on_time)


_PLACE = tuple(f"organisation__placements__{it}" for it in ("path", "start", "end"))


def _graded(asked: Asked, paths: Iterable[str]) -> dict[int, list[Placed]]:
    """The classes of both years, by year."""
    years = (asked.year - 1, asked.year)
    rows = Grading.objects.filter(within_paths(paths, "organisation__placements__"), year__in=years).order_by()
    found: dict[int, list[Placed]] = {year: [] for year in years}
    for year, path, start, end, *columns in rows.values_list("year", *_PLACE, *GRADED_COLUMNS):
        found[year].append(Placed(path, start, end, GradedOrganisation(*columns)))
    return found


def _filed(asked: Asked, paths: Iterable[str]) -> dict[int, list[Placed]]:
    """The filings of both years, by year, each with how many of the same place share its days."""
    years = (asked.year - 1, asked.year)
    rows = Filing.objects.filter(within_paths(paths, "organisation__placements__"), year__in=years).order_by()
    columns = ("due_on", "extended_to", "first_submitted_on", "approved_on")
    found: dict[int, list[Placed]] = {year: [] for year in years}
    for year, path, start, end, due, extended, first, approved, number in rows.values_list(
        "year", *_PLACE, *columns
    ).annotate(Count("pk")):
        filed = Filed(due, extended or due, first, approved)
        found[year].append(Placed(path, start, end, (filed, number)))
    return found
