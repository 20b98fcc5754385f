"""What a plan asks of an organisation and of those directly below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.closing.models import Proposal
from apps.core.amount import HUNDRED
from apps.core.calendar import valid_on
from apps.core.statements import objects_of
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.plans.models import Exemption, Indicator, Plan, Programme, Target
from apps.plans.querysets import PlanQuerySet
from apps.plans.selectors.exemptions import Exemptions, exempt_places, exemption_at, exemptions_of
from apps.registers.models import PassedOn


@dataclass(frozen=True, slots=True)
class Frame:
    """The plan that holds for an organisation: its indicators in order, targets and exemptions.

    `targets`: indicator id → organisation id → target, of the organisation, those above it up to the plan's
    committee, and those directly below it.  `exemptions`: all of the plan, whether they hold `on` the day or not.
    """

    plan: Plan
    path: str
    indicators: list[Indicator]
    on: date
    targets: Mapping[int, Mapping[int, Target]] = field(default_factory=dict)
    exemptions: Exemptions = field(default_factory=dict)
    #: Whether anything is proposed for closed months, anywhere.
    has_proposals: bool = True
    #: Whether any case passed on to another organisation after the day, anywhere.
    has_passed_on: bool = True

    def own_target(self, indicator: Indicator, organisation: int) -> Target | None:
        """The target that was set for this organisation itself."""
        return self.targets.get(indicator.pk, {}).get(organisation)

    def target_at(self, indicator: Indicator, path: str) -> Target | None:
        """What the organisation at `path` is to reach: its own target; for a rate else the nearest one above it.

        Each part takes the whole's target of a rate unless set otherwise; of a count only what was split to it.
        """
        line = ids_on(path)[::-1]
        if not indicator.is_rate:
            return self.own_target(indicator, line[0])
        return next((found for it in line if (found := self.own_target(indicator, it))), None)

    def exempt_places(self, indicator: Indicator) -> tuple[str, ...]:
        """Where those stand who are exempted on the day."""
        return exempt_places(self.exemptions.get(indicator.pk, ()), self.on)

    def exemption_at(self, indicator: Indicator, path: str) -> Exemption | None:
        """The exemption that holds on the day for the organisation at `path`."""
        return exemption_at(self.exemptions.get(indicator.pk, ()), path, self.on)


def frame_of(path: str, year: int, on: date, code: str | None = None, *, with_parts: bool = True) -> Frame | None:
    """The plan of the year of the nearest committee at or above `path`; None where there is none with indicators.

    With `code` only that indicator; without `with_parts` no targets of the organisations directly below.  Three
    queries, four where there are exemptions.
    """
    above = ids_on(path)
    by_id: dict[int, Any] = {
        it.pk: it for it in objects_of(Programme, _programmes, tuple(above), year, on, related="plan")
    }
    indicators = _indicators(by_id, code)
    if not indicators:
        return None
    plan = max((it.programme.plan for it in indicators), key=lambda it: above.index(it.organisation_id))
    own = [it for it in indicators if it.programme.plan.pk == plan.pk]
    exempted = [it for it in own if by_id[it.programme_id].has_exemptions]
    targets = _targets(own, above[above.index(plan.organisation_id) :], on, with_parts=with_parts)
    exemptions_then = exemptions_of(exempted, on) if exempted else {}
    any_of_them = by_id[own[0].programme_id]
    return Frame(plan, path, own, on, targets, exemptions_then, any_of_them.has_proposals, any_of_them.has_passed_on)


def _programmes(above: tuple[int, ...], year: int, on: date) -> "QuerySet[Any]":
    """With whether anybody is exempted from one of its indicators; and, anywhere, proposed or passed on later."""
    exemptions = Exemption.objects.filter(indicator__programme=OuterRef("pk"))
    found: QuerySet[Programme] = Programme.objects.filter(plan__year=year, plan__organisation__in=above)
    return found.annotate(
        has_exemptions=Exists(exemptions),
        has_proposals=Exists(Proposal.objects.open()),
        has_passed_on=Exists(PassedOn.objects.filter(on__gt=on)),
    )


def _indicators(programmes: Mapping[int, Programme], code: str | None) -> list[Indicator]:
    """The indicators of the programmes in their order, each with its programme.  One query."""
    found = objects_of(Indicator, _of_programmes, tuple(sorted(programmes)), code)
    for indicator in found:
        indicator.programme = programmes[indicator.programme_id]
    return sorted(found, key=lambda it: (it.programme.position, it.position, it.code))


def _of_programmes(programmes: tuple[int, ...], code: str | None) -> "QuerySet[Indicator]":
    found: QuerySet[Indicator] = Indicator.objects.filter(programme__in=programmes)
    return found if code is None else found.filter(code=code)


def _targets(
    indicators: Iterable[Indicator], line: list[int], on: date, *, with_parts: bool
) -> dict[int, dict[int, Target]]:
    """The targets of the organisations in `line`, and of those directly below its last one.  One query."""
    asked = tuple(it.pk for it in indicators), tuple(line), on if with_parts else None
    found: dict[int, dict[int, Target]] = {}
    for target in objects_of(Target, _at, *asked):
        found.setdefault(target.indicator_id, {})[target.organisation_id] = target
    return found


def _at(indicators: tuple[int, ...], line: tuple[int, ...], on: date | None) -> "QuerySet[Target]":
    """`on`: with those directly below the last one of the line on that day."""
    concerned = Q(organisation__in=line)
    if on is not None:
        below = Organisation.objects.filter(valid_on(on, "placements__"), placements__parent=line[-1]).values("pk")
        concerned |= Q(organisation__in=below)
    return Target.objects.filter(concerned, indicator__in=indicators).order_by()


def target_fraction(target: Target) -> Fraction:
    """A target in percent, pieces or units of its amount."""
    return Fraction(target.value, HUNDRED)


def plans_with_counts(plans: PlanQuerySet) -> PlanQuerySet:
    """The plans, the newest first, with their committees and the number of their indicators."""
    counted = plans.select_related("organisation").annotate(indicators=Count("programmes__indicators"))
    newest_first: PlanQuerySet = counted.order_by("-year", "organisation__code")
    return newest_first
