"""Everything that the page of the three rates shows about one scope, year and day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from apps.core.calendar import ReportingYear
from apps.core.ratio import Ratio
from apps.gradings.classes import GradingClass, RateCode, Standing
from apps.gradings.models import Grading
from apps.gradings.movement import Movement, movement
from apps.gradings.rates import GradedOrganisation, Rate, ends_confirmed, rates
from apps.gradings.selectors.rates import GRADED_COLUMNS
from apps.organisations.models import Organisation

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
    reason: Standing | None = None
    draft: GradingClass | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """One of the lists behind a rate; `members` are its first `LONGEST_LIST` of `total`."""

    total: int
    members: list[Member]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rate with its lists; `pending` is the figure as if its `drafts` were confirmed, None without any."""

    rate: Rate
    upgraded: Names
    not_upgraded: Names
    exits: Names
    drafts: int
    pending: Ratio | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The three rates of a scope with all that stands beside them.

    `drafts`, `start_drafts` and `missing` (graded organisations without any class of the year) are counted in the
    whole scope; they are 0 for those who see official figures only.
    """

    sheets: list[Sheet]
    movement: Movement
    drafts: int = 0
    start_drafts: int = 0
    missing: int = 0


@dataclass(slots=True)
class _Facts:
    graded: dict[str, GradedOrganisation] = field(default_factory=dict)
    details: dict[str, Details] = field(default_factory=dict)


def overview_of(organisation: Organisation, year: int, as_of: date, *, pending: bool) -> Overview:
    """The rates of the subtree of `organisation` on `as_of`; drafts are shown only with `pending`.

    Two queries, three with `pending`.
    """
    scope = Organisation.objects.subtree_of(organisation, as_of)
    facts = _Facts()
    columns = (
        *GRADED_COLUMNS,
        "organisation__name",
        "organisation__approval_number",
        "organisation__merged_into__name",
    )
    for row in Grading.objects.filter(year=year, organisation__in=scope).order_by().values_list(*columns).iterator():
        facts.graded[row[0]] = GradedOrganisation(*row[: len(GRADED_COLUMNS)])
        facts.details[row[0]] = Details(*row[len(GRADED_COLUMNS) :])
    graded = facts.graded.values()
    hoped = rates(ends_confirmed(graded, on=as_of), year=year, as_of=as_of) if pending else None
    sheets = [_sheet(rate, facts, hoped) for rate in rates(graded, year=year, as_of=as_of).values()]
    moved = movement(graded, year=year, as_of=as_of)
    if not pending:
        return Overview(sheets, moved)
    return Overview(
        sheets,
        moved,
        drafts=sum(one.is_draft for one in graded),
        start_drafts=sum(not one.start_confirmed for one in graded),
        missing=scope.filter(to_be_graded(year)).exclude(gradings__year=year).count(),
    )


def to_be_graded(year: int) -> Q:
    """Organisations that take part in grading and existed at some time after 1 January of the year."""
    days = ReportingYear(year)
    opened = Q(opened__isnull=True) | Q(opened__lte=days.last_day)
    return Q(graded=True) & opened & (Q(closed__isnull=True) | Q(closed__gt=days.first_day))


def _sheet(rate: Rate, facts: _Facts, hoped: dict[RateCode, Rate] | None) -> Sheet:
    by_code, shown = facts.graded, hoped is not None

    def names(codes: Iterable[str]) -> Names:
        every = list(codes)
        members = [
            Member(by_code[code], facts.details[code], rate.reasons.get(code), _draft(by_code[code], shown))
            for code in every[:LONGEST_LIST]
        ]
        return Names(len(every), members)

    drafts = sum(by_code[code].is_draft for code in rate.not_upgraded) if shown else 0
    pending = hoped[rate.code].ratio if hoped is not None and drafts else None
    return Sheet(rate, names(rate.upgraded), names(rate.not_upgraded), names(rate.exits), drafts, pending)


def _draft(graded: GradedOrganisation, shown: bool) -> GradingClass | None:
    return GradingClass(graded.end_class) if shown and graded.is_draft else None
