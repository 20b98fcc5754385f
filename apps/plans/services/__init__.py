"""Every write about plans."""

from apps.plans.services.exemptions import exemption_change, exemption_remove, exemptions_add
from apps.plans.services.indicators import indicator_save
from apps.plans.services.loading import plan_load_csv
from apps.plans.services.plans import plan_create, plan_update
from apps.plans.services.programmes import programme_add, programme_move, programme_remove, programme_rename
from apps.plans.services.revising import Because
from apps.plans.services.signing import letter_sign, plan_recall, plan_release
from apps.plans.services.taking_over import plan_take_over
from apps.plans.services.targets import StaleTargets, target_set, targets_set, targets_set_many

__all__ = [
    "Because",
    "StaleTargets",
    "exemption_change",
    "exemption_remove",
    "exemptions_add",
    "indicator_save",
    "letter_sign",
    "plan_create",
    "plan_load_csv",
    "plan_recall",
    "plan_release",
    "plan_take_over",
    "plan_update",
    "programme_add",
    "programme_move",
    "programme_remove",
    "programme_rename",
    "target_set",
    "targets_set",
    "targets_set_many",
]
