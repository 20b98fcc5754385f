"""Starting jobs, and what a running job may do."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.jobs.broker import send, send_together
from apps.jobs.models import ENDED, Heartbeat, Job, JobState

#: The steps of progress that a part of a job counts; one more for each part is left to the job itself.
PER_PART = 9


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
        if parts := self.job.parts:
            done, total = parts * PER_PART + parts * done // max(total, 1), parts * (PER_PART + 1)
        self._update(done=done, total=total, lease_until=_lease())

    def finish(self, **result: Any) -> None:
        """Finish the job.  Call it in the transaction that writes the outcome: both happen once or not at all."""
        self._end(state=JobState.SUCCEEDED, result=result)

    def fail(self, error: str) -> None:
        """End the job with a sentence that says what went wrong."""
        self._end(state=JobState.FAILED, error=error)

    def _end(self, **outcome: Any) -> None:
        self._update(**outcome, finished_at=timezone.now(), lease_until=None)
        if parent := self.job.parent_id:
            transaction.on_commit(lambda: _part_ended(parent))

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


@transaction.atomic
def job_start_group(
    *,
    task: str,
    title: str,
    arguments: dict[str, Any],
    part_task: str,
    parts: Iterable[dict[str, Any]],
    by: User | None,
) -> tuple[Job, list[Job]]:
    """Create a job of many parts: the Celery task `part_task` for each of `parts`, and `task` once all have ended.

    The parts are sent as one group.  What became of them the task finds in `children` of its job.
    """
    given = list(parts)
    steps = len(given) * (PER_PART + 1)
    job = Job.objects.create(
        task=task, title=title, arguments=arguments, requested_by=by, parts=len(given), total=steps
    )
    children = Job.objects.bulk_create(
        Job(task=part_task, title=title, arguments=part, requested_by=by, parent=job) for part in given
    )
    transaction.on_commit(lambda: _send_parts(job.pk, part_task, [it.pk for it in children]))
    return job, children


@transaction.atomic
def job_cancel(*, job: Job) -> None:
    """End a job and what is open of its parts; whoever carries one out loses the lease.  Not audited, as starting is.

    Raises `ValidationError` where it has ended already.
    """
    ended = {"state": JobState.CANCELLED, "finished_at": timezone.now(), "lease_until": None}
    if not Job.objects.open().filter(pk=job.pk).update(**ended):
        raise ValidationError(_("This has ended already."))
    Job.objects.open().filter(parent=job.pk).update(**ended)


def job_claim(job_id: UUID | str) -> Run | None:
    """Take the job for this worker; None where somebody else has it or it is finished.

    A job that killed its worker too often is failed instead of being tried for ever.
    """
    now = timezone.now()
    claimed = (
        Job.objects.filter(pk=job_id)
        .claimable(now)
        .update(
            state=JobState.RUNNING,
            attempt=F("attempt") + 1,
            started_at=now,
            lease_until=_lease(),
            done=F("parts") * PER_PART,
            total=F("parts") * (PER_PART + 1),
        )
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


def _send_parts(parent: UUID, task: str, parts: list[UUID]) -> None:
    if not parts:
        _part_ended(parent)
    elif send_together(task, map(str, parts)):
        Job.objects.filter(pk__in=parts).update(sent_at=timezone.now())


def _part_ended(parent: UUID) -> None:
    """Count the parts that have ended; after the last one the job's own message goes out, more than once at worst."""
    job = Job.objects.get(pk=parent)
    ended = job.children.filter(state__in=ENDED).count()
    waiting = Job.objects.filter(pk=parent, state=JobState.QUEUED)
    if waiting.update(done=ended * PER_PART) and ended == job.parts:
        _send(parent, job.task)


def _lease(times: int = 1) -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS * times)
