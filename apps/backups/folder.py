"""The folder of scheduled back-ups, each whole and restored once: which stay, and how old the last is."""

import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

_NAME = re.compile(r"tongbu-(\d{8}T\d{6})Z\.zip")
_MOMENT = "%Y%m%dT%H%M%S"
#: From then on the administrator is warned.
OLD = timedelta(days=2)
_SCRATCH = ".scratch-"
#: Seconds after which nobody works on it any more.
LEFT_BEHIND = 86_400.0


def backup_folder() -> Path:
    return Path(settings.BACKUP_DIR)


def name_for(moment: datetime) -> str:
    """``tongbu-20261129T023000Z.zip``, in UTC: no hour comes twice."""
    return f"tongbu-{moment.astimezone(UTC):{_MOMENT}}Z.zip"


def moments() -> list[datetime]:
    """Of when the back-ups of the folder are, the latest first."""
    try:
        names = [path.name for path in backup_folder().iterdir()]
    except OSError:
        return []
    found = (_NAME.fullmatch(name) for name in names)
    return sorted((_moment(match[1]) for match in found if match), reverse=True)


def last_backup(now: datetime | None = None) -> datetime | None:
    """Of when the latest good back-up is.  Those of the future were made before the clock was set back: none."""
    until = now or timezone.now()
    return next((moment for moment in moments() if moment <= until), None)


def is_old(backup: datetime | None) -> bool:
    """Whether the last one was made too long ago, or never."""
    return backup is None or timezone.now() - backup > OLD


def due_since(now: datetime | None = None) -> datetime:
    """When `BACKUP_HOUR` o'clock came last: since then there must be a back-up."""
    here = timezone.localtime(now)
    at_hour = here.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    return at_hour if at_hour <= here else at_hour - timedelta(days=1)


def kept(found: Iterable[datetime], days: int, weeks: int, months: int) -> set[datetime]:
    """The latest of each of so many last days, weeks and months that have any."""
    local = {moment: timezone.localtime(moment) for moment in sorted(found)}
    by_day = {here.date(): moment for moment, here in local.items()}
    by_week = {here.isocalendar()[:2]: moment for moment, here in local.items()}
    by_month = {(here.year, here.month): moment for moment, here in local.items()}
    return {*_last(by_day.values(), days), *_last(by_week.values(), weeks), *_last(by_month.values(), months)}


def rotate() -> None:
    """Remove what need not stay, and what a process that was killed has left.  Files of other names are left alone."""
    found = moments()
    for moment in set(found) - kept(found, settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS):
        (backup_folder() / name_for(moment)).unlink(missing_ok=True)
    for path in (*backup_folder().glob(f"{_SCRATCH}*"), *backup_folder().glob("tongbu-*.part")):
        if path.stat().st_mtime < time.time() - LEFT_BEHIND:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def scratch_folder(beside: Path) -> Iterator[str]:
    """A folder on the same disk, where there must be room anyway."""
    with TemporaryDirectory(prefix=_SCRATCH, dir=beside.resolve().parent) as folder:
        yield folder


def _last(found: Iterable[datetime], most: int) -> list[datetime]:
    return sorted(found, reverse=True)[:most]


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
