"""A real worker on the engine that the suite runs on: SQLite and files, or PostgreSQL and Redis."""

import time

import pytest
from django.db import transaction
from django.test import Client

from apps.audit.models import Entry
from apps.jobs.models import Heartbeat, Job, JobState
from apps.jobs.services import job_start
from config.celery import app as celery_app
from tests.services.conftest import Measured
from tests.services.processes import Processes, eventually, kill

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])


def start_steps(count: int = 1, seconds: float = 0.0) -> Job:
    return started_job("tests.steps", count=count, seconds=seconds)


def started_job(task: str, **arguments: float) -> Job:
    with transaction.atomic():
        return job_start(task=task, title="steps", arguments=arguments, by=None)


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def outcomes(job: Job) -> int:
    return Entry.objects.filter(action="tests.done", target=str(job.pk)).count()


def test_a_job_is_carried_out_soon_after_it_was_asked_for_and_rubbish_is_looked_for_meanwhile(
    processes: Processes,
) -> None:
    processes.worker()
    first = start_steps()
    assert eventually(lambda: state_of(first) == JobState.SUCCEEDED)
    second = start_steps()
    assert eventually(lambda: state_of(second) == JobState.SUCCEEDED)
    assert second.started_at is not None
    assert (second.started_at - second.created_at).total_seconds() < 1.5
    assert second.result == {"steps": 1, "tidy": True}


def test_a_job_whose_message_got_lost_or_whose_worker_is_killed_finishes_exactly_once(
    processes: Processes, measured: Measured
) -> None:
    lost = start_steps()
    celery_app.control.purge()
    processes.start("beat")
    worker = processes.worker()
    measured("The message of a job was lost: it is done", lambda: state_of(lost) == JobState.SUCCEEDED)
    assert (lost.attempt, outcomes(lost)) == (1, 1)
    job = start_steps(count=20, seconds=0.2)
    assert eventually(lambda: state_of(job) == JobState.RUNNING and job.done > 2)
    kill(worker)
    assert (state_of(job), outcomes(job)) == (JobState.RUNNING, 0)
    processes.worker()
    measured("A worker was killed: its job of 4 s is done", lambda: state_of(job) == JobState.SUCCEEDED)
    assert (job.attempt, outcomes(job)) == (2, 1)


def test_a_worker_that_is_asked_to_end_finishes_what_it_does_and_loses_nothing(processes: Processes) -> None:
    worker = processes.worker()
    running = start_steps(count=15, seconds=0.2)
    assert eventually(lambda: state_of(running) == JobState.RUNNING and running.done > 1)
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert (state_of(running), running.attempt, outcomes(running)) == (JobState.SUCCEEDED, 1, 1)
    waiting = start_steps()
    time.sleep(0.5)
    assert state_of(waiting) == JobState.QUEUED
    processes.worker()
    assert eventually(lambda: state_of(waiting) == JobState.SUCCEEDED)
    assert (waiting.attempt, outcomes(waiting)) == (1, 1)


def test_of_two_beats_one_sends_and_the_health_page_knows_when_beat_or_worker_is_killed(
    processes: Processes, client: Client, measured: Measured
) -> None:
    def holder() -> str:
        return Heartbeat.objects.filter(name=Heartbeat.BEAT).values_list("holder", flat=True).first() or ""

    def health() -> dict[str, bool | None]:
        reported: dict[str, bool | None] = client.get("/healthz").json()
        return reported

    assert health() == {"database": True, "broker": True, "worker": False, "backup_age_hours": None}
    first = processes.start("beat")
    assert eventually(lambda: bool(holder()))
    sends = holder()
    second = processes.start("beat")
    time.sleep(4)
    assert holder() == sends
    assert (first.poll(), second.poll()) == (None, None)
    kill(first)
    measured("The beat that sent was killed: the other one sends", lambda: holder() != sends)
    worker = processes.worker()
    assert eventually(lambda: health()["worker"] is True)
    kill(worker)
    measured("A worker was killed: the health page says so", lambda: not health()["worker"])


def test_a_worker_takes_from_one_queue_alone_where_it_is_told(processes: Processes) -> None:
    processes.start("worker", "--include", "tests.services.tasks", "--queues", "long")
    somebody_waits = start_steps()
    nobody_waits = started_job("backups.make")
    assert eventually(lambda: state_of(nobody_waits) != JobState.QUEUED)
    assert state_of(somebody_waits) == JobState.QUEUED
    processes.start("worker", "--include", "tests.services.tasks", "--queues", "interactive")
    assert eventually(lambda: state_of(somebody_waits) == JobState.SUCCEEDED)


def test_a_job_that_takes_too_long_is_stopped_with_a_sentence(processes: Processes) -> None:
    processes.environment["JOB_MOST_SECONDS"] = "1"
    processes.worker()
    job = start_steps(count=50, seconds=0.2)
    assert eventually(lambda: state_of(job) == JobState.FAILED)
    assert "已中止" in job.error
    assert outcomes(job) == 0
