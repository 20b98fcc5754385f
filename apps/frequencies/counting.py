"""How often something was held in each month, counted by the database: one row for each organisation."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import Aggregate, Case, Count, F, Func, IntegerField, Q, QuerySet, When

from apps.activities.models import Host
from apps.core.statements import Aside, rows_of
from apps.frequencies.periods import Months, periods
from apps.organisations.kinds import Kind
from apps.organisations.sets import Below, StandingAt

#: Where those stand whose activities count.
Within = Below | StandingAt

_PLACES = "organisation__placements__"
#: A meeting of a Party group is one of its branch.
HOLDER = Case(When(organisation__kind=Kind.GROUP, then=F(f"{_PLACES}parent")), default=F("organisation"))


def held_in_months(
    within: Within, year: int, as_of: date, most: Mapping[str, int], among: Collection[int] | None = None
) -> dict[tuple[int, str], Months]:
    """How often each organisation held these kinds of activities in each month of the year up to the day.  One query.

    Where `most` says that one is asked in a period at most, a month counts one or none.  `among`: whose.
    """
    asked, day = as_asked(most), min(as_of, date(year, 12, 31))
    found: dict[tuple[int, str], Months] = {}
    for holder, *counts in rows_of(
        Host, held, within, year, day, asked, None if among is None else tuple(sorted(among))
    ):
        found |= {(holder, type_): months for type_, months in months_of(counts, asked) if any(months)}
    return found


#: The kinds of activities, each with the most that is asked in a period.
Most = tuple[tuple[str, int], ...]


def as_asked(most: Mapping[str, int]) -> Most:
    return tuple(sorted((str(type_), times) for type_, times in most.items()))


def held(within: Within, year: int, day: date, most: Most, among: tuple[int, ...] | None = None) -> Any:
    """A row for each holder, with the `columns_of` each kind of activity."""
    hosts = hosts_between(date(year, 1, 1), day).filter(within(_PLACES), activity__type__in=[it for it, _ in most])
    its = hosts.annotate(holder=HOLDER)
    rows = its if among is None else its.filter(holder__in=among)
    counts = columns_of(most, year)
    return rows.values("holder").annotate(**counts).values_list("holder", *counts)


def hosts_between(since: date, until: date) -> "QuerySet[Host]":
    """Who held an activity that still counts, from `since` to `until`: looked up by whom, and not by when."""
    counted = Host.objects.filter(activity__withdrawn_at__isnull=True).order_by()
    found: QuerySet[Host] = counted.alias(day=Aside("activity__date")).filter(day__range=(since, until))
    return found


def columns_of(most: Most, year: int) -> dict[str, Any]:
    """What is counted for each holder, by name: `months_of` reads them."""
    return {name: count for at, it in enumerate(most) for name, count in _columns(at, *it, year)}


def months_of(counts: Iterable[Any], most: Most) -> Iterator[tuple[str, Months]]:
    """The months of each kind of activity."""
    its = iter(counts)
    for type_, times in most:
        yield type_, _months(its, times)


def _columns(at: int, type_: str, times: int, year: int) -> list[tuple[str, Any]]:
    of_type = Q(activity__type=type_)
    if times <= 1:
        return [(f"t{at}", AnyOf(MonthBit("activity__date__month"), filter=of_type, distinct=True))]
    return [
        (
            f"t{at}_{it.first_month}",
            Count("activity", filter=of_type & Q(activity__date__range=(it.first, it.last)), distinct=True),
        )
        for it in periods(year, 1)
    ]


class AnyOf(Aggregate):
    """The bits that any of the numbers has; each number has one bit, so the different ones may be added up as well."""

    function = "SUM"
    allow_distinct = True
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Without sorting them, which telling them apart would need."""
        every = AnyOf(*self.get_source_expressions()[:1], filter=self.filter)
        return every.as_sql(compiler, connection, function="BIT_OR", **context)


class MonthBit(Func):
    """1 in the place of a month: 2 for January, 4096 for December."""

    template = "(1 << CAST(%(expressions)s AS integer))"
    output_field = IntegerField()


def _months(counts: Iterator[Any], times: int) -> Months:
    """The next columns as months: those of a kind of activity of which so many are asked at most."""
    if times <= 1:
        return _held_in(next(counts) or 0)
    return tuple(it or 0 for it in islice(counts, 12))


@lru_cache(maxsize=4096)
def _held_in(mask: int) -> Months:
    """One or none in each month."""
    return tuple(mask >> month & 1 for month in range(1, 13))
