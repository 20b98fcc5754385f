"""What is due in a part of the tree and what of it was held, in a fixed number of queries (figures.md, section 5)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q

from apps.checklists.models import Listing
from apps.checklists.names import ListName
from apps.core.calendar import valid_on
from apps.frequencies.counting import Within, held_in_months
from apps.frequencies.models import Condition
from apps.frequencies.periods import NEVER, Held, Months, Period, Span, held_of_due
from apps.frequencies.rules import RuleBook
from apps.frequencies.usual import Rule
from apps.organisations.kinds import Kind
from apps.organisations.models import Placement
from apps.organisations.tree import path_range
from apps.plans.applies import Meant, places_in


class Owing(NamedTuple):
    """What a rule asks of an organisation: the periods of the year, ended or not, in which it is due."""

    place: Meant
    rule: Rule
    periods: Sequence[Period]
    months: Months

    def ended(self, by: date) -> list[Period]:
        return [it for it in self.periods if it.ended(by)]

    def held(self, by: date) -> Held:
        """Of what was due in the periods that ended by the day."""
        return held_of_due(self.ended(by), self.rule.times, self.months)


@dataclass(frozen=True)
class Dues:
    """What is due of some kinds of activities (None: of all) in a year, for those at or below `path` that are `within`.

    `as_of` says where organisations stand and up to when something was held.  At most five queries.
    """

    within: Within
    path: str
    year: int
    as_of: date
    types: Collection[str] | None = None

    @cached_property
    def book(self) -> RuleBook:
        return RuleBook(self.year, self.types)

    @cached_property
    def places(self) -> list[Meant]:
        """Those whom a rule means; one that was closed in the year was asked until then."""
        since = date(self.year, 1, 1)
        found = places_in(self.path, self.book.names, self.as_of, since=since, within=self.within(""))
        return [it for it in found if it.names]

    @cached_property
    def months(self) -> Mapping[tuple[int, str], Months]:
        """How often who held what.  One query."""
        return held_in_months(self.within, self.year, self.as_of, self.book.most)

    def __iter__(self) -> Iterator[Owing]:
        for place in self.places:
            alive = Span(place.opened, place.closed)
            for rule, those in self.book.asked_at(place.path):
                if rule.whom not in place.names:
                    continue
                meeting = self._meeting.get(rule.condition, {}).get(place.organisation, ()) if rule.condition else None
                due = [it for it in those if it.within([alive]) and (meeting is None or it.within(meeting))]
                if due:
                    yield Owing(place, rule, due, self._months_of(place, rule.type))

    def _months_of(self, place: Meant, type_: str) -> Months:
        return self.months.get((place.organisation, type_), NEVER)

    @cached_property
    def _meeting(self) -> dict[str, Mapping[int, list[Span]]]:
        """When who met a condition.  One query for each that is asked for."""
        asked = self.book.conditions
        return {name: read(self.within) for name, read in _CONDITIONS.items() if name in asked}


def below(path: str, on: date) -> Within:
    """What stands at or below `path` on the day."""
    low, high = path_range(path)

    def condition(prefix: str) -> Q:
        those: dict[str, Any] = {f"{prefix}path__gte": low, f"{prefix}path__lt": high}
        return valid_on(on, prefix) & Q(**those)

    return condition


def _with_committee(within: Within) -> Mapping[int, list[Span]]:
    """Those that the township lists as having a branch committee."""
    listed = Listing.objects.counted().filter(list=ListName.WITH_COMMITTEE, organisation__in=_those(within))
    return _spans(listed.values_list("organisation", "start", "end"))


def _with_groups(within: Within) -> Mapping[int, list[Span]]:
    """Those below which there are Party groups."""
    groups = Placement.objects.filter(organisation__kind=Kind.GROUP, parent__in=_those(within))
    columns = ("parent", "start", "end", "organisation__opened", "organisation__closed")
    return _spans(
        (parent, max(start, opened or start), min(end or date.max, closed or date.max))
        for parent, start, end, opened, closed in groups.values_list(*columns)
    )


_CONDITIONS: Mapping[str, Callable[[Within], Mapping[int, list[Span]]]] = {
    str(Condition.COMMITTEE): _with_committee,
    str(Condition.GROUPS): _with_groups,
}


def _spans(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for organisation, start, end in rows:
        found.setdefault(organisation, []).append(Span(start, end))
    return found


def _those(within: Within) -> Any:
    return Placement.objects.filter(within("")).values("organisation")
