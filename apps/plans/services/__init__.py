"""Every write about plans."""

from apps.plans.services.imports import targets_import
from apps.plans.services.indicators import indicator_save
from apps.plans.services.loading import plan_load_csv
from apps.plans.services.plans import plan_create, plan_update
from apps.plans.services.targets import target_set, targets_set, targets_set_many

__all__ = [
    "indicator_save",
    "plan_create",
    "plan_load_csv",
    "plan_update",
    "target_set",
    "targets_import",
    "targets_set",
    "targets_set_many",
]
