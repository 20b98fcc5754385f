"""Celery tasks around jobs."""

import logging
from collections.abc import Callable
from functools import wraps

from celery import shared_task
from django.core.exceptions import ValidationError

from apps.jobs.services import LeaseLost, Run, job_claim, jobs_sweep

logger = logging.getLogger(__name__)


def job_task(name: str) -> Callable[[Callable[[Run], None]], Callable[[str], None]]:
    """Make a function that takes a `Run` the Celery task `name`, which takes a job's id.

    The function must end with `run.finish(...)`.  A `ValidationError` ends the job with its sentence; any other
    exception ends it as a fault of the portal and is logged.
    """

    def decorate(work: Callable[[Run], None]) -> Callable[[str], None]:
        @shared_task(name=name)
        @wraps(work)
        def task(job_id: str) -> None:
            run = job_claim(job_id)
            if run is not None:
                _carry_out(work, run)

        return task

    return decorate


def _carry_out(work: Callable[[Run], None], run: Run) -> None:
    try:
        work(run)
    except LeaseLost:
        logger.info("Job %s was taken over", run.job.pk)
    except ValidationError as refusal:
        run.fail(" ".join(refusal.messages))
    except Exception as fault:
        logger.exception("Job %s failed", run.job.pk)
        run.fail(f"{type(fault).__name__}: {fault}")


@shared_task(name="jobs.sweep")
def sweep() -> None:
    jobs_sweep()
