"""What is known of an indicator in a scope, and how figures of several parts go together (figures.md, section 2).

Pure: no ORM, no clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


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
