"""Everything that the page of the three rates shows about one scope, year and day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from django.db.models import Q

from apps.core.calendar import ReportingYear
from apps.core.ratio import Ratio
from apps.gradings.classes import GradingClass, RateCode, RateOutcome, RecognitionLevel
from apps.gradings.movement import Movement, movement
from apps.gradings.querysets import GradingQuerySet
from apps.gradings.rates import GradedOrganisation, Rate, ends_confirmed, rates
from apps.gradings.selectors.rates import GRADED_COLUMNS, Aims, aims_of, gradings_of, scope_at
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on

#: Longer lists are cut on the page: whoever looks at thousands of organisations picks a smaller scope.
LONGEST_LIST = 300


class Details(NamedTuple):
    """What a list says of an organisation beside its code."""

    name: str
    approval_number: str
    merged_into: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the lists behind a rate."""

    graded: GradedOrganisation
    details: Details
    standing: RateOutcome
    draft: GradingClass | None = None

    @property
    def left(self) -> bool:
        return self.standing is RateOutcome.EXIT

    @property
    def reason(self) -> RateOutcome | None:
        """Why it counts as not upgraded."""
        return None if self.left or self.standing is RateOutcome.UPGRADED else self.standing

    @property
    def raised_to(self) -> GradingClass | RecognitionLevel | None:
        """What an upgraded one reached, where its cohort does not say so: the recognition, or the class."""
        if self.standing is not RateOutcome.UPGRADED or self.graded.start_class == GradingClass.GENERAL:
            return None
        if self.graded.start_class == GradingClass.ADVANCED:
            return RecognitionLevel(self.graded.end_level)
        return GradingClass(self.graded.end_class)


@dataclass(frozen=True, slots=True)
class Names:
    """One of the lists behind a rate; `members` are its first `LONGEST_LIST` of `total`."""

    total: int
    members: list[Member]


@dataclass(frozen=True, slots=True)
class Card:
    """A rate; `hoped` is what it would be if its `drafts` were confirmed, None without any."""

    rate: Rate
    drafts: int
    hoped: Rate | None

    @property
    def pending(self) -> Ratio | None:
        return self.hoped.ratio if self.hoped else None

    @property
    def target_tenths(self) -> int:
        """Where the target stands on a scale of a thousand."""
        return min(1000, int(self.rate.target * 10))


@dataclass(frozen=True, slots=True)
class Sheet(Card):
    """A rate with its lists."""

    upgraded: Names
    not_upgraded: Names
    exits: Names


@dataclass(frozen=True, slots=True)
class Glance:
    """The three rates of a scope without the lists behind them.

    `drafts` are counted in the whole scope; 0 for those who see official figures only.
    """

    sheets: Sequence[Card]
    movement: Movement
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The three rates of a scope with all that stands beside them.

    `drafts`, `start_drafts` and `missing` (graded organisations without any class of the year) are counted in the
    whole scope; they are 0 for those who see official figures only.
    """

    sheets: Sequence[Sheet]
    movement: Movement
    drafts: int = 0
    start_drafts: int = 0
    missing: int = 0


@dataclass(slots=True)
class _Facts:
    graded: dict[str, GradedOrganisation] = field(default_factory=dict)
    details: dict[str, Details] = field(default_factory=dict)


def glance_of(graded: Iterable[GradedOrganisation], aims: Aims, *, year: int, as_of: date, pending: bool) -> Glance:
    """The three rates over `graded` on `as_of`; drafts are shown only with `pending`.  No query."""
    by_code = {one.code: one for one in graded}
    every = by_code.values()
    asked = partial(rates, year=year, as_of=as_of, targets=aims.targets, minimum_level=aims.minimum_level)
    drafts = sum(one.is_draft for one in every) if pending else 0
    hoped = asked(ends_confirmed(every, on=as_of)) if drafts else None
    cards = [_card(rate, by_code, hoped) for rate in asked(every).values()]
    return Glance(cards, movement(every, year=year, as_of=as_of), drafts)


def overview_of(organisation: Organisation, year: int, as_of: date, *, pending: bool) -> Overview:
    """The rates of the subtree of `organisation` on `as_of`; drafts are shown only with `pending`.

    Four queries, five with `pending`.
    """
    path = path_on(organisation, as_of)
    scope = scope_at(organisation, path, as_of)
    facts, aims = _read(gradings_of(scope, year)), aims_of(path, year)
    graded = facts.graded.values()
    glance = glance_of(graded, aims, year=year, as_of=as_of, pending=pending)
    sheets = [_sheet(card, facts, with_drafts=pending) for card in glance.sheets]
    if not pending:
        return Overview(sheets, glance.movement)
    return Overview(
        sheets,
        glance.movement,
        drafts=glance.drafts,
        start_drafts=sum(not one.start_confirmed for one in graded),
        missing=scope.filter(to_be_graded(year)).exclude(gradings__year=year).count(),
    )


def to_be_graded(year: int) -> Q:
    """Organisations that take part in grading and existed at some time after 1 January of the year."""
    days = ReportingYear(year)
    opened = Q(opened__isnull=True) | Q(opened__lte=days.last_day)
    return Q(graded=True) & opened & (Q(closed__isnull=True) | Q(closed__gt=days.first_day))


def _read(gradings: GradingQuerySet) -> _Facts:
    facts = _Facts()
    about = ("organisation__name", "organisation__approval_number", "organisation__merged_into__name")
    for row in gradings.values_list(*GRADED_COLUMNS, *about).iterator():
        facts.graded[row[0]] = GradedOrganisation(*row[: len(GRADED_COLUMNS)])
        facts.details[row[0]] = Details(*row[len(GRADED_COLUMNS) :])
    return facts


def _card(rate: Rate, graded: Mapping[str, GradedOrganisation], hoped: dict[RateCode, Rate] | None) -> Card:
    drafts = sum(graded[code].is_draft for code in rate.not_upgraded) if hoped else 0
    return Card(rate, drafts, hoped[rate.code] if hoped and drafts else None)


def _sheet(card: Card, facts: _Facts, *, with_drafts: bool) -> Sheet:
    rate = card.rate
    return Sheet(
        rate,
        card.drafts,
        card.hoped,
        upgraded=_names(facts, dict.fromkeys(rate.upgraded, RateOutcome.UPGRADED)),
        not_upgraded=_names(facts, rate.reasons, with_drafts=with_drafts),
        exits=_names(facts, dict.fromkeys(rate.exits, RateOutcome.EXIT)),
    )


def _names(facts: _Facts, standings: Mapping[str, RateOutcome], *, with_drafts: bool = False) -> Names:
    members = []
    for code, standing in islice(standings.items(), LONGEST_LIST):
        graded = facts.graded[code]
        draft = GradingClass(graded.end_class) if with_drafts and graded.is_draft else None
        members.append(Member(graded, facts.details[code], standing, draft))
    return Names(len(standings), members)
