"""What the year's plan says about the three rates (contract.md: "from the year's plan, else 20/30/95")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from apps.organisations.tree import ids_on
from apps.plans.models import Plan, Target
from apps.plans.selectors.frames import Frame, target_fraction

RATE_MECHANISMS = ("M064", "M065", "M066")


@dataclass(frozen=True, slots=True)
class RateTargets:
    """Targets in percent by mechanism, and the least recognition that counts; empty and None without a plan."""

    by_mechanism: Mapping[str, Fraction] = field(default_factory=dict)
    minimum_level: int | None = None


def rate_targets(path: str, year: int) -> RateTargets:
    """What the plan of the nearest committee at or above `path` asks for the three rates (M064, M065, M066).

    An organisation's own target comes before one set above it.  Two queries.
    """
    above = ids_on(path)
    plans = {plan.organisation_id: plan for plan in Plan.objects.filter(year=year, organisation__in=above)}
    plan = next((plans[it] for it in reversed(above) if it in plans), None)
    if plan is None:
        return RateTargets()
    rows = Target.objects.filter(indicator__programme__plan=plan, indicator__mechanism__in=RATE_MECHANISMS)
    rows = rows.filter(organisation__in=above[above.index(plan.organisation_id) :]).select_related("indicator")
    nearest_last = sorted(rows, key=lambda target: above.index(target.organisation_id))
    return RateTargets({it.indicator.mechanism: target_fraction(it) for it in nearest_last}, plan.minimum_level)


def rate_targets_in(frame: Frame) -> RateTargets | None:
    """The same from a plan that has been read already; None where only `rate_targets` can tell.

    The organisation's own plan is the nearest there can be.  Of one above it nobody knows without asking whether
    there is a nearer one that has no indicators.
    """
    organisation = ids_on(frame.path)[-1]
    if frame.plan.organisation_id != organisation:
        return None
    own = {it.mechanism: frame.own_target(it, organisation) for it in frame.indicators}
    targets = {code: target_fraction(found) for code in RATE_MECHANISMS if (found := own.get(code))}
    return RateTargets(targets, frame.plan.minimum_level)
