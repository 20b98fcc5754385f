"""The year-end report by a real worker, on the engine that the suite runs on."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.jobs.models import Job, JobState
from apps.jobs.services import jobs_sweep
from apps.organisations.models import Organisation
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_request
from tests.factories.demonstration import demonstration
from tests.services.conftest import Measured
from tests.services.processes import Processes, eventually, kill

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])

AS_OF = date(2012, 12, 31)


def requested() -> YearEndReport:
    """The report of the demonstration township, asked for by staff."""
    demonstration(year=2012, as_of=AS_OF)
    return report_request(
        organisation=Organisation.objects.get(code="T01"),
        year=2012,
        as_of=AS_OF,
        by=User.objects.get(username="staff"),
    )


def job_of(report: YearEndReport) -> Job:
    assert report.job_id is not None
    return Job.objects.get(pk=report.job_id)


def under_way(report: YearEndReport) -> bool:
    job = job_of(report)
    return job.state == JobState.RUNNING and job.done > 0


def test_a_report_whose_worker_is_killed_is_finished_exactly_once(processes: Processes, measured: Measured) -> None:
    report = requested()
    worker = processes.worker()
    assert eventually(lambda: under_way(report))
    kill(worker)
    assert job_of(report).state == JobState.RUNNING
    assert eventually(lambda: jobs_sweep() == 1)  # as beat has it done (`test_worker.py`)
    processes.worker()
    measured("A worker was killed in the middle of a report: it is there", lambda: job_of(report).finished, 60)
    report.refresh_from_db()
    assert (job_of(report).state, job_of(report).attempt, report.state) == (JobState.SUCCEEDED, 2, ReportState.FROZEN)
    assert Entry.objects.filter(action="report.frozen").count() == 1
    files = [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert files == [Path(report.workbook.path)]
    assert load_workbook(files[0]).sheetnames
