"""The one reader of days as people write them.

2026-11-28, 2026/11/28, 2026.11.28, 2026年11月28日 (日 or 号), 20261128    in whatever width
11-28, 11/28, 11.28, 11月28日                                            where the year goes without saying
"""

import re
from datetime import date

from apps.core.text import half_width

_WHOLE = re.compile(r"(?:(\d{4})([-./])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号])", re.ASCII)
_IN_YEAR = re.compile(r"(\d{1,2})[-./](\d{1,2})|(\d{1,2})月(\d{1,2})[日号]", re.ASCII)
_FIGURES = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def read_day(text: str) -> date | None:
    """The day that `text` writes out; None for anything else, and for a day that does not exist."""
    found = _WHOLE.fullmatch(half_width(text))
    return _day(found[1] or found[5], found[3] or found[6], found[4] or found[7]) if found else None


def read_typed_day(text: str, year: int) -> date | None:
    """The same as people type it: also as eight figures, and without a year for a day of `year`."""
    typed = half_width(text)
    if figures := _FIGURES.fullmatch(typed):
        return _day(*figures.groups())
    if found := _IN_YEAR.fullmatch(typed):
        return _day(str(year), found[1] or found[3], found[2] or found[4])
    return read_day(typed)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
