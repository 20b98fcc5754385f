"""Celery tasks of reports."""

from celery import shared_task

from apps.jobs.services import Run
from apps.jobs.tasks import job_task
from apps.reports.services import report_part_produce, report_produce, reports_compare
from apps.reports.services.requests import PART_TASK, TASK


@job_task(TASK)
def year_end(run: Run) -> None:
    report_produce(run=run)


@job_task(PART_TASK)
def year_end_part(run: Run) -> None:
    report_part_produce(run=run)


@shared_task(name="reports.compare")
def compare() -> None:
    """Sent by beat every hour: says of signed reports what has changed since."""
    reports_compare()
