"""What beat does for warnings."""

from celery import shared_task

from apps.core.calendar import today
from apps.warnings.services import warnings_raise


@shared_task(name="warnings.raise")
def raise_warnings() -> None:
    """Sent by beat every few hours; what was missed is made up for at the next run."""
    warnings_raise(on=today())
