"""The records behind a figure: activities, classes or monthly filings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.querysets import ActivityQuerySet
from apps.activities.types import ActivityType
from apps.filings.models import FilingLine
from apps.filings.states import FilingState
from apps.frequencies.periods import Held
from apps.frequencies.selectors import Row, due_rows
from apps.gradings.rates import MECHANISM_OF
from apps.measures.activities import activities_behind
from apps.measures.facts import FactScope as Facts
from apps.measures.hearings import hearings_behind, not_heard
from apps.measures.meetings import meetings_behind
from apps.measures.registers import Behind, behind
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.organisations.scope import ChosenScope
from apps.plans.measurable import HEARD, HELD_OF_DUE, NUMBER_OF, types_of
from apps.plans.models import Indicator
from apps.plans.natures import Source
from apps.progress.filed import last_month
from apps.registers.models import Record
from apps.registers.register import RecordRegister

#: Longer lists are cut on the page; the list of the records themselves has the rest.
LONGEST_LIST = 20


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind a figure that the person may open; with `more` the lists are cut."""

    activities: list[Activity] = field(default_factory=list)
    activity_type: str = ""
    lines: list[FilingLine] = field(default_factory=list)
    classes: bool = False
    register: RecordRegister | None = None
    registered: list[Record] = field(default_factory=list)
    #: Who is meant and has no record that counts.
    lacking: list[Organisation] = field(default_factory=list)
    #: Where frequency rules ask for it: of how many due how many were held, and where less than usual.
    due: Held | None = None
    gaps: list[Row] = field(default_factory=list)
    more: bool = False


def records_behind(
    indicator: Indicator, scope: ChosenScope, facts: Facts, user: User, longest: int = LONGEST_LIST
) -> Records:
    """The records behind the figure of an indicator in a scope: those that count among its `facts`, `longest` at most.

    One query; two where those who have none are listed too, five more where frequency rules ask for it.
    """
    if indicator.source == Source.FILED:
        return _filed(indicator, scope, facts, longest)
    if indicator.mechanism in MECHANISM_OF.values():
        return Records(classes=scope.may("rate.view"))
    if types := types_of(indicator.mechanism):
        return _of_activities(indicator.mechanism, types, facts, longest) if scope.may("activity.view") else Records()
    found = behind(indicator.mechanism, indicator.applies_to, facts)
    return _registered(found, user, longest) if found and may(user, found.register.may("view")) else Records()


def rows_behind(
    indicator: Indicator, scope: ChosenScope, facts: Facts, user: User
) -> "tuple[RecordRegister | None, models.QuerySet[Any] | None]":
    """The same records as one queryset, the earliest first, and their register; of classes none.

    Only what is official: of monthly filings the figures that were approved.
    """
    if indicator.source == Source.FILED:
        lines = filed_behind(indicator, facts).filter(filing__state=FilingState.APPROVED)
        earliest_first = lines.order_by("filing__month", "filing__organisation__code", "pk")
        return None, earliest_first.filter(numerator__isnull=False) if scope.may("filing.view") else None
    if types_of(indicator.mechanism):
        found = _activities_of(indicator.mechanism, facts)
        return None, found.order_by("date", "pk") if scope.may("activity.view") else None
    of_register = behind(indicator.mechanism, indicator.applies_to, facts)
    if of_register is None or not may(user, of_register.register.may("view")):
        return None, None
    rows = _seen(of_register, user)
    return of_register.register, rows.order_by(models.F(rows.model.DATED).asc(nulls_first=True), "pk")


def _seen(found: Behind, user: User) -> Any:
    """As far as the person may open them."""
    return found.records.filter(pk__in=found.register.visible_to(user).values("pk"))


def _registered(found: Behind, user: User, longest: int) -> Records:
    seen = list(_seen(found, user)[: longest + 1])
    lacking = [] if found.lacking is None else list(found.lacking.order_by("code")[: longest + 1])
    return Records(
        register=found.register,
        registered=seen[:longest],
        lacking=lacking[:longest],
        more=len(seen) > longest or len(lacking) > longest,
    )


def _activities_of(key: str, facts: Facts) -> ActivityQuerySet:
    if key == HEARD:
        return hearings_behind(facts)
    return activities_behind(key, facts) if key in NUMBER_OF else meetings_behind(HELD_OF_DUE[key], facts)


def _of_activities(key: str, types: Sequence[str], facts: Facts, longest: int) -> Records:
    return _heard(facts, longest) if key == HEARD else _held(_activities_of(key, facts), types, facts, longest)


def _held(found: ActivityQuerySet, types: Sequence[str], facts: Facts, longest: int) -> Records:
    """What was held, and what of it was due."""
    some = list(found[: longest + 1])
    rows = due_rows(facts.below, facts.year, facts.as_of, types)
    gaps = list(islice((row for row in rows if row.line.gaps), longest + 1))
    return Records(
        activities=some[:longest],
        activity_type=types[0] if len(types) == 1 else "",
        due=rows.held if rows else None,
        gaps=gaps[:longest],
        more=len(some) > longest or len(gaps) > longest,
    )


def _heard(facts: Facts, longest: int) -> Records:
    """The hearings, and who was not heard.  Two queries."""
    some, lacking = list(hearings_behind(facts)[: longest + 1]), list(not_heard(facts)[: longest + 1])
    return Records(
        activities=some[:longest],
        activity_type=ActivityType.HEARING,
        lacking=lacking[:longest],
        more=len(some) > longest or len(lacking) > longest,
    )


def _filed(indicator: Indicator, scope: ChosenScope, facts: Facts, longest: int) -> Records:
    if not scope.may("filing.view"):
        return Records()
    lines = filed_behind(indicator, facts)
    some = list(lines.order_by("-filing__month", "filing__organisation__code")[: longest + 1])
    return Records(lines=some[:longest], more=len(some) > longest)


def filed_behind(indicator: Indicator, facts: Facts) -> Any:
    """The lines of the months that were handed in, with their filings and organisations."""
    lines = FilingLine.objects.filter(
        facts.places("filing__organisation__placements__"),
        indicator=indicator,
        filing__year=facts.year,
        filing__month__gte=indicator.first_month,
        filing__month__lte=last_month(facts.year, facts.as_of),
        filing__state__in=(FilingState.APPROVED, FilingState.SUBMITTED),
    )
    return lines.select_related("filing__organisation")
