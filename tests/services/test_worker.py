"""A real worker on the engine that the suite runs on: SQLite and files, or PostgreSQL and Redis."""

import subprocess
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


def holder() -> str:
    """Which beat sends."""
    return Heartbeat.objects.filter(name=Heartbeat.BEAT).values_list("holder", flat=True).first() or ""


def health(client: Client) -> dict[str, bool | None]:
    reported: dict[str, bool | None] = client.get("/healthz").json()
    return reported


def test_no_job_is_lost_or_done_twice_however_workers_and_beats_end(
    processes: Processes, client: Client, measured: Measured
) -> None:
    assert health(client) == {"database": True, "broker": True, "worker": False, "backup_age_hours": None}
    worker = processes.worker()
    carries_out_a_job_soon_and_looks_for_rubbish()
    finishes_what_it_does_when_it_is_asked_to_end(worker)
    lost = start_steps()
    celery_app.control.purge()
    worker = takes_what_waited_when_it_starts(processes)
    assert state_of(lost) == JobState.QUEUED
    beat = processes.start("beat")
    measured("The message of a job was lost: it is done", lambda: state_of(lost) == JobState.SUCCEEDED)
    assert (lost.attempt, outcomes(lost)) == (1, 1)
    one_of_two_beats_sends(beat, processes, measured)
    assert eventually(lambda: health(client)["worker"] is True)
    job = interrupted(worker)
    measured("A worker was killed: the health page says so", lambda: not health(client)["worker"])
    processes.worker()
    measured("A worker was killed: its job of 4 s is done", lambda: state_of(job) == JobState.SUCCEEDED)
    assert (job.attempt, outcomes(job)) == (2, 1)


def carries_out_a_job_soon_and_looks_for_rubbish() -> None:
    first = start_steps()
    assert eventually(lambda: state_of(first) == JobState.SUCCEEDED)
    second = start_steps()
    assert eventually(lambda: state_of(second) == JobState.SUCCEEDED)
    assert second.started_at is not None
    assert (second.started_at - second.created_at).total_seconds() < 1.5
    assert second.result == {"steps": 1, "tidy": True}


def finishes_what_it_does_when_it_is_asked_to_end(worker: subprocess.Popen[bytes]) -> None:
    running = start_steps(count=15, seconds=0.2)
    assert eventually(lambda: state_of(running) == JobState.RUNNING and running.done > 1)
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert (state_of(running), running.attempt, outcomes(running)) == (JobState.SUCCEEDED, 1, 1)


def takes_what_waited_when_it_starts(processes: Processes) -> subprocess.Popen[bytes]:
    waiting = start_steps()
    time.sleep(0.5)
    assert state_of(waiting) == JobState.QUEUED
    worker = processes.worker()
    assert eventually(lambda: state_of(waiting) == JobState.SUCCEEDED)
    assert (waiting.attempt, outcomes(waiting)) == (1, 1)
    return worker


def one_of_two_beats_sends(first: subprocess.Popen[bytes], processes: Processes, measured: Measured) -> None:
    sends = holder()
    assert sends
    second = processes.start("beat")
    time.sleep(4)
    assert holder() == sends
    assert (first.poll(), second.poll()) == (None, None)
    kill(first)
    measured("The beat that sent was killed: the other one sends", lambda: holder() not in ("", sends))


def interrupted(worker: subprocess.Popen[bytes]) -> Job:
    """A job of 4 s whose worker was killed after some steps."""
    job = start_steps(count=20, seconds=0.2)
    assert eventually(lambda: state_of(job) == JobState.RUNNING and job.done > 2)
    kill(worker)
    assert (state_of(job), outcomes(job)) == (JobState.RUNNING, 0)
    return job


def test_a_worker_takes_from_one_queue_alone_where_it_is_told_and_stops_what_takes_too_long(
    processes: Processes,
) -> None:
    worker = processes.worker("--queues", "long")
    somebody_waits = start_steps()
    nobody_waits = started_job("backups.make")
    assert eventually(lambda: state_of(nobody_waits) != JobState.QUEUED)
    assert state_of(somebody_waits) == JobState.QUEUED
    kill(worker)
    processes.environment["JOB_MOST_SECONDS"] = "1"
    processes.worker("--queues", "interactive")
    assert eventually(lambda: state_of(somebody_waits) == JobState.SUCCEEDED)
    too_long = start_steps(count=50, seconds=0.2)
    assert eventually(lambda: state_of(too_long) == JobState.FAILED)
    assert "已中止" in too_long.error
    assert outcomes(too_long) == 0
