"""Beat, of which one sends: another that is started beside it, by mistake or on a second machine, stands by."""

import logging
from typing import Any
from uuid import uuid4

from celery.beat import PersistentScheduler
from django.conf import settings
from django.db import Error, close_old_connections

from apps.jobs.services import beat_take

logger = logging.getLogger(__name__)


class OneBeat(PersistentScheduler):
    """Sends while it holds the lease, which it renews with every tick; takes it over where it ran out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.holder = str(uuid4())
        self.stands_by = False
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Seconds until the next one."""
        held = self._hold()
        if self.stands_by is held:
            logger.warning("This beat sends" if held else "Another beat sends, or the database is away; this one waits")
        self.stands_by = not held
        return float(super().tick(*args, **kwargs)) if held else float(settings.JOB_SWEEP_SECONDS)

    def _hold(self) -> bool:
        """Without the database nobody holds it: what beat sends is work with the database."""
        close_old_connections()
        try:
            return beat_take(holder=self.holder)
        except Error:
            return False
