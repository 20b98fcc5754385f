"""What beat asks for; it may run twice or late without harm."""

from celery import shared_task

from apps.attachments.services import orphans_delete


@shared_task(name="attachments.sweep")
def sweep() -> None:
    """Delete files of evidence to which no row belongs."""
    orphans_delete()
