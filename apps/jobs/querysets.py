from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

#: Twice what the last attempt waits for its turn (`Run.put_off`).
LONGEST = 32


class JobQuerySet(models.QuerySet[Any]):
    def claimable(self, at: datetime) -> "JobQuerySet":
        """Jobs that a worker may take: waiting, or running with a lease that ran out; no part of them is open.

        Nobody holds one for longer than `LONGEST` leases: where it says so the clock was set back meanwhile.
        """
        longest = at + LONGEST * timedelta(seconds=settings.JOB_LEASE_SECONDS)
        ran_out = Q(lease_until__lte=at) | Q(lease_until__gt=longest)
        free = self.filter(Q(state="queued") | Q(state="running") & ran_out)
        return free.exclude(Exists(self.model.objects.open().filter(parent=OuterRef("pk"))))

    def open(self) -> "JobQuerySet":
        """Jobs that have not ended."""
        return self.filter(state__in=("queued", "running"))

    def stalled(self, at: datetime) -> "JobQuerySet":
        """Claimable jobs that no message is under way for: never sent, or sent so long ago that it must be lost.

        What was sent in the future was sent before the clock was set back.  A part whose like a worker is carrying out
        waits for its turn: nothing of it is lost.
        """
        lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
        at_work = self.model.objects.running(at).filter(parent=OuterRef("parent"))
        lost = Q(sent_at__lte=at - lease) | Q(sent_at__gt=at + lease)
        sent = lost & ~Q(Exists(at_work), state="queued")
        return self.claimable(at).filter(Q(sent_at__isnull=True) | sent)

    def running(self, at: datetime) -> "JobQuerySet":
        """Jobs that a worker holds a lease on."""
        return self.filter(state="running", lease_until__gt=at)
