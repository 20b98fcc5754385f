"""How much a list of activities comes to: how many, people, hours, households, and by carrier and place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum
from django.utils.text import capfirst

from apps.activities.querysets import ActivityQuerySet
from apps.activities.types import Carrier, PlaceCategory


class Share(NamedTuple):
    """So many of the activities have this value."""

    value: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What nobody stated is None, not nought; of carriers and places only those that are stated stand here."""

    number: int
    present: int | None
    hours: int | None
    households: int | None
    carriers: Sequence[Share]
    places: Sequence[Share]


def sums_of(activities: ActivityQuerySet) -> Sums:
    """One query."""
    named: dict[str, Any] = {"carrier": Carrier, "taken_to": PlaceCategory}
    counts = {
        f"{name}_{it.value}": Count("pk", filter=Q(**{name: it.value})) for name, its in named.items() for it in its
    }
    found = activities.order_by().aggregate(
        number=Count("pk"), **{f"sum_{name}": Sum(name) for name in ("present", "hours", "households")}, **counts
    )
    return Sums(
        found["number"],
        found["sum_present"],
        found["sum_hours"],
        found["sum_households"],
        _shares("carrier", Carrier, found),
        _shares("taken_to", PlaceCategory, found),
    )


def _shares(name: str, choices: Iterable[Any], found: dict[str, int]) -> list[Share]:
    every = (Share(it.value, str(capfirst(it.label)), found[f"{name}_{it.value}"]) for it in choices)
    return [it for it in every if it.number]
