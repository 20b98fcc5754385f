"""Every write about classes."""

from apps.gradings.services.confirming import (
    grading_reopen,
    gradings_confirm,
    start_classes_confirm,
)
from apps.gradings.services.drafting import Details, acceptance_errors, end_errors, grading_save, start_errors

__all__ = [
    "Details",
    "acceptance_errors",
    "end_errors",
    "grading_reopen",
    "grading_save",
    "gradings_confirm",
    "start_classes_confirm",
    "start_errors",
]
