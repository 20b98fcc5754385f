"""Exact ratios: the arithmetic of every rate (figures.md, section 1).  No ORM, no floats."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate as two non-negative integers (amounts in hundredths)."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 0:
            raise ValueError("a ratio is made of non-negative integers")

    @property
    def applicable(self) -> bool:
        """False where the denominator is 0: the rate is then not applicable (不适用), neither 0 % nor 100 %."""
        return self.denominator > 0

    @property
    def tenths(self) -> int | None:
        """The percentage in tenths of a percent, cut and never rounded; None where not applicable."""
        return self.numerator * 1000 // self.denominator if self.applicable else None

    @property
    def percent(self) -> str | None:
        """The percentage cut to one decimal, as text (``"94.9"`` for 189/199); None where not applicable."""
        if self.tenths is None:
            return None
        return f"{self.tenths // 10}.{self.tenths % 10}"

    def reached(self, target: Fraction) -> bool | None:
        """Whether the rate is at least `target` percent, compared exactly; None where not applicable."""
        if not self.applicable:
            return None
        return self.numerator * 100 >= target * self.denominator

    def needed(self, target: Fraction) -> int | None:
        """The smallest k ≥ 0 such that numerator + k reaches `target` percent; None where not applicable."""
        if not self.applicable:
            return None
        due = -(-target * self.denominator // 100)  # the ceiling
        return max(0, int(due) - self.numerator)

    def out_of_reach(self, target: Fraction) -> bool:
        """Whether even everything still open would not reach `target` percent (only where the target is above 100)."""
        needed = self.needed(target)
        return needed is not None and needed > self.denominator - self.numerator
