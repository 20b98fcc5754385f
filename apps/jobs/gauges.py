"""How much background work waits, and for how long."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone

from apps.core.gauges import Gauge
from apps.jobs.models import Job, JobState
from apps.jobs.services import worker_alive


def gauges() -> Iterator[Gauge]:
    """Four queries."""
    counted = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    yield Gauge("tongbu_jobs", "Jobs", {state: counted.get(state, 0) for state in JobState.values}, "state")
    first = Job.objects.filter(state=JobState.QUEUED).aggregate(first=Min("created_at"))["first"]
    waited = (timezone.now() - first).total_seconds() if first else 0
    yield Gauge("tongbu_job_queue_age_seconds", "How long the oldest waiting job has waited", {"": max(waited, 0)})
    yield Gauge("tongbu_worker_up", "Whether a worker gave a sign of life lately", {"": worker_alive()})
