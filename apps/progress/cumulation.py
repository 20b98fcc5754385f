"""What is official and what is pending of the months of a year (figures.md, section 2).  Pure: no ORM, no clock.

nature   months (approved unless said otherwise)     up to 3 gives
flow     1: 5, 2: 7, 3: 2                            14
flow     1: 5, 3: 2                                  7, month 2 is missing
flow     1: 5, 2: 0, 3: 2 submitted                  5, month 3 is missing, 2 pending
stock    1: 12, 2: 15, 3: –                          15, of month 2
stock    2: 12, 3: 15 submitted                      12, of month 2, 3 pending
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from apps.plans.natures import Nature

#: A month's filed line: numerator and denominator in hundredths, None is blank; whether it is approved, thus official.
#: A plain tuple, for a page reads thousands of them.
MonthLine = tuple[int | None, int | None, bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """Official figures; the numerator is None without facts.

    `pending` is what the not yet approved facts would add to the numerator; None where nobody was asked.
    Filed flows name their months without an approved value, filed stocks the month whose state they show.
    """

    numerator: int | None = None
    denominator: int | None = None
    pending: int | None = 0
    missing_months: tuple[int, ...] = ()
    month: int | None = None

    @property
    def has_facts(self) -> bool:
        return self.numerator is not None


#: Of what nobody was asked and nothing is recorded.
NO_FIGURE = Figure(pending=None)


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """An indicator in a scope, and in the parts directly below it, by path; a part without facts is absent."""

    whole: Figure
    parts: Mapping[str, Figure] = field(default_factory=dict)

    def of(self, part: str | None) -> Figure:
        """The figure of a part; of the whole where it is None."""
        return self.whole if part is None else self.parts.get(part, NO_FIGURE)


def cumulate(
    nature: str,
    months: Mapping[int, MonthLine],
    upto: int,
    *,
    is_rate: bool = False,
    since: int = 1,
    excused: Collection[int] = (),
) -> Figure:
    """The months `since` to `upto` of one organisation and indicator, in hundredths; none of the `excused` is missing.

    A rate counts only with both its numbers.
    """
    counted = {
        month: line
        for month, line in months.items()
        if since <= month <= upto and line[0] is not None and (line[1] is not None or not is_rate)
    }
    return (
        _latest(counted) if nature == Nature.STOCK else _added(counted, set(range(since, upto + 1)).difference(excused))
    )


def together(parts: Iterable[Figure]) -> Figure:
    """The sum over organisations: the months that any of them lacks, and the oldest state among them."""
    parts = list(parts)
    return Figure(
        _sum(part.numerator for part in parts),
        _sum(part.denominator for part in parts),
        _sum(part.pending for part in parts) or 0,
        tuple(sorted({month for part in parts for month in part.missing_months})),
        min((part.month for part in parts if part.month is not None), default=None),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    """What there is added up; None where there is nothing."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _added(lines: Mapping[int, MonthLine], asked: set[int]) -> Figure:
    """A flow: what is approved added up, and what is submitted; missing are the months that were asked for."""
    numerator = denominator = None
    pending = 0
    for month, (added, among, is_approved) in lines.items():
        if not is_approved:
            pending += added or 0
            continue
        asked.discard(month)
        numerator = (numerator or 0) + (added or 0)
        if among is not None:
            denominator = (denominator or 0) + among
    return Figure(numerator, denominator, pending, tuple(sorted(asked)))


def _latest(lines: Mapping[int, MonthLine]) -> Figure:
    """A stock: its latest approved month; a later submitted one is pending by its difference."""
    newest = max(lines, default=0)
    last = max((month for month, line in lines.items() if line[2]), default=0)
    numerator, denominator, _approved = lines[last] if last else (None, None, True)
    pending = (lines[newest][0] or 0) - (numerator or 0) if newest > last else 0
    return Figure(numerator, denominator, pending, month=last or None)
