"""Whether an indicator will be reached: what is still needed, and what the pace so far comes to.

Pure: no ORM, no clock, no floats.

target                    on        so far   needed   at the pace so far
>= 42 by 31 December      1 July    21       21       42 (21 × 364 ÷ 181, cut)
>= 42                     1 July    17       25       34
>= 42                     20 Jan.   3        39       – (too early to tell)
>= 95 % of 20, cohort     1 July    17       2        – (assessed at the end of the year)
= 45, 20 by 30 June       1 July    21       24       – (it has its own days)
<= 3                      any day   2        –        –
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from apps.core.amount import HUNDRED
from apps.core.calendar import ReportingYear
from apps.plans.natures import Comparator, IndicatorKind, Nature
from apps.progress.figures import Standing, cut_text, in_hundredths
from apps.progress.states import Pace

#: In the first days of a year one event more or less decides what a pace comes to.
TOO_EARLY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outlook:
    """In pieces or units: what is missing to the target, and what there would be on the due date at the pace so far.

    None where it cannot be said; `enough` says whether the pace so far reaches the target.
    """

    needed: Fraction | None = None
    projected: Fraction | None = None
    enough: bool | None = None

    @property
    def needed_text(self) -> str | None:
        return cut_text(self.needed)

    @property
    def projected_text(self) -> str | None:
        return cut_text(self.projected)


def outlook(standing: Standing, year: int, as_of: date) -> Outlook:
    """Of what is known and asked; nothing of the rest."""
    target, value = standing.target, _value(standing)
    if target is None or value is None or standing.indicator.comparator == Comparator.AT_MOST:
        return Outlook()
    needed = _needed(standing, target, value)
    projected = _projected(standing, value, year, as_of)
    return Outlook(needed, projected, None if projected is None else projected >= target)


def _needed(standing: Standing, target: Fraction, value: Fraction) -> Fraction | None:
    """How much more is missing: of a rate so many of its denominator; nothing is missing to what is done."""
    if standing.state is Pace.DONE:
        return Fraction(0)
    if not standing.indicator.is_rate:
        return max(Fraction(0), target - value)
    needed = standing.ratio.needed(target) if standing.ratio else None
    return None if needed is None else Fraction(needed, _unit(standing))


def _projected(standing: Standing, value: Fraction, year: int, as_of: date) -> Fraction | None:
    """The whole number that the pace so far comes to on the due date (of an amount the hundredths)."""
    indicator, first = standing.indicator, ReportingYear(year).first_day
    runs_evenly = indicator.nature == Nature.FLOW and not indicator.milestone_days
    counted = indicator.kind in (IndicatorKind.COUNT, IndicatorKind.AMOUNT)
    if not (runs_evenly and counted) or not first + TOO_EARLY <= as_of < standing.due:
        return None
    whole = value * (standing.due - first).days / (as_of - first).days
    return whole if indicator.kind == IndicatorKind.AMOUNT else Fraction(int(whole))


def _value(standing: Standing) -> Fraction | None:
    numerator = standing.figure.numerator
    return None if numerator is None else Fraction(numerator, _unit(standing))


def _unit(standing: Standing) -> int:
    return HUNDRED if in_hundredths(standing.indicator) else 1
