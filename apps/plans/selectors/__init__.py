"""Every read about plans."""

from apps.plans.selectors.exemptions import exempt_places, exemption_at, exemptions_of, touching
from apps.plans.selectors.frames import Frame, frame_of, plans_with_counts
from apps.plans.selectors.parts import official_order, parts_by_applies
from apps.plans.selectors.rates import RateTargets, rate_targets, rate_targets_in

__all__ = [
    "Frame",
    "RateTargets",
    "exempt_places",
    "exemption_at",
    "exemptions_of",
    "frame_of",
    "official_order",
    "parts_by_applies",
    "plans_with_counts",
    "rate_targets",
    "rate_targets_in",
    "touching",
]
