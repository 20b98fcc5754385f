"""What beat asks for, and the job that comes of it."""

from celery import shared_task

from apps.backups.scheduled import TASK, backup_request, backup_scheduled
from apps.jobs.services import Run
from apps.jobs.tasks import job_task


@job_task(TASK)
def make(run: Run) -> None:
    backup_scheduled(run=run)


@shared_task(name="backups.due")
def due() -> None:
    """Sent by beat: whoever comes first asks for the back-up of the day, and nobody for a second one."""
    backup_request()
