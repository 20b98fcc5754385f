"""Jobs are carried out in this process."""

from django.utils import timezone

from apps.jobs.models import Job
from config.celery import app, load_tasks


def work_off() -> None:
    """Carry out every job that waits for a worker."""
    load_tasks()
    for job_id, task in Job.objects.claimable(timezone.now()).values_list("pk", "task"):
        app.tasks[task](str(job_id))
