"""Stretches of time beside each other.  Pure: no ORM."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """[start, end); end None: until further notice.  `what` is whose span it is."""

    start: date
    end: date | None
    what: T


def overlaps(spans: Iterable[Span[T]]) -> Iterator[tuple[Span[T], Span[T]]]:
    """Those that begin before an earlier one has ended, each behind that earlier one.

    Of two that begin on one day the one that came first counts as the earlier.
    """
    longest: Span[T] | None = None
    for span in sorted(spans, key=lambda it: it.start):
        if longest is not None and _reaches(longest, span.start):
            yield longest, span
        if longest is None or span.end is None or not _reaches(longest, span.end):
            longest = span


def _reaches(span: Span[T], day: date) -> bool:
    return span.end is None or span.end > day
