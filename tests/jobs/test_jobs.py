"""What a job goes through: `apps/jobs/services.py` and `apps/jobs/tasks.py`."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.jobs.models import Heartbeat, Job, JobState
from apps.jobs.services import (
    LeaseLost,
    Run,
    beat_take,
    job_claim,
    job_start,
    jobs_sweep,
    worker_alive,
    worker_seen,
)
from apps.jobs.tasks import job_task
from tests.conftest import use_broker

pytestmark = pytest.mark.django_db

#: What the task of these tests does; each test says it anew.
work: Callable[[Run], None] = Run.finish

ENDS: list[Callable[[Run], None]] = [lambda run: run.finish(), lambda run: run.fail("no")]
ACTS: list[Callable[[Run], None]] = [*ENDS, lambda run: run.progress(1, 2)]


@job_task("tests.work")
def carry_out(run: Run) -> None:
    work(run)


def doing(act: Callable[[Run], None]) -> None:
    global work
    work = act


def start(by: User | None = None) -> Job:
    return job_start(task="tests.work", title="work", arguments={"step": 7}, by=by)


def claimed(job: Job) -> Run:
    run = job_claim(job.pk)
    assert run is not None
    return run


def lapse(job: Job) -> None:
    """Let the lease of a job run out, and its message count as lost."""
    past = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(lease_until=past, sent_at=past)


def test_a_job_is_claimed_once() -> None:
    job = start()
    run = claimed(job)
    assert (run.job.state, run.job.attempt, run.arguments) == (JobState.RUNNING, 1, {"step": 7})
    assert job_claim(job.pk) is None


def test_a_job_whose_lease_ran_out_is_claimed_again_and_the_first_worker_loses_it() -> None:
    job = start()
    first = claimed(job)
    lapse(job)
    second = claimed(job)
    assert second.job.attempt == 2
    for act in ACTS:
        with pytest.raises(LeaseLost):
            act(first)
    second.finish(answer=42)
    job.refresh_from_db()
    assert (job.state, job.result, job.error, job.percent) == (JobState.SUCCEEDED, {"answer": 42}, "", 100)


def test_progress_renews_the_lease() -> None:
    job = start()
    run = claimed(job)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() + timedelta(seconds=1))
    run.progress(1, 3)
    job.refresh_from_db()
    assert job.lease_until is not None
    assert job.lease_until > timezone.now() + timedelta(seconds=30)
    assert job.percent == 33


def test_a_finished_job_is_not_claimed_again() -> None:
    for end in ENDS:
        job = start()
        end(claimed(job))
        assert job_claim(job.pk) is None


def test_a_job_that_kills_its_worker_every_time_is_given_up() -> None:
    job = start()
    for _attempt in range(Job.MAX_ATTEMPTS):
        claimed(job)
        lapse(job)
    assert job_claim(job.pk) is None
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error


def test_an_outcome_of_a_worker_that_lost_its_lease_is_rolled_back() -> None:
    def outlive_the_lease(run: Run) -> None:
        lapse(run.job)
        claimed(run.job)
        with transaction.atomic():
            account_create(username="outcome", name="outcome", password="x", by=None)
            run.finish()

    doing(outlive_the_lease)
    job = start()
    carry_out(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.RUNNING, 2)
    assert not User.objects.filter(username="outcome").exists()


def test_a_refusal_ends_the_job_with_its_sentence() -> None:
    def refuse(_run: Run) -> None:
        raise ValidationError("There is no class for 2012.")

    doing(refuse)
    job = start()
    carry_out(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "There is no class for 2012.")


def test_a_fault_ends_the_job_with_a_sentence_in_the_language_of_whoever_asked_and_no_detail() -> None:
    def fault(_run: Run) -> None:
        raise ZeroDivisionError("secret detail")

    doing(fault)
    said = {}
    for language in ("zh-hans", "en"):
        person = User.objects.create(username=language, name=language, language=language)
        job = start(by=person)
        carry_out(str(job.pk))
        job.refresh_from_db()
        said[language] = job.error
        assert job.state == JobState.FAILED
        assert "secret" not in job.error
    assert said["en"].startswith("The portal failed")
    assert said["zh-hans"]
    assert said["zh-hans"] != said["en"]


def test_a_database_that_is_away_leaves_the_job_to_the_next_attempt() -> None:
    def lose_the_database(run: Run) -> None:
        if run.job.attempt == 1:
            raise OperationalError("server closed the connection")
        run.finish()

    doing(lose_the_database)
    job = start()
    carry_out(str(job.pk))
    lapse(job)
    carry_out(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.SUCCEEDED, 2)


def test_each_attempt_after_a_fault_that_passes_waits_twice_as_long(settings: Settings) -> None:
    def lose_the_database(_run: Run) -> None:
        raise OperationalError("server closed the connection")

    doing(lose_the_database)
    job, waits = start(), []
    for _attempt in range(4):
        carry_out(str(job.pk))
        job.refresh_from_db()
        assert job.lease_until is not None
        waits.append(round((job.lease_until - timezone.now()).total_seconds() / settings.JOB_LEASE_SECONDS))
        assert not Job.objects.claimable(timezone.now()).exists()
        lapse(job)
    assert waits == [1, 2, 4, 8]


def test_a_job_that_reports_progress_beyond_its_time_limit_ends_with_a_sentence(settings: Settings) -> None:
    settings.JOB_MOST_SECONDS = 0

    def go_on(run: Run) -> None:
        run.progress(1, 2)
        run.finish()

    doing(go_on)
    job = start()
    carry_out(str(job.pk))
    job.refresh_from_db()
    assert (job.state, "已中止" in job.error) == (JobState.FAILED, True)


def test_after_the_clock_was_set_back_what_waits_is_taken_up_and_who_died_is_missed() -> None:
    ahead = timezone.now() + timedelta(hours=5)
    with time_machine.travel(ahead):
        sent, held = start(), start()
        Job.objects.filter(pk__in=[sent.pk, held.pk]).update(sent_at=timezone.now())
        claimed(held)
        worker_seen()
        assert beat_take(holder="one")
    assert set(Job.objects.stalled(timezone.now())) == {sent, held}
    assert claimed(held).job.attempt == 2
    assert beat_take(holder="other")
    Job.objects.all().delete()
    assert not worker_alive()


def test_of_two_beats_one_holds_the_lease_until_it_runs_out(settings: Settings) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [beat_take(holder=it) for it in ("one", "other", "one")] == [True, False, True]
        clock.shift(2 * settings.JOB_SWEEP_SECONDS)
        assert not beat_take(holder="other")
        clock.shift(2 * settings.JOB_SWEEP_SECONDS)
        assert [beat_take(holder=it) for it in ("other", "one")] == [True, False]
        assert not worker_alive()


def test_what_is_asked_for_once_is_one_job_however_often_it_is_asked_for() -> None:
    asked = [
        job_start(task="tests.work", title="of the day", arguments={}, by=None, once=day) for day in ("1", "1", "2", "")
    ]
    assert asked[0] == asked[1]
    assert len({job.pk for job in asked}) == 3


def test_a_message_that_comes_twice_does_the_work_once() -> None:
    calls: list[int] = []

    def count(run: Run) -> None:
        calls.append(run.job.attempt)
        run.finish()

    doing(count)
    job = start()
    carry_out(str(job.pk))
    carry_out(str(job.pk))
    assert calls == [1]


def test_a_job_is_sent_only_once_its_transaction_has_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = start()
        job.refresh_from_db()
        assert job.sent_at is None
    job.refresh_from_db()
    assert job.sent_at is not None


def test_without_a_broker_the_job_waits_and_nobody_gets_an_error(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    use_broker(url="redis://127.0.0.1:1/0", transport=None, options={"max_retries": 0, "socket_connect_timeout": 1})
    with django_capture_on_commit_callbacks(execute=True):
        job = start()
    job.refresh_from_db()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)
    assert jobs_sweep() == 0
    use_broker(url="memory://", transport=None, options={})
    assert jobs_sweep() == 1


def test_a_sweep_sends_what_got_lost_and_nothing_twice() -> None:
    never_sent, lost, under_way, running, abandoned, finished = (start() for _number in range(6))
    now, long_ago = timezone.now(), timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=lost.pk).update(sent_at=long_ago)
    Job.objects.filter(pk=under_way.pk).update(sent_at=now)
    for job in (running, abandoned, finished):
        Job.objects.filter(pk=job.pk).update(sent_at=long_ago)
        claimed(job)
    Job.objects.filter(pk=abandoned.pk).update(lease_until=long_ago)
    Job.objects.filter(pk=finished.pk).update(state=JobState.SUCCEEDED)
    assert set(Job.objects.stalled(now)) == {never_sent, lost, abandoned}
    assert jobs_sweep() == 3
    assert jobs_sweep() == 0


def test_a_worker_is_alive_by_its_heartbeat_or_by_the_job_that_it_holds(settings: Settings) -> None:
    assert not worker_alive()
    worker_seen()
    assert worker_alive()
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=4 * settings.JOB_SWEEP_SECONDS))
    assert not worker_alive()
    job = start()
    claimed(job)
    assert worker_alive()
    lapse(job)
    assert not worker_alive()


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_percent_is_cut_and_never_above_a_hundred(done: int, total: int) -> None:
    percent = Job(state=JobState.RUNNING, done=done, total=total).percent
    assert 0 <= percent <= 100
    assert (percent == 100) == (total > 0 and done >= total)
