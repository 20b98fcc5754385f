"""Celery tasks around jobs."""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.logs import of_job
from apps.core.unavailable import passes
from apps.jobs.services import LeaseLost, Run, job_claim, jobs_sweep, limit_of, worker_seen

logger = logging.getLogger(__name__)


def job_task(name: str) -> Callable[[Callable[[Run], None]], Callable[[str], None]]:
    """Make a function that takes a `Run` the Celery task `name`, which takes a job's id.

    The function must end with `run.finish(...)` in the transaction that writes its outcome.  It runs in the language
    of whoever asked.  A `ValidationError` ends the job with its sentence, the time limit with one of its own; a
    database that is away, or a full disk, leaves it to a later attempt; any other exception ends it as a fault of the
    portal, with the details in the log.
    """

    def decorate(work: Callable[[Run], None]) -> Callable[[str], None]:
        @shared_task(name=name)
        @wraps(work)
        def task(job_id: str) -> None:
            with of_job(job_id):
                run = job_claim(job_id)
                if run is not None:
                    with translation.override(run.language):
                        _carry_out(work, run)

        return task

    return decorate


def _carry_out(work: Callable[[Run], None], run: Run) -> None:
    try:
        _attempt(work, run)
    except LeaseLost:
        logger.info("Job %s was taken over", run.job.pk)
    except Exception as fault:
        if not _passes(fault):
            raise
        logger.warning("Database or disk failed job %s; a later sweep takes it up", run.job.pk, exc_info=True)
        _put_off(run)


def _put_off(run: Run) -> None:
    """Where that cannot be written down either, the next attempt comes once the lease has run out."""
    with suppress(LeaseLost, OperationalError, InterfaceError):
        run.put_off()


def _attempt(work: Callable[[Run], None], run: Run) -> None:
    try:
        work(run)
    except ValidationError as refusal:
        run.fail(" ".join(refusal.messages))
    except SoftTimeLimitExceeded:
        minutes = max(1, limit_of(run.job.task) // 60)
        run.fail(
            _("This took longer than %(minutes)d minutes and was stopped. Nothing was changed.") % {"minutes": minutes}
        )
    except LeaseLost:
        raise
    except Exception as fault:
        if _passes(fault):
            raise
        logger.exception("Job %s failed", run.job.pk)
        run.fail(_("The portal failed at this. Nothing was changed; the administrator finds the reason in the log."))


def _passes(fault: Exception) -> bool:
    """Whether another attempt may do better: the database is away, a disk is full."""
    return isinstance(fault, OperationalError | InterfaceError) or passes(fault)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Sent by beat: a sign of life, and jobs that got lost are sent again."""
    worker_seen()
    jobs_sweep()
