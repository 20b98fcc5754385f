"""Workers that reach for a job at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from apps.jobs.models import Job
from apps.jobs.services import job_claim, job_start

WORKERS = 8


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_claim_at_once_exactly_one_gets_the_job() -> None:
    for _round in range(5):
        job = job_start(task="tests.work", title="work", arguments={}, by=None)
        together = Barrier(WORKERS)

        def claim(job: Job = job, together: Barrier = together) -> bool:
            together.wait()
            try:
                return job_claim(job.pk) is not None
            finally:
                connection.close()

        assert sum(at_once(claim)) == 1
        job.refresh_from_db()
        assert job.attempt == 1


def at_once(act: Callable[[], bool]) -> list[bool]:
    with ThreadPoolExecutor(WORKERS) as pool:
        return [future.result() for future in [pool.submit(act) for _worker in range(WORKERS)]]
