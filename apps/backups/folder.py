"""The folder of scheduled back-ups: what is in it is whole and was restored once; which stay, and how old the last is."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_NAME = re.compile(r"tongbu-(\d{8}T\d{6})Z\.zip")
_MOMENT = "%Y%m%dT%H%M%S"
#: From then on the administrator is warned.
OLD = timedelta(days=2)


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


def age_of_last(now: datetime | None = None) -> timedelta | None:
    """How old the latest good back-up is; None where there is none.  Of a clock that was set back: no time at all."""
    latest = next(iter(moments()), None)
    return None if latest is None else max((now or timezone.now()) - latest, timedelta())


def is_due(now: datetime | None = None) -> bool:
    """Whether none was made since `BACKUP_HOUR` o'clock came last.  Those of the future do not count."""
    here = timezone.localtime(now)
    latest_hour = here.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    since = latest_hour if latest_hour <= here else latest_hour - timedelta(days=1)
    return not any(since <= moment <= here for moment in moments())


def kept(found: Iterable[datetime], days: int, weeks: int, months: int) -> set[datetime]:
    """The latest of each of so many last days, weeks and months that have any."""
    local = {moment: timezone.localtime(moment) for moment in sorted(found)}
    by_day = {here.date(): moment for moment, here in local.items()}
    by_week = {here.isocalendar()[:2]: moment for moment, here in local.items()}
    by_month = {(here.year, here.month): moment for moment, here in local.items()}
    return {*_last(by_day.values(), days), *_last(by_week.values(), weeks), *_last(by_month.values(), months)}


def rotate() -> int:
    """Remove what need not stay; how many went.  Files of other names are left alone."""
    found = moments()
    gone = set(found) - kept(found, settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS)
    for moment in gone:
        (backup_folder() / name_for(moment)).unlink(missing_ok=True)
    return len(gone)


def _last(found: Iterable[datetime], most: int) -> list[datetime]:
    return sorted(found, reverse=True)[:most]


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
