from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    pass


class JobQuerySet(models.QuerySet[Any]):
    def claimable(self, at: datetime) -> "JobQuerySet":
        """Jobs that a worker may take: waiting, or running with a lease that ran out."""
        return self.filter(Q(state="queued") | Q(state="running", lease_until__lte=at))

    def stalled(self, at: datetime) -> "JobQuerySet":
        """Jobs whose message the broker must have lost: waiting for a sweep or longer, or abandoned by a worker."""
        sent_long_ago = at - timedelta(seconds=settings.JOB_SWEEP_SECONDS)
        return self.claimable(at).exclude(state="queued", created_at__gt=sent_long_ago)
