"""A real worker on the engine that the suite runs on: SQLite and files, or PostgreSQL and Redis."""

import pytest
from django.db import transaction
from django.test import Client

from apps.audit.models import Entry
from apps.jobs.models import Job, JobState
from apps.jobs.services import job_start
from config.celery import app as celery_app
from tests.services.processes import Processes, eventually, kill

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])


def start_steps(count: int = 1, seconds: float = 0.0) -> Job:
    with transaction.atomic():
        return job_start(task="tests.steps", title="steps", arguments={"count": count, "seconds": seconds}, by=None)


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def outcomes(job: Job) -> int:
    return Entry.objects.filter(action="tests.done", target=str(job.pk)).count()


def test_a_job_is_carried_out_soon_after_it_was_asked_for(processes: Processes) -> None:
    processes.worker()
    first = start_steps()
    assert eventually(lambda: state_of(first) == JobState.SUCCEEDED)
    second = start_steps()
    assert eventually(lambda: state_of(second) == JobState.SUCCEEDED)
    assert second.started_at is not None
    assert (second.started_at - second.created_at).total_seconds() < 1.5


def test_a_job_whose_worker_is_killed_finishes_exactly_once(processes: Processes) -> None:
    processes.start("beat")
    worker = processes.worker()
    job = start_steps(count=20, seconds=0.2)
    assert eventually(lambda: state_of(job) == JobState.RUNNING and job.done > 2)
    kill(worker)
    assert (state_of(job), outcomes(job)) == (JobState.RUNNING, 0)
    processes.worker()
    assert eventually(lambda: state_of(job) == JobState.SUCCEEDED)
    assert (job.attempt, outcomes(job)) == (2, 1)


def test_a_job_whose_message_got_lost_is_sent_again(processes: Processes) -> None:
    job = start_steps()
    celery_app.control.purge()
    processes.start("beat")
    processes.worker()
    assert eventually(lambda: state_of(job) == JobState.SUCCEEDED)
    assert (job.attempt, outcomes(job)) == (1, 1)


def test_the_health_page_knows_whether_a_worker_lives(processes: Processes, client: Client) -> None:
    def health() -> dict[str, bool]:
        reported: dict[str, bool] = client.get("/healthz").json()
        return reported

    assert health() == {"database": True, "broker": True, "worker": False}
    processes.start("beat")
    worker = processes.worker()
    assert eventually(lambda: health()["worker"])
    kill(worker)
    assert eventually(lambda: not health()["worker"])
