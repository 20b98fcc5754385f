"""What measures are made of: facts that count, and the part of the tree in which they are counted."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from apps.closing.models import Proposal
from apps.core.calendar import ReportingYear
from apps.core.statements import streamed_rows_of
from apps.gradings.classes import RecognitionLevel
from apps.gradings.models import Grading
from apps.gradings.rates import GradedOrganisation
from apps.gradings.selectors.rates import GRADED_COLUMNS
from apps.organisations.sets import Below
from apps.organisations.tree import is_below
from apps.plans.applies import PlacesRead, read_places


class Fact(NamedTuple):
    """What one record contributes to the measure of a mechanism, and where: `path` is the organisation's place.

    Counts of things are plain integers, amounts hundredths.  Facts with one `record` are one thing that several
    organisations did together: it counts once wherever they are counted together.  None: nobody shares it.
    `pending` is what it would add to the numerator if it were approved; one that is only `proposed` is no fact yet.
    """

    mechanism: str
    path: str
    record: int | None
    numerator: int = 0
    denominator: int = 0
    pending: int = 0
    proposed: bool = False


class FactPlace(NamedTuple):
    """What tells one scope of facts from another."""

    path: str
    year: int
    as_of: date
    minimum_level: int
    without: tuple[str, ...]
    has_passed_on: bool


@dataclass(frozen=True)
class FactScope:
    """The organisations at and below `path` on the day `as_of`, in a reporting year; what is read of them is read once.

    `minimum_level` is the least recognition that the year's plan counts as an upgrade of an advanced organisation.
    `without` are the places of those who are exempted on the day: they leave with all below them.
    """

    path: str
    year: int
    as_of: date
    minimum_level: int = RecognitionLevel.TOWNSHIP
    without: tuple[str, ...] = ()
    #: Known not to be so, nobody asks for cases that passed on to another organisation after the day.
    has_passed_on: bool = field(default=True, compare=False)
    #: Likewise what is proposed.
    has_proposals: bool = field(default=True, compare=False)
    #: The scope that this one is a part of: what has been read of it is not read again.
    whole: "FactScope | None" = field(default=None, repr=False, compare=False)

    def less(self, places: tuple[str, ...]) -> "FactScope":
        """The scope without those at `places`."""
        return replace(self, without=places, whole=self) if places else self

    @cached_property
    def graded(self) -> list[tuple[str, GradedOrganisation]]:
        """The classes of the year in the scope, each with the place of its organisation.  One query."""
        if self.whole is not None:
            return [(path, it) for path, it in self.whole.graded if not is_below(path, self.without)]
        rows = streamed_rows_of(Grading, _graded, self.below, self.year)
        return [(path, GradedOrganisation(*columns)) for path, *columns in rows]

    @cached_property
    def proposed(self) -> frozenset[str]:
        """The kinds of facts to which something is proposed, anywhere.  One query where anything is."""
        if not self.has_proposals:
            return frozenset()
        if self.whole is not None:
            return self.whole.proposed
        return frozenset(Proposal.objects.open().order_by().values_list("kind", flat=True).distinct())

    @property
    def place(self) -> FactPlace:
        return FactPlace(self.path, self.year, self.as_of, self.minimum_level, self.without, self.has_passed_on)

    @property
    def first_day(self) -> date:
        return ReportingYear(self.year).first_day

    def places(self, prefix: str) -> Q:
        """Rows whose organisation stands in the scope on the day; `prefix` leads to the placements."""
        return self.below(prefix)

    @property
    def below(self) -> Below:
        return Below(self.path, self.as_of, self.without)

    @cached_property
    def placed(self) -> PlacesRead:
        """The places of the scope and those above them, those without too.  One query."""
        return self.whole.placed if self.whole is not None else read_places(Below(self.path, self.as_of))


def _graded(below: Below, year: int) -> "QuerySet[Any]":
    prefix = "organisation__placements__"
    gradings = Grading.objects.filter(below(prefix), year=year).order_by()
    found: QuerySet[Any] = gradings.values_list(f"{prefix}path", *GRADED_COLUMNS)
    return found


@dataclass(slots=True)
class Tally:
    """The sum of facts; without `has_facts` there is only what is proposed, and no official figure."""

    numerator: int = 0
    denominator: int = 0
    pending: int = 0
    has_facts: bool = True

    def add(self, fact: Fact) -> None:
        self.has_facts = self.has_facts or not fact.proposed
        self.count(fact.numerator, fact.denominator, fact.pending)

    def count(self, numerator: int, denominator: int, pending: int) -> None:
        self.numerator += numerator
        self.denominator += denominator
        self.pending += pending


@dataclass(slots=True)
class Tallies:
    """A measure in a scope: the whole, and each part directly below it by its path; absent without facts."""

    whole: Tally = field(default_factory=lambda: Tally(has_facts=False))
    parts: dict[str, Tally] = field(default_factory=dict)

    def take(self, other: "Tallies") -> None:
        """Add what another has, of other records."""
        for one, its in ((self.whole, other.whole), *((self._part(part), its) for part, its in other.parts.items())):
            one.has_facts = one.has_facts or its.has_facts
            one.count(its.numerator, its.denominator, its.pending)

    def _part(self, path: str) -> Tally:
        return self.parts.setdefault(path, Tally(has_facts=False))


#: What the mechanisms that are asked for come to in a scope; `width`: see `tallied`.
Theme = Callable[[FactScope, Collection[str], int | None], Mapping[str, Tallies]]


def tallied(facts: Iterable[Fact], *, width: int | None) -> dict[str, Tallies]:
    """The facts summed by mechanism, for the whole and for the parts that the first `width` signs of a path name.

    None: only for the whole.
    """
    found: dict[str, Tallies] = {}
    seen: set[tuple[str, str, int]] = set()
    for fact in facts:
        tallies = found.setdefault(fact.mechanism, Tallies())
        if _is_new(seen, fact, ""):
            tallies.whole.add(fact)
        if width is None:
            continue
        part = fact.path[:width]
        if _is_new(seen, fact, part):
            tallies.parts.setdefault(part, Tally(has_facts=False)).add(fact)
    return found


def _is_new(seen: set[tuple[str, str, int]], fact: Fact, part: str) -> bool:
    """Whether the record has not been counted in this part yet."""
    if fact.record is None:
        return True
    key = (fact.mechanism, part, fact.record)
    if key in seen:
        return False
    seen.add(key)
    return True
