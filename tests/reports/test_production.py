from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from apps.audit.models import Entry
from apps.gradings.models import Grading
from apps.jobs.models import Job
from apps.jobs.services import LeaseLost, Run, job_claim
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_produce, report_request
from apps.reports.snapshot import canonical, digest
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR


@pytest.fixture
def asked(graded_township: Township) -> YearEndReport:
    return report_request(
        organisation=graded_township["T01"], year=YEAR, as_of=LAST_DAY, by=graded_township.people["staff"]
    )


def claim(report: YearEndReport) -> Run:
    assert report.job is not None
    run = job_claim(report.job.pk)
    assert run is not None
    return run


def lose_lease(run: Run) -> None:
    Job.objects.filter(pk=run.job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def kept(settings: Settings) -> list[str]:
    """The files of reports that lie on the disk."""
    return sorted(file.name for file in Path(settings.MEDIA_ROOT, "reports").glob("*"))


def test_the_worker_freezes_the_report_with_snapshot_checksum_and_workbook(
    frozen: YearEndReport, settings: Settings
) -> None:
    assert frozen.state == ReportState.FROZEN
    assert digest(frozen.taken) == frozen.sha256
    assert frozen.job is not None
    assert frozen.workbook.name == f"reports/{frozen.job.pk}.xlsx"
    assert kept(settings) == [f"{frozen.job.pk}.xlsx"]
    assert frozen.workbook.open().read(2) == b"PK"
    assert Path(frozen.workbook.path).stat().st_mode & 0o777 == 0o600
    entry = Entry.objects.get(action="report.frozen")
    assert (entry.actor, entry.after) == (None, {"sha256": frozen.sha256})


def test_what_changes_afterwards_does_not_change_the_report(
    frozen: YearEndReport, graded_township: Township, work_off_jobs: Callable[[], None]
) -> None:
    snapshot, workbook = canonical(frozen.taken), frozen.workbook.open().read()
    Grading.objects.filter(organisation=graded_township["V01"]).update(end_class="backward")
    later = report_request(
        organisation=graded_township["T01"], year=YEAR, as_of=LAST_DAY, by=graded_township.people["staff"]
    )
    work_off_jobs()
    frozen.refresh_from_db()
    later.refresh_from_db()
    assert (canonical(frozen.taken), frozen.workbook.open().read()) == (snapshot, workbook)
    assert later.sha256 != frozen.sha256


def test_an_attempt_that_lost_its_lease_changes_nothing_and_the_next_one_finishes_once(
    asked: YearEndReport, settings: Settings
) -> None:
    lost = claim(asked)
    lose_lease(lost)
    taken_up = claim(asked)
    report_produce(run=taken_up)
    asked.refresh_from_db()
    before = asked.workbook.open().read()
    Grading.objects.update(end_class="backward")
    with pytest.raises(LeaseLost):
        report_produce(run=lost)
    asked.refresh_from_db()
    assert asked.workbook.open().read() == before
    assert len(kept(settings)) == 1
    assert Entry.objects.filter(action="report.frozen").count() == 1
    assert Job.objects.get().attempt == 2


def test_an_attempt_that_loses_its_lease_at_the_very_end_leaves_no_trace(
    asked: YearEndReport, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = claim(asked)
    monkeypatch.setattr(lost, "progress", lambda _done, _total: lose_lease(lost))
    report_produce_until_taken_over(lost, asked)
    asked.refresh_from_db()
    assert (asked.state, asked.snapshot, asked.workbook.name) == (ReportState.REQUESTED, None, "")
    assert kept(settings) == []


def report_produce_until_taken_over(lost: Run, report: YearEndReport) -> None:
    finish = lost.finish

    def finish_too_late(**result: int) -> None:
        claim(report)
        finish(**result)

    lost.finish = finish_too_late  # type: ignore[method-assign]
    with pytest.raises(LeaseLost):
        report_produce(run=lost)


def test_what_a_killed_worker_left_on_the_disk_goes_with_the_next_attempt(
    asked: YearEndReport, settings: Settings, work_off_jobs: Callable[[], None]
) -> None:
    assert asked.job is not None
    folder = Path(settings.MEDIA_ROOT, "reports")
    folder.mkdir(parents=True)
    (folder / f"{asked.job.pk}.1.part").write_bytes(b"half a file")
    (folder / f"{asked.job.pk}.xlsx").write_bytes(b"moved, but the transaction was lost")
    Job.objects.update(attempt=1)
    work_off_jobs()
    asked.refresh_from_db()
    assert kept(settings) == [f"{asked.job.pk}.xlsx"]
    assert asked.workbook.open().read(2) == b"PK"


def test_a_disk_that_takes_no_file_fails_the_report_with_a_sentence(
    asked: YearEndReport, settings: Settings, work_off_jobs: Callable[[], None]
) -> None:
    Path(settings.MEDIA_ROOT).write_text("a file where the folder should be")
    work_off_jobs()
    failed = YearEndReport.objects.select_related("job").get(pk=asked.pk)
    assert failed.job is not None
    assert failed.shown_state == ReportState.FAILED
    assert "存" in failed.job.error or "stored" in failed.job.error
    assert (failed.snapshot, failed.sha256, failed.workbook.name) == (None, "", "")


def test_a_fault_while_freezing_leaves_the_report_as_it_was(
    asked: YearEndReport,
    settings: Settings,
    work_off_jobs: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("apps.reports.services.production.publish", fail)
    work_off_jobs()
    failed = YearEndReport.objects.select_related("job").get(pk=asked.pk)
    assert failed.shown_state == ReportState.FAILED
    assert (failed.state, failed.snapshot, failed.sha256) == (ReportState.REQUESTED, None, "")
    assert kept(settings) == []
    assert not Entry.objects.filter(action="report.frozen").exists()


def test_the_progress_grows_and_ends_below_the_whole(asked: YearEndReport, monkeypatch: pytest.MonkeyPatch) -> None:
    run = claim(asked)
    told: list[tuple[int, int]] = []
    progress = run.progress

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        progress(done, total)

    monkeypatch.setattr(run, "progress", tell)
    report_produce(run=run)
    assert told == sorted(told)
    assert len({total for _, total in told}) == 1
    assert 0 < told[0][0] < told[-1][0] < told[-1][1]
    assert Job.objects.get().percent == 100
