"""Restoring a back-up for a trial: into a portal of its own, in a process of its own, as in an emergency."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.backups.folder import rehearsal_folder

#: Seconds between two signs of life.
EVERY = 2.0


def rehearse(path: Path, tick: Callable[[], None]) -> None:
    """Restore into a scratch database and folder beside the file, where every table and file is compared.

    Raises `ValidationError` with what the restoring said.
    """
    with rehearsal_folder(path) as folder:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(path.resolve())]
        process = subprocess.Popen(  # noqa: S603
            command, env=_scratch(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            said = _end_of(process, tick)
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        raise ValidationError(
            _("The back-up could not be restored for a trial: %(said)s") % {"said": said[-500:].strip()}
        )


def _end_of(process: "subprocess.Popen[str]", tick: Callable[[], None]) -> str:
    while True:
        try:
            said, _none = process.communicate(timeout=EVERY)
        except subprocess.TimeoutExpired:
            tick()
        else:
            return said


def _scratch(folder: str) -> dict[str, str]:
    """An environment in which nothing leads to this portal, but its keys are there."""
    nowhere = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "STATIC_ROOT", "BACKUP_DIR"), "")
    keys = {
        "SECRET_KEY": settings.SECRET_KEY,
        "AUDIT_KEY": settings.AUDIT_KEY,
        "AUDIT_KEY_FALLBACKS": ",".join(settings.AUDIT_KEY_FALLBACKS),
    }
    return {**os.environ, **nowhere, **keys, "DATA_DIR": folder}
