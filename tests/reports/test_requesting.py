import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from apps.audit.models import Entry
from apps.jobs.models import Job
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_ask_again, report_request
from tests.factories import township as cast
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR


def request(township: Township, code: str = "T01", year: int = YEAR, day: int = 31) -> YearEndReport:
    """Of a day in December."""
    return report_request(
        organisation=township[code], year=year, as_of=date(year, 12, day), by=township.people["staff"]
    )


def test_reports_are_numbered_by_organisation_and_year(township: Township) -> None:
    numbers = [request(township, day=30).number, request(township).number]
    assert [*numbers, request(township, year=2013).number, request(township, "V03").number] == [1, 2, 1, 1]


def test_what_is_awaited_is_not_made_twice_and_what_is_made_or_failed_may_be_asked_for_anew(
    township: Township, work_off_jobs: Callable[[], None]
) -> None:
    assert request(township) == request(township)
    Job.objects.update(state="failed", error="worker lost")
    second = request(township)
    assert second.number == 2
    work_off_jobs()
    assert request(township).number == 3


def test_asking_starts_one_job_and_is_on_record(township: Township) -> None:
    report = request(township)
    job = Job.objects.get()
    assert report.job == job
    assert (job.task, job.arguments, job.requested_by) == (
        "reports.year_end",
        {"report": report.pk},
        township.people["staff"],
    )
    entry = Entry.objects.get(action="report.requested")
    assert (entry.actor, entry.organisation_code, entry.target) == (township.people["staff"], "T01", "T01 2012 #1")


def test_a_day_before_the_year_is_refused_and_nothing_is_left_behind(township: Township) -> None:
    with pytest.raises(ValidationError):
        report_request(organisation=township["T01"], year=YEAR, as_of=date(2011, 12, 31), by=township.people["staff"])
    assert not YearEndReport.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("days", "numbers"), [((28, 29, 30, 31), [1, 2, 3, 4]), ((31, 31, 31, 31), [1])])
def test_people_who_ask_at_the_same_time_get_different_numbers_or_wait_for_the_same(
    days: tuple[int, ...], numbers: list[int]
) -> None:
    township = cast.township()
    start, faults = threading.Barrier(4), list[Exception]()

    def ask(day: int) -> None:
        try:
            start.wait()
            request(township, day=day)
        except Exception as fault:  # shown below, where the test sees it
            faults.append(fault)
        finally:
            connection.close()

    people = [threading.Thread(target=ask, args=[day]) for day in days]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert faults == []
    assert sorted(YearEndReport.objects.values_list("number", flat=True)) == numbers


def test_a_report_that_failed_can_be_asked_for_again_and_keeps_its_number(
    township: Township, work_off_jobs: Callable[[], None]
) -> None:
    report = request(township)
    Job.objects.update(state="failed", error="worker lost")
    again = report_ask_again(report=report, by=township.people["staff"])
    assert (again.pk, again.number) == (report.pk, 1)
    work_off_jobs()
    again.refresh_from_db()
    assert again.shown_state == ReportState.FROZEN
    assert Job.objects.count() == 2


@pytest.mark.parametrize("state", ["queued", "running", "succeeded"])
def test_a_report_that_did_not_fail_cannot_be_asked_for_again(township: Township, state: str) -> None:
    report = request(township)
    Job.objects.update(state=state)
    with pytest.raises(ValidationError):
        report_ask_again(report=report, by=township.people["staff"])
    assert Job.objects.count() == 1
    assert report.as_of == LAST_DAY
