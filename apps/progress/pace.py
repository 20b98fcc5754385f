"""Expected and state of an indicator on a day, as figures.md section 3 says.  Pure: no ORM, no clock, no floats.

Worked table (a year of 365 days; 181 days from 1 January to 1 July, 364 to 31 December):

    target                        on        actual   expected      state
    >= 42 by 31 December          1 July    42       20.88         done
    >= 42                         1 July    21       20.88         ahead
    >= 42                         1 July    20       20.88         on course (20 is the 20 of 20.88)
    >= 42                         1 July    17       20.88         at risk (17 is more than 80 %)
    >= 42                         1 July    16       20.88         behind
    = 45, 20 by 30 June           1 May     3        0             ahead
    = 45, 20 by 30 June           1 July    20       20            on course
    = 45                          any day   46       –             at risk (above a quota is flagged like below)
    >= 13, a village's part       1 July    5        6             at risk (6.46 is expected as 6)
    >= 95 %, cohort               1 July    17/18    –             open
    >= 95 %, cohort               1 Nov     17/18    –             at risk (60 days before 31 December)
    >= 95 %, cohort               31 Dec    17/18    95            behind (94.4 is not 95)
    >= 100 %, flow                1 July    9/19     9.44 of 19    on course
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from apps.plans.natures import Comparator, IndicatorKind, Nature
from apps.plans.thresholds import BEHIND_BELOW, MILESTONE_NOTICE
from apps.progress.states import Pace

#: What is assessed at the end of the year and not yet reached is at risk that long before its due date, unless the
#: year sets another number of days.
YEAR_END_NOTICE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be reached: `target` in percent for a rate, else in pieces or units of the amount.

    `is_part`: the share of one organisation in a target that was split.
    """

    kind: str
    nature: str
    comparator: str
    target: Fraction
    first_day: date
    due: date
    milestones: tuple[tuple[date, Fraction], ...] = ()
    is_part: bool = False
    notice: timedelta = YEAR_END_NOTICE

    @property
    def at_year_end(self) -> bool:
        """Whether it is assessed on the due date alone: a stock or a cohort on whose way nothing was set."""
        milestone = self.milestones or self.kind == IndicatorKind.MILESTONE
        return self.nature != Nature.FLOW and not milestone

    @property
    def in_pieces(self) -> bool:
        """Whether a rate is held against so many of today's denominator rather than against a percentage."""
        linear = not self.milestones and self.comparator != Comparator.AT_MOST
        return self.kind == IndicatorKind.RATE and self.nature == Nature.FLOW and linear


def expected(aim: Aim, on: date, denominator: Fraction | None = None) -> Fraction | None:
    """What is expected on the day: for a rate in percent, for a flow rate in pieces of today's `denominator`.

    A part of a count is expected in whole things.  None before the due date for what is assessed on it, and for a
    flow rate without a denominator.
    """
    if aim.comparator == Comparator.AT_MOST:
        return aim.target
    if aim.milestones or aim.kind == IndicatorKind.MILESTONE:
        return _by_milestones(aim, on)
    if aim.at_year_end:
        return aim.target if on >= aim.due else None
    so_far = aim.target * _share(aim, on)
    if not aim.in_pieces:
        return Fraction(int(so_far)) if aim.is_part and aim.kind == IndicatorKind.COUNT else so_far
    return None if denominator is None else so_far * denominator / 100


def reached(aim: Aim, numerator: Fraction, denominator: Fraction | None = None) -> bool | None:
    """Whether the target is reached, compared exactly; None for a rate whose denominator is 0."""
    value = _value(aim, numerator, denominator, in_pieces=False)
    if value is None:
        return None
    if aim.comparator == Comparator.AT_MOST:
        return value <= aim.target
    if aim.comparator == Comparator.EQUAL and aim.kind != IndicatorKind.MILESTONE:
        return value == aim.target
    return value >= aim.target


def state(aim: Aim, on: date, numerator: Fraction, denominator: Fraction | None = None) -> Pace | None:
    """The state on the day; None for a rate that is not applicable."""
    is_reached = reached(aim, numerator, denominator)
    if is_reached is None:
        return None
    if is_reached:
        return Pace.DONE
    if aim.kind == IndicatorKind.MILESTONE:
        return _state_of_milestone(aim, on)
    if aim.at_year_end:
        return _state_at_year_end(aim, on)
    if (excess := _value(aim, numerator, denominator, in_pieces=False)) is not None and _is_too_much(aim, excess):
        return _shortfall(aim.target, excess)
    value = _value(aim, numerator, denominator, in_pieces=aim.in_pieces)
    due_now = expected(aim, on, denominator)
    if value is None or due_now is None:
        return None
    if value > due_now:
        return Pace.AHEAD
    return Pace.ON_COURSE if int(value) == int(due_now) else _shortfall(value, due_now)


def _shortfall(less: Fraction, more: Fraction) -> Pace:
    """How far the lesser of two values falls short: the actual of what is expected, or a limit of what exceeds it."""
    return Pace.BEHIND if less < BEHIND_BELOW * more else Pace.AT_RISK


def _is_too_much(aim: Aim, value: Fraction) -> bool:
    return aim.comparator in (Comparator.AT_MOST, Comparator.EQUAL) and value > aim.target


def _value(aim: Aim, numerator: Fraction, denominator: Fraction | None, *, in_pieces: bool) -> Fraction | None:
    if aim.kind != IndicatorKind.RATE or in_pieces:
        return numerator
    return numerator * 100 / denominator if denominator else None


def _share(aim: Aim, on: date) -> Fraction:
    """The part of the time from 1 January to the due date that has passed, from 0 to 1."""
    whole = (aim.due - aim.first_day).days
    passed = (on - aim.first_day).days
    return Fraction(1) if whole <= 0 else min(Fraction(1), max(Fraction(0), Fraction(passed, whole)))


def _by_milestones(aim: Aim, on: date) -> Fraction:
    """The last milestone reached, nothing before the first, the target from the due date on."""
    if on >= aim.due:
        return aim.target
    return max((value for day, value in aim.milestones if day <= on), default=Fraction(0))


def _state_of_milestone(aim: Aim, on: date) -> Pace:
    if on > aim.due:
        return Pace.BEHIND
    return Pace.AT_RISK if on >= aim.due - MILESTONE_NOTICE else Pace.ON_COURSE


def _state_at_year_end(aim: Aim, on: date) -> Pace:
    if on >= aim.due:
        return Pace.BEHIND
    return Pace.AT_RISK if on >= aim.due - aim.notice else Pace.OPEN
