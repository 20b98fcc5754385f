"""What must hold where a Party organisation leads a mass organisation (M001, M002, M007).  Pure: no ORM.

The page and the workbook check by the same rules, so what one takes the other takes too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.organisations.kinds import PARTY_KINDS

T = TypeVar("T")

END_BEFORE_START = _("The end must lie after the start.")
STILL_LINKED = _("It leads or is led: remove its leading links first.")
OVERLAPS = _(
    "Another link of this organisation is in force at that time: only one Party organisation leads it at a time."
)


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """[start, end) of a link; end None: until further notice.  `what` is whose span it is."""

    start: date
    end: date | None
    what: T


def wrong_kinds(leader: str, led: str) -> dict[str, Promise]:
    """What is wrong with the kinds of the two ends, by field."""
    errors: dict[str, Promise] = {}
    if leader not in PARTY_KINDS:
        errors["leader"] = _("Only a Party organisation leads others.")
    if led in PARTY_KINDS:
        errors["led"] = _("Only a mass organisation is led, this one is a Party organisation.")
    return errors


def changes_side(before: str, after: str) -> bool:
    """Whether an organisation of the Party becomes a mass organisation, or the other way round."""
    return (before in PARTY_KINDS) != (after in PARTY_KINDS)


def overlaps(spans: Iterable[Span[T]]) -> Iterator[tuple[Span[T], Span[T]]]:
    """The spans of one organisation that begin before an earlier one has ended, each behind that earlier one.

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
