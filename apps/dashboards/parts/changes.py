"""What differs from the same day of the year before, and whether the year's targets will be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.core.amount import plain
from apps.dashboards.asked import Asked
from apps.dashboards.outlook import Outlook, outlook
from apps.organisations.selectors import path_on
from apps.progress.figures import Standing, comparable, in_hundredths
from apps.progress.selectors import progress_at


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator now, on the same day of the year before (None where it was not asked), and what is to come."""

    now: Standing
    before: Standing | None
    outlook: Outlook

    @property
    def difference(self) -> str | None:
        """With its sign; of rates in percentage points as they are shown.  None where one of them is not known."""
        if self.before is None:
            return None
        if self.now.indicator.is_rate:
            return _points(self.now, self.before)
        a, b = self.now.figure.numerator, self.before.figure.numerator
        if a is None or b is None:
            return None
        return _signed(plain(a - b) if in_hundredths(self.now.indicator) else str(a - b))


@dataclass(frozen=True, slots=True)
class Changes:
    """The indicators of which something is known in either year; `has_before`: the year before had a plan."""

    rows: Sequence[Change]
    day_before: date
    has_before: bool


def changes_of(asked: Asked) -> Changes:
    """The queries of `progress_at` for each of the two years, and at most one."""
    day = same_day(asked.year - 1, asked.as_of)
    now = _standings(asked.path, asked.year, asked.as_of)
    before = _standings(path_on(asked.organisation, day), asked.year - 1, day)
    rows = [Change(it, _same(it, before.get(code)), outlook(it, asked.year, asked.as_of)) for code, it in now.items()]
    known = [it for it in rows if it.now.figure.has_facts or (it.before and it.before.figure.has_facts)]
    return Changes(known, day, bool(before))


def same_day(year: int, day: date) -> date:
    """The same day of another year; 28 February for the 29th."""
    if (day.month, day.day) == (2, 29):
        return date(year, 2, 28)
    return day.replace(year=year)


def _standings(path: str | None, year: int, day: date) -> Mapping[str, Standing]:
    progress = progress_at(path, year, day)
    return {it.indicator.code: it for it in progress.standings} if progress else {}


def _same(now: Standing, before: Standing | None) -> Standing | None:
    return before if before and comparable(now.indicator, before.indicator) else None


def _points(now: Standing, before: Standing) -> str | None:
    if now.ratio is None or before.ratio is None:
        return None
    a, b = now.ratio.tenths, before.ratio.tenths
    return None if a is None or b is None else _signed(plain((a - b) * 10))


def _signed(text: str) -> str:
    return text if text.startswith("-") or text == "0" else f"+{text}"
