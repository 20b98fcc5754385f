"""Celery tasks of reports."""

from apps.jobs.services import Run
from apps.jobs.tasks import job_task
from apps.reports.services import report_produce
from apps.reports.services.requests import TASK


@job_task(TASK)
def year_end(run: Run) -> None:
    report_produce(run=run)
