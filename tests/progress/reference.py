"""A second implementation of how months add up: line by line in Python, as figures.md says it."""

from collections.abc import Mapping
from typing import NamedTuple

from apps.progress.cumulation import Figure


class Line(NamedTuple):
    """A month's filed line: in hundredths, None is blank."""

    numerator: int | None
    denominator: int | None = None
    state: str = "approved"


def cumulate(nature: str, months: Mapping[int, Line], since: int, upto: int, *, is_rate: bool) -> Figure:
    """The months `since` to `upto` of one organisation and indicator.  A rate counts only with both its numbers."""
    filled = {
        month: line
        for month, line in months.items()
        if since <= month <= upto and line.numerator is not None and (line.denominator is not None or not is_rate)
    }
    approved = {month: line for month, line in filled.items() if line.state == "approved"}
    submitted = {month: line for month, line in filled.items() if line.state == "submitted"}
    if nature == "stock":
        return _stock(approved, submitted)
    numerators = [line.numerator or 0 for line in approved.values()]
    denominators = [line.denominator for line in approved.values() if line.denominator is not None]
    return Figure(
        sum(numerators) if approved else None,
        sum(denominators) if denominators else None,
        sum(line.numerator or 0 for line in submitted.values()),
        tuple(month for month in range(since, upto + 1) if month not in approved),
    )


def _stock(approved: Mapping[int, Line], submitted: Mapping[int, Line]) -> Figure:
    last, newer = max(approved, default=0), max(submitted, default=0)
    official = approved.get(last, Line(None))
    pending = (submitted[newer].numerator or 0) - (official.numerator or 0) if newer > last else 0
    return Figure(official.numerator, official.denominator, pending, month=last or None)
