"""What beat does for notices."""

from celery import shared_task

from apps.core.calendar import today
from apps.notices.services import digests_send, reminders_make


@shared_task(name="notices.remind")
def remind() -> None:
    """Sent by beat every hour: remind of what is not done, then the digests of those who want one."""
    reminders_make(on=today())
    digests_send(on=today())
