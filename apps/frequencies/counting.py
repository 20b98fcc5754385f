"""How often something was held in each month, counted by the database: one row for each organisation."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Cast, ExtractMonth

from apps.activities.models import Host
from apps.activities.querysets import held_between
from apps.frequencies.periods import Months
from apps.organisations.kinds import Kind

#: The condition on places for what counts; the prefix leads to the placements.
Within = Callable[[str], Q]

_PLACES = "organisation__placements__"
#: 1 in the place of the month: the sum of the different ones says in which months something was held.
_NUMBER: Any = Cast(ExtractMonth("activity__date"), IntegerField())
_MONTH = Value(1).bitleftshift(_NUMBER)
#: A meeting of a Party group is one of its branch.
HOLDER = Case(When(organisation__kind=Kind.GROUP, then=F(f"{_PLACES}parent")), default=F("organisation"))


def held_in_months(
    within: Within, year: int, as_of: date, most: Mapping[str, int], among: Collection[int] | None = None
) -> dict[tuple[int, str], Months]:
    """How often each organisation held these kinds of activities in each month of the year up to the day.  One query.

    Where `most` says that one is asked in a period at most, a month counts one or none.  `among`: whose.
    """
    day = min(as_of, date(year, 12, 31))
    hosts = Host.objects.filter(
        held_between(date(year, 1, 1), day, "activity__") & within(_PLACES), activity__type__in=sorted(most)
    )
    counts = {name: count for at, it in enumerate(sorted(most.items())) for name, count in _columns(at, *it)}
    held = hosts.order_by().annotate(holder=HOLDER)
    rows = (held if among is None else held.filter(holder__in=among)).values("holder").annotate(**counts)
    found: dict[tuple[int, str], Months] = {}
    for row in rows:
        for at, type_ in enumerate(sorted(most)):
            if any(months := _months(row, at)):
                found[row["holder"], type_] = months
    return found


def _columns(at: int, type_: str, times: int) -> list[tuple[str, Any]]:
    of_type = Q(activity__type=type_)
    if times <= 1:
        return [(f"t{at}", Sum(_MONTH, filter=of_type, distinct=True))]
    return [
        (f"t{at}_{month}", Count("activity", filter=of_type & Q(activity__date__month=month), distinct=True))
        for month in range(1, 13)
    ]


def _months(row: Mapping[str, Any], at: int) -> Months:
    if (mask := row.get(f"t{at}", 0)) or f"t{at}" in row:
        return tuple((mask or 0) >> month & 1 for month in range(1, 13))
    return tuple(row[f"t{at}_{month}"] for month in range(1, 13))
