"""Starting jobs, and what a running job may do.  The only place that talks to the broker."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.accounts.models import User
from apps.jobs.models import Job, State

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker took the job over, or finished it; whatever this one did must be rolled back."""


class Run:
    """One attempt at one job, as the task that carries it out sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def arguments(self) -> dict[str, Any]:
        arguments: dict[str, Any] = self.job.arguments
        return arguments

    def progress(self, done: int, total: int) -> None:
        """Report `done` of `total` steps and renew the lease.  One query.  Raises `LeaseLost`."""
        self._update(done=done, total=total, lease_until=_lease())

    def finish(self, **result: Any) -> None:
        """Finish the job.  Call it in the transaction that writes the outcome: both happen once or not at all."""
        self._update(state=State.SUCCEEDED, result=result, finished_at=timezone.now(), lease_until=None)

    def fail(self, error: str) -> None:
        """End the job with a sentence that says what went wrong."""
        self._update(state=State.FAILED, error=error, finished_at=timezone.now(), lease_until=None)

    def _update(self, **changes: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempt=self.job.attempt)
        if not mine.update(**changes):
            raise LeaseLost(str(self.job.pk))


def job_start(*, task: str, title: str, arguments: dict[str, Any], by: User | None) -> Job:
    """Create a job for the Celery task `task` and send it once the current transaction has committed.

    `arguments` must be JSON; the task finds them in `Run.arguments`.
    """
    job = Job.objects.create(task=task, title=title, arguments=arguments, requested_by=by)
    transaction.on_commit(lambda: _send(job.pk, task))
    return job


def job_claim(job_id: UUID | str) -> Run | None:
    """Take the job for this worker; None where somebody else has it or it is finished.

    A job that killed its worker too often is failed instead of being tried for ever.
    """
    now = timezone.now()
    claimed = (
        Job.objects.filter(pk=job_id)
        .claimable(now)
        .update(state=State.RUNNING, attempt=F("attempt") + 1, started_at=now, lease_until=_lease())
    )
    if not claimed:
        return None
    run = Run(Job.objects.get(pk=job_id))
    if run.job.attempt > Job.MAX_ATTEMPTS:
        run.fail(f"given up after {Job.MAX_ATTEMPTS} attempts")
        return None
    return run


def jobs_sweep() -> int:
    """Send again what the broker or a worker lost; the number of jobs sent.  Idempotent: only a claim starts work."""
    stalled = list(Job.objects.stalled(timezone.now()).values_list("pk", "task"))
    for job_id, task in stalled:
        _send(job_id, task)
    return len(stalled)


def _send(job_id: UUID, task: str) -> None:
    try:
        current_app.send_task(task, args=[str(job_id)])
    except OperationalError:
        logger.warning("The broker is away; job %s waits for the next sweep", job_id)


def _lease() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
