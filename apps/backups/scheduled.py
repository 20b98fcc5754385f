"""The back-up of every day."""

import time
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.backups.folder import backup_folder, due_since, moments, name_for, rotate
from apps.backups.making import backup_make
from apps.jobs.models import Job
from apps.jobs.services import Run, job_start

TASK = "backups.make"
#: Seconds between two signs of life.
EVERY = 5.0


def backup_request() -> Job | None:
    """Ask for the back-up of the day unless there is one, or it was asked for."""
    since, now = due_since(), timezone.now()
    if any(since <= moment <= now for moment in moments()):
        return None
    day = timezone.localdate(since).isoformat()
    return job_start(task=TASK, title=_("Back-up of %(day)s") % {"day": day}, arguments={}, by=None, once=day)


def backup_scheduled(*, run: Run) -> None:
    """Make it, restore it for a trial, and let go of those that need not stay.

    Raises `ValidationError` where it does not stand the test or finds no room: the others stay then.
    """
    now = timezone.now()
    path = backup_folder() / name_for(now)
    try:
        made = backup_make(path=path, now=now, verify=True, tick=_sign_of_life(run))
    except OSError as fault:
        said = _("The back-up could not be written to %(folder)s: %(said)s")
        raise ValidationError(said % {"folder": path.parent, "said": fault.strerror}) from fault
    rotate()
    run.finish(file=path.name, rows=made.rows, files=len(made.files), size=path.stat().st_size)


def _sign_of_life(run: Run) -> Callable[[], None]:
    last = time.monotonic()

    def tick() -> None:
        nonlocal last
        if time.monotonic() - last > EVERY:
            run.progress(0, 1)
            last = time.monotonic()

    return tick
