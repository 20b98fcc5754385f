from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet[Any]):
    def claimable(self, at: datetime) -> "JobQuerySet":
        """Jobs that a worker may take: waiting, or running with a lease that ran out."""
        return self.filter(Q(state="queued") | Q(state="running", lease_until__lte=at))

    def stalled(self, at: datetime) -> "JobQuerySet":
        """Claimable jobs that no message is under way for: never sent, or sent so long ago that it must be lost."""
        lost = at - timedelta(seconds=settings.JOB_LEASE_SECONDS)
        return self.claimable(at).filter(Q(sent_at__isnull=True) | Q(sent_at__lte=lost))

    def running(self, at: datetime) -> "JobQuerySet":
        """Jobs that a worker holds a lease on."""
        return self.filter(state="running", lease_until__gt=at)
