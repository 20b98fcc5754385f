"""Starting jobs, and what a running job may do."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.jobs.broker import send
from apps.jobs.models import Heartbeat, Job, JobState


class LeaseLost(Exception):
    """Another worker took the job over, or finished it; whatever this one did must be rolled back."""


class Run:
    """One attempt at one job, as the task that carries it out sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.until = monotonic() + limit_of(job.task)

    @property
    def language(self) -> str:
        """The language of whoever asked: results and errors are written in it."""
        person = self.job.requested_by
        return (person and person.language) or settings.LANGUAGE_CODE

    @property
    def arguments(self) -> dict[str, Any]:
        arguments: dict[str, Any] = self.job.arguments
        return arguments

    def progress(self, done: int, total: int) -> None:
        """Report `done` of `total` steps and renew the lease.  One query.  Raises `LeaseLost`.

        And `SoftTimeLimitExceeded`, as Celery does where it can: the embedded worker's threads know no signals.

        Call it outside the transaction that writes the outcome, or nobody sees it before the end, and more often
        than every `JOB_LEASE_SECONDS`, or another worker takes the job over.
        """
        if monotonic() > self.until:
            raise SoftTimeLimitExceeded
        self._update(done=done, total=total, lease_until=_lease())

    def finish(self, **result: Any) -> None:
        """Finish the job.  Call it in the transaction that writes the outcome: both happen once or not at all."""
        self._update(state=JobState.SUCCEEDED, result=result, finished_at=timezone.now(), lease_until=None)

    def fail(self, error: str) -> None:
        """End the job with a sentence that says what went wrong."""
        self._update(state=JobState.FAILED, error=error, finished_at=timezone.now(), lease_until=None)

    def put_off(self) -> None:
        """Let go of the job until it is worth another attempt: after twice as long as the last time."""
        self._update(lease_until=_lease(times=2 ** (self.job.attempt - 1)))

    def _update(self, **changes: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempt=self.job.attempt)
        if not mine.update(**changes):
            raise LeaseLost(str(self.job.pk))


def limit_of(task: str) -> int:
    """Seconds that a job of this kind may take."""
    return int(settings.LONG_WORK_SECONDS if task in settings.LONG_WORK else settings.JOB_MOST_SECONDS)


def job_start(*, task: str, title: str, arguments: dict[str, Any], by: User | None, once: str = "") -> Job:
    """Create a job for the Celery task `task` and send it once the current transaction has committed.

    `arguments` must be JSON; the task finds them in `Run.arguments`.  `once` names what is asked for: whoever asks for
    it again, be it at the same moment, gets the first job.  Not audited: the act that the job carries out is, and the
    row says who asked.
    """
    key = uuid5(NAMESPACE_URL, f"{task}#{once}") if once else uuid4()
    asked = {"task": task, "title": title, "arguments": arguments, "requested_by": by}
    job, first = Job.objects.get_or_create(pk=key, defaults=asked)
    if first:
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
        .update(state=JobState.RUNNING, attempt=F("attempt") + 1, started_at=now, lease_until=_lease(), done=0, total=0)
    )
    if not claimed:
        return None
    run = Run(Job.objects.select_related("requested_by").get(pk=job_id))
    if run.job.attempt > Job.MAX_ATTEMPTS:
        with translation.override(run.language):
            run.fail(_("The portal gave up after several attempts. Please tell the administrator."))
        return None
    return run


def jobs_sweep() -> int:
    """Send again what the broker or a worker lost; the number of jobs sent.  Idempotent: only a claim starts work."""
    stalled = list(Job.objects.stalled(timezone.now()).order_by("created_at").values_list("pk", "task"))
    sent = 0
    for job_id, task in stalled:
        if not _send(job_id, task):
            break
        sent += 1
    return sent


def worker_seen() -> None:
    """Note that a worker is alive and carries out what beat sends."""
    Heartbeat.objects.update_or_create(name=Heartbeat.WORKER, defaults={"at": timezone.now()})


def worker_alive() -> bool:
    """Whether a worker gave a sign of life lately: a heartbeat, or a job that it holds.  Two queries."""
    now = timezone.now()
    lately = Heartbeat.objects.filter(name=Heartbeat.WORKER).exclude(_lapsed(now))
    return lately.exists() or Job.objects.running(now).exists()


def beat_take(*, holder: str) -> bool:
    """Whether this beat is the one that sends, for three sweeps from now on: it was, or no other is."""
    now = timezone.now()
    row, first = Heartbeat.objects.get_or_create(name=Heartbeat.BEAT, defaults={"at": now, "holder": holder})
    mine = Heartbeat.objects.filter(Q(holder=holder) | _lapsed(now), pk=row.pk)
    return first or bool(mine.update(at=now, holder=holder))


def _lapsed(now: datetime) -> Q:
    """Signs of life too long ago; or still to come, since the clock was set back."""
    patience = timedelta(seconds=3 * settings.JOB_SWEEP_SECONDS)
    return Q(at__lte=now - patience) | Q(at__gt=now + patience)


def _send(job_id: UUID, task: str) -> bool:
    sent = send(task, str(job_id))
    if sent:
        Job.objects.filter(pk=job_id).update(sent_at=timezone.now())
    return sent


def _lease(times: int = 1) -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS * times)
