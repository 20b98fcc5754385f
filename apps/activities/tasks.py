"""What beat asks for; it may run twice or late without harm."""

from celery import shared_task

from apps.activities.attachments import orphans_delete


@shared_task(name="activities.sweep")
def sweep() -> None:
    """Delete files of evidence to which no row belongs."""
    orphans_delete()
