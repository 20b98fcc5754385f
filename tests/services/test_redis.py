"""Redis goes away, or hangs."""

import os
import signal
import time
from collections.abc import Callable

import pytest
from django.test import Client

from apps.jobs.models import JobState
from apps.jobs.services import jobs_sweep
from tests.services.conftest import Measured
from tests.services.processes import Processes, Redis, eventually
from tests.services.test_worker import outcomes, start_steps, state_of

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

#: What a page may cost its reader while the broker is away.
PATIENCE_OF_A_READER = 5.0


def seconds_of(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def test_while_redis_is_away_pages_work_and_the_job_starts_when_it_is_back(
    redis: Redis, processes: Processes, client: Client, measured: Measured
) -> None:
    processes.start("beat")
    processes.worker()
    first = start_steps()
    assert eventually(lambda: state_of(first) == JobState.SUCCEEDED)
    redis.stop()
    begin = time.monotonic()
    job = start_steps()
    assert time.monotonic() - begin < PATIENCE_OF_A_READER
    assert seconds_of(lambda: client.get("/first-run/")) < PATIENCE_OF_A_READER
    assert client.get("/first-run/").status_code == 200
    health = client.get("/healthz")
    assert (health.status_code, health.json()["database"], health.json()["broker"]) == (200, True, False)
    assert (state_of(job), job.sent_at) == (JobState.QUEUED, None)
    redis.start()
    measured("Redis is back: a job that waited is done", lambda: state_of(job) == JobState.SUCCEEDED, 60)
    assert outcomes(job) == 1


def test_a_redis_that_hangs_does_not_hold_a_page_up(redis: Redis, processes: Processes) -> None:
    start_steps()
    assert redis.process is not None
    os.kill(redis.process.pid, signal.SIGSTOP)
    try:
        begin = time.monotonic()
        job = start_steps()
        assert time.monotonic() - begin < PATIENCE_OF_A_READER
        assert (state_of(job), job.sent_at) == (JobState.QUEUED, None)
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)
    jobs_sweep()
    job.refresh_from_db()
    assert job.sent_at is not None
