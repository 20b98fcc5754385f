"""A portal of its own on the same disk, in a process of its own: back-ups are restored into it for a trial."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.backups.folder import scratch_folder

#: Seconds between two signs of life.
EVERY = 2.0


def rehearse(path: Path, tick: Callable[[], None]) -> None:
    """Restore as in an emergency, into an empty database and folder, where every table and file is compared.

    Raises `ValidationError` with what the restoring said.
    """
    with scratch_folder(path) as folder:
        _carried_out(folder, tick, "restore", path.resolve())


@contextmanager
def brought_up_to_date(path: Path, tick: Callable[[], None]) -> Iterator[Path]:
    """The back-up of an older version as this version would have made it."""
    with scratch_folder(path) as folder:
        _carried_out(folder, tick, "restore", path.resolve())
        current = Path(folder, "current.zip")
        _carried_out(folder, tick, "backup", "--untried", current)
        yield current


def _carried_out(folder: str, tick: Callable[[], None], *arguments: str | Path) -> None:
    """A management command in the scratch portal."""
    command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
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
            _("The back-up could not be restored for a trial: %(said)s") % {"said": said.strip()[-1000:]}
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
