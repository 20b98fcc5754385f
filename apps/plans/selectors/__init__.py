"""Every read about plans."""

from apps.plans.selectors.exemptions import exempt_places, exemption_at, exemptions_of, touching, whom_to_exempt
from apps.plans.selectors.frames import Frame, frame_of, plans_with_counts
from apps.plans.selectors.parts import parts_by_applies
from apps.plans.selectors.plans import plan_of, plan_over, plan_to_take_over
from apps.plans.selectors.rates import RateTargets, rate_targets, rate_targets_in

__all__ = [
    "Frame",
    "RateTargets",
    "exempt_places",
    "exemption_at",
    "exemptions_of",
    "frame_of",
    "parts_by_applies",
    "plan_of",
    "plan_over",
    "plan_to_take_over",
    "plans_with_counts",
    "rate_targets",
    "rate_targets_in",
    "touching",
    "whom_to_exempt",
]
