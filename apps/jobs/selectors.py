"""What is known of a job while it runs."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from apps.jobs.models import Job


def time_left(job: Job) -> timedelta | None:
    """How long the rest takes if it goes on as it went so far; None where nobody can say.  A query for one of parts."""
    since = _began(job)
    if job.finished or since is None or not 0 < job.done < job.total:
        return None
    return (timezone.now() - since) * (job.total - job.done) / job.done


def minutes_left(job: Job) -> int | None:
    """The same in minutes as one says it: begun ones count."""
    left = time_left(job)
    return None if left is None else max(1, -(-int(left.total_seconds()) // 60))


def _began(job: Job) -> datetime | None:
    if not job.parts:
        return job.started_at
    began: datetime | None = job.children.aggregate(first=Min("started_at"))["first"]
    return began
