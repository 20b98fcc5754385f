"""What beat does for filings."""

from celery import shared_task

from apps.core.calendar import today
from apps.filings.services import filings_open_due


@shared_task(name="filings.open_due")
def open_due() -> None:
    """Sent by beat every few minutes: open what is due, whatever was missed."""
    filings_open_due(on=today())
