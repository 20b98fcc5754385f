"""What is due in a part of the tree and what of it was held, in a fixed number of queries (figures.md, section 5)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import DateField, QuerySet, Value

from apps.checklists.models import Listing
from apps.checklists.names import ListName
from apps.core.statements import rows_of
from apps.frequencies.counting import Within, held_in_months
from apps.frequencies.models import Condition, FrequencyRule
from apps.frequencies.periods import NEVER, Held, Months, Periods, Span, Spans, ended, held_of_due, throughout
from apps.frequencies.rules import RuleBook
from apps.frequencies.usual import Rule
from apps.organisations.kinds import Kind
from apps.organisations.models import Placement
from apps.plans.applies import Meant, PlacesRead, read_places


class Owing(NamedTuple):
    """What a rule asks of an organisation: the periods of the year, ended or not, in which it is due."""

    place: Meant
    rule: Rule
    periods: Periods
    months: Months

    def ended(self, by: date) -> Periods:
        return ended(self.periods, by)

    def held(self, by: date) -> Held:
        """Of what was due in the periods that ended by the day."""
        return held_of_due(self.ended(by), self.rule.times, self.months)


@dataclass(frozen=True)
class Dues:
    """What is due of some kinds of activities (None: of all) in a year, for those that are `within`.

    `as_of`: up to when something was held.  `read`: the places, where they have been read.  At most three queries.
    """

    within: Within
    year: int
    as_of: date
    types: Collection[str] | None = None
    read: PlacesRead | None = None

    @cached_property
    def book(self) -> RuleBook:
        return RuleBook(self.year, self.types, self._asked[0])

    @cached_property
    def places(self) -> list[Meant]:
        """Those whom a rule means; one that was closed in the year was asked until then."""
        read = self.read or read_places(self.within)
        return [it for it in read.meant(self.book.names, since=date(self.year, 1, 1)) if it.names]

    @cached_property
    def months(self) -> Mapping[tuple[int, str], Months]:
        """How often who held what.  One query."""
        return held_in_months(self.within, self.year, self.as_of, self.book.most)

    def __iter__(self) -> Iterator[Owing]:
        for place in self.places:
            alive = Span(place.opened, place.closed).in_year(self.year)
            for rule, those in self.book.asked_at(place.path):
                if rule.whom not in place.names:
                    continue
                meeting = self._asked[1].get((rule.condition, place.organisation), ()) if rule.condition else None
                if due := throughout(those, alive, meeting):
                    yield Owing(place, rule, due, self.months.get((place.organisation, rule.type), NEVER))

    @cached_property
    def _asked(self) -> tuple[list[tuple[int, Rule]], Mapping[tuple[str, int], Spans]]:
        """The townships' rules with their keepers, and when who met a condition.  One query."""
        rules: list[tuple[date, int, int, Rule]] = []
        meeting: dict[tuple[str, int], Spans] = {}
        types = None if self.types is None else tuple(sorted(self.types))
        for condition, organisation, start, end, opened, closed, *rule in rows_of(Listing, _asking, self.within, types):
            if rule[0]:
                number, type_, whom, times, per = rule
                rules.append((start, number, organisation, Rule(type_, whom, condition, times, per, start, end)))
            else:
                span = Span(max(start, opened or start), min(end or date.max, closed or date.max)).in_year(self.year)
                meeting[condition, organisation] = (*meeting.get((condition, organisation), ()), span)
        return [(keeper, rule) for _start, _number, keeper, rule in sorted(rules)], meeting


_NO_DAY: Any = Value(None, output_field=DateField())
_NO_RULE = (Value(0), Value(""), Value(""), Value(0), Value(""))


def _asking(within: Within, types: tuple[str, ...] | None) -> QuerySet[Any]:
    """The rules; those that the township lists as having a branch committee; those below which are Party groups."""
    those = Placement.objects.filter(within("")).values("organisation")
    listed = Listing.objects.counted().filter(list=ListName.WITH_COMMITTEE, organisation__in=those).order_by()
    groups = Placement.objects.filter(organisation__kind=Kind.GROUP, parent__in=those).order_by()
    rules = FrequencyRule.objects.counted().order_by()
    told = rules if types is None else rules.filter(type__in=types)
    lifetime = ("organisation__opened", "organisation__closed")
    committees: QuerySet[Any] = listed.values_list(
        Value(str(Condition.COMMITTEE)), "organisation", "start", "end", _NO_DAY, _NO_DAY, *_NO_RULE
    )
    return committees.union(
        groups.values_list(Value(str(Condition.GROUPS)), "parent", "start", "end", *lifetime, *_NO_RULE),
        told.values_list(
            "condition", "organisation", "start", "end", _NO_DAY, _NO_DAY, "pk", "type", "whom", "times", "per"
        ),
        all=True,
    )
