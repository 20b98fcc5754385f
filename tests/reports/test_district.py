"""A district's report: every total is the sum of the parts, which many workers make."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from apps.audit.models import Entry
from apps.gradings.models import Grading
from apps.gradings.selectors import rates_as_json
from apps.jobs.models import Job, JobState
from apps.jobs.selectors import minutes_left
from apps.reports.layout import Table
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_ask_again, report_cancel, report_request
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import canonical, digest, take, take_part
from apps.reports.word.document import write_document
from tests.factories.browser import enter_as
from tests.factories.kept import Kept
from tests.factories.township import Township
from tests.reports.district import district
from tests.reports.facts import LAST_DAY, YEAR, graded

pytestmark = pytest.mark.django_db


DISTRICT = Kept(district)


@pytest.fixture
def made(db: None) -> Township:
    return DISTRICT.given()


@pytest.fixture
def work_off(
    work_off_jobs: Callable[[], None], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[[], None]:
    """Carry out what waits, with what follows from it."""

    def work() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            work_off_jobs()

    return work


@pytest.fixture
def asked(made: Township) -> YearEndReport:
    return report_request(organisation=made["D01"], year=YEAR, as_of=LAST_DAY, by=made.people["staff"])


def table(taken: Any, key: str) -> Any:
    return next(it for it in sheets_of(taken) if isinstance(it, Table) and it.key == key)


def below(made: Township) -> list[dict[str, Any]]:
    """The parts, and the report of the unit that belongs to no township."""
    parts = [take_part(made["D01"], code, year=YEAR, as_of=LAST_DAY) for code in ("T01", "T02")]
    return [*parts, take(made["U01"], year=YEAR, as_of=LAST_DAY)]


def test_the_rates_of_a_district_are_those_that_the_command_prints(made: Township) -> None:
    taken = take(made["D01"], year=YEAR, as_of=LAST_DAY)["sections"]["rates"]
    printed = rates_as_json(made["D01"], YEAR)["rates"]
    for code, rate in taken.items():
        assert rate == {name: printed[code][name] for name in rate} | {"exits": len(printed[code]["exits"])}
    assert taken["general_upgrade"]["numerator"] == 1
    assert taken["general_upgrade"]["original_cohort"]["denominator"] == 3


def test_each_total_is_the_sum_of_the_lines_and_of_the_parts(made: Township) -> None:
    taken = take(made["D01"], year=YEAR, as_of=LAST_DAY)
    total, *lines = table(taken, "townships").rows
    assert [line[1] for line in lines] == ["清溪镇党委", "青禾镇党委", "青河区委（本级）"]
    for at in range(2, len(total)):
        numbers = [line[at] for line in lines]
        if all(isinstance(it, int) for it in [total[at], *numbers]):
            assert total[at] == sum(numbers)
    whole, *sectors = table(taken, "table_b").rows
    parts = [table(part, "table_b").rows[0] for part in below(made)]
    for at in (1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16):
        assert whole[at] == sum(row[at] for row in sectors) == sum(row[at] for row in parts)
    organisations = [table(it, "organisations").rows[0][2] for it in (taken, *below(made))]
    # The district's own committee stands in no part.
    assert organisations[0] == sum(organisations[1:]) + 1
    exits = [row[2] for row in table(taken, "exits").rows]
    assert exits == ["组织V02"]


def test_the_year_before_is_added_up_as_well(made: Township) -> None:
    for code, end in (("V01", "advanced"), ("X01", "general"), ("U01", "general")):
        graded(made[code], "general", end, confirmed_on=date(YEAR - 1, 12, 20), year=YEAR - 1)
    lines = take(made["D01"], year=YEAR, as_of=LAST_DAY)["sections"]["year_before"]["lines"]
    printed = [rates_as_json(made["D01"], year)["rates"]["general_upgrade"] for year in (YEAR, YEAR - 1)]
    numbers = [it[part] for it in printed for part in ("numerator", "denominator")]
    assert next(line[4:] for line in lines if line[0] == "升级率") == numbers == [1, 2, 1, 3]
    assert next(line[6:] for line in lines if line[0] == "转化率") == [None, None]


def test_a_committee_of_a_village_is_no_township(made: Township) -> None:
    report = report_request(organisation=made["T01"], year=YEAR, as_of=LAST_DAY, by=made.people["staff"])
    assert report.job is not None
    assert report.job.parts == 0


def test_the_workers_freeze_the_same_report_as_one_reading_and_each_part_can_be_taken_home(
    asked: YearEndReport, made: Township, work_off: Callable[[], None], settings: Settings
) -> None:
    job = asked.job
    assert job is not None
    assert job.parts == job.children.count() == 2
    work_off()
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.QUEUED, 90)
    work_off()
    asked.refresh_from_db()
    assert asked.state == ReportState.FROZEN
    assert canonical(asked.taken) == canonical(take(made["D01"], year=YEAR, as_of=LAST_DAY))
    for part in asked.parts.all():
        assert part.sha256 == digest(part.snapshot or {})
        assert [part.code, part.name, part.sha256] in asked.taken["parts"]
        assert part.workbook.open().read(2) == b"PK"
    assert len(list(Path(settings.MEDIA_ROOT, "reports").glob("*"))) == 3
    assert_both_files_can_be_read(asked)
    client = enter_as(Client(), made.people["staff"])
    answer = client.get(f"/reports/{asked.pk}/parts/T01/")
    assert answer.getvalue() == asked.parts.get(code="T01").workbook.open().read()
    assert client.get(f"/reports/{asked.pk}/parts/T09/").status_code == 404


def assert_both_files_can_be_read(report: YearEndReport) -> None:
    book = openpyxl.load_workbook(report.workbook.open(), read_only=True)
    assert "各镇汇总" in book.sheetnames
    assert [row[1] for row in book["分册目录"].iter_rows(min_row=5, max_row=6, values_only=True)] == ["T01", "T02"]
    target = BytesIO()
    write_document(report.taken, target)
    assert target.getvalue()


def test_what_changes_between_the_parts_and_the_sum_is_in_neither(
    asked: YearEndReport, made: Township, work_off: Callable[[], None]
) -> None:
    work_off()
    before = take(made["D01"], year=YEAR, as_of=LAST_DAY)
    Grading.objects.filter(organisation=made["X01"]).update(end_class="advanced")
    work_off()
    asked.refresh_from_db()
    assert canonical(asked.taken) == canonical(before) != canonical(take(made["D01"], year=YEAR, as_of=LAST_DAY))


def test_the_part_that_fails_is_named_and_the_report_can_be_asked_for_again(
    asked: YearEndReport, made: Township, work_off: Callable[[], None]
) -> None:
    Job.objects.filter(pk=asked.parts.get(code="T02").job_id).update(state=JobState.FAILED)
    work_off()
    work_off()
    report = YearEndReport.objects.select_related("job").get(pk=asked.pk)
    assert report.shown_state == ReportState.FAILED
    assert report.job is not None
    assert "青禾镇党委" in report.job.error
    report_ask_again(report=report, by=made.people["staff"])
    work_off()
    work_off()
    report.refresh_from_db()
    assert (report.state, report.number, report.parts.count()) == (ReportState.FROZEN, 1, 2)


def test_a_cancelled_report_stops_and_can_be_asked_for_again(
    asked: YearEndReport, made: Township, work_off: Callable[[], None]
) -> None:
    client = enter_as(Client(), made.people["staff"])
    assert client.post(f"/reports/{asked.pk}/cancel/").status_code == 302
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.CANCELLED}
    work_off()
    report = YearEndReport.objects.select_related("job").get(pk=asked.pk)
    assert (report.shown_state, report.snapshot) == (ReportState.CANCELLED, None)
    assert list(YearEndReport.objects.all().in_state("cancelled")) == [report]
    assert Entry.objects.filter(action="report.cancelled").count() == 1
    with pytest.raises(ValidationError):
        report_cancel(report=report, by=made.people["staff"])
    assert "/again/" in client.get(f"/reports/{asked.pk}/").content.decode()
    report_ask_again(report=report, by=made.people["staff"])
    work_off()
    work_off()
    report.refresh_from_db()
    assert report.state == ReportState.FROZEN


def test_the_page_tells_how_far_it_is_and_how_long_it_takes_yet(
    asked: YearEndReport, made: Township, work_off: Callable[[], None]
) -> None:
    first = asked.parts.get(code="T01").job
    Job.objects.filter(pk=asked.parts.get(code="T02").job_id).update(state=JobState.RUNNING)
    work_off()
    Job.objects.filter(pk=asked.parts.get(code="T02").job_id).update(state=JobState.QUEUED)
    first.refresh_from_db()
    assert first.started_at is not None
    Job.objects.filter(pk=first.pk).update(started_at=first.started_at - timedelta(minutes=8, seconds=30))
    assert asked.job is not None
    job = Job.objects.get(pk=asked.job.pk)
    # 9 of 20 steps took eight minutes and a half: more than ten to go.
    assert (job.percent, minutes_left(job)) == (45, 11)
    page = enter_as(Client(), made.people["staff"]).get(f"/reports/{asked.pk}/").content.decode()
    assert "45%" in page
    assert f"/reports/{asked.pk}/cancel/" in page
