"""What is known of an indicator for an organisation on a day, and how it is said."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from apps.core.amount import HUNDRED, plain
from apps.core.calendar import ReportingYear
from apps.core.ratio import Ratio
from apps.measures.facts import Tally
from apps.plans.models import Exemption, Indicator, Target
from apps.plans.natures import Comparator, IndicatorKind, Source
from apps.progress.cumulation import Figure
from apps.progress.pace import Aim, expected, state
from apps.progress.states import Pace


def in_hundredths(indicator: Indicator) -> bool:
    """Whether the figures of an indicator are integer hundredths: amounts, and rates that are filed."""
    filed_rate = indicator.kind == IndicatorKind.RATE and indicator.source == Source.FILED
    return indicator.kind == IndicatorKind.AMOUNT or filed_rate


def comparable(now: Indicator, before: Indicator) -> bool:
    """Whether what has one code in two years is the same thing: it may have been another one a year ago."""
    return all(getattr(now, it) == getattr(before, it) for it in ("kind", "nature", "mechanism", "unit"))


def figure_of_measure(indicator: Indicator, tally: Tally) -> Figure:
    """A measure as a figure; a count has no denominator."""
    if not tally.has_facts:
        return Figure(pending=tally.pending)
    return Figure(tally.numerator, tally.denominator if indicator.is_rate else None, tally.pending)


def figure_of_filings(indicator: Indicator, filed: Figure) -> Figure:
    """What was filed as it is shown: counts, filed in hundredths like everything, in pieces, and no denominator."""
    if indicator.is_rate:
        return filed
    unit = 1 if in_hundredths(indicator) else HUNDRED
    numerator = None if filed.numerator is None else filed.numerator // unit
    return replace(filed, numerator=numerator, denominator=None, pending=(filed.pending or 0) // unit)


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator for an organisation on a day: what is, what is asked, what is expected by now.

    `target` and `expected` are in percent for a rate (for a linear flow rate `expected` is in pieces of today's
    denominator, `expected_in_pieces`), else in pieces or units.  `state` is None where there is no target;
    `applies` is False where the indicator means nobody in the scope; `exemption` says why nothing is asked of whoever
    stands at its top.
    """

    indicator: Indicator
    figure: Figure
    due: date
    target: Fraction | None = None
    expected: Fraction | None = None
    expected_in_pieces: bool = False
    state: Pace | None = Pace.NO_DATA
    applies: bool = True
    exemption: Exemption | None = None

    @property
    def ratio(self) -> Ratio | None:
        """The rate as two integers; None for other kinds and without facts."""
        if not self.indicator.is_rate or self.figure.numerator is None:
            return None
        return Ratio(self.figure.numerator, self.figure.denominator or 0)

    @property
    def percent(self) -> str | None:
        """The rate in percent, cut to one decimal."""
        return self.ratio.percent if self.ratio else None

    @property
    def target_text(self) -> str | None:
        return cut_text(self.target)

    @property
    def expected_text(self) -> str | None:
        return cut_text(self.expected)

    @property
    def value_text(self) -> str | None:
        """The figure as people read it, without its unit: ``"94.9"``, ``"17"``, ``"12.5"``; None without facts."""
        return self.percent if self.indicator.is_rate else self.numerator_text

    @property
    def value_said(self) -> str | None:
        """The figure with the sign of a rate: ``"94.9%"``, ``"17"``; None without facts."""
        return with_percent(self.percent) if self.indicator.is_rate else self.numerator_text

    @property
    def fraction_text(self) -> str | None:
        """A rate's two numbers: ``"18/19"``; None for other kinds and without a denominator."""
        return f"{self.numerator_text}/{self.denominator_text}" if self.denominator_text else None

    @property
    def target_said(self) -> str | None:
        """The target with its comparator: ``"≥ 95%"``, ``"= 45"``; None where nothing is asked."""
        if self.target is None:
            return None
        sign = Comparator(self.indicator.comparator or Comparator.AT_LEAST).label
        return f"{sign} {with_percent(self.target_text) if self.indicator.is_rate else self.target_text}"

    @property
    def expected_said(self) -> str | None:
        """What is expected by now: ``"47.5%"``, ``"20.88"``, for a flow rate ``"9.44/19"``, pieces of today's."""
        if self.expected_in_pieces and self.expected is not None:
            return f"{self.expected_text}/{self.denominator_text}"
        return with_percent(self.expected_text) if self.indicator.is_rate else self.expected_text

    @property
    def numerator_text(self) -> str | None:
        return self._written(self.figure.numerator)

    @property
    def denominator_text(self) -> str | None:
        return self._written(self.figure.denominator)

    @property
    def pending_text(self) -> str | None:
        """What is not yet approved, with its sign; None where there is nothing of it."""
        text = self._written(self.figure.pending or None)
        return f"+{text}" if text and not text.startswith("-") else text

    def _written(self, value: int | None) -> str | None:
        if value is None:
            return None
        return plain(value) if in_hundredths(self.indicator) else str(value)


def with_percent(text: str | None) -> str | None:
    return None if text is None else f"{text}%"


def cut_text(value: Fraction | None) -> str | None:
    """A number cut (not rounded) to at most two decimals: 20.887… is ``"20.88"``."""
    if value is None:
        return None
    cut = abs(value.numerator) * HUNDRED // value.denominator
    return plain(-cut if value < 0 else cut)


def standing_against(
    indicator: Indicator, figure: Figure, target: Target | None, on: date, *, applies: bool = True
) -> Standing:
    """What is, what is asked and what is expected by now; without facts the state says so."""
    due = (target.due if target else None) or indicator.due
    if target is None:
        return Standing(indicator, figure, due, state=None if figure.has_facts else Pace.NO_DATA, applies=applies)
    aim = _aim(indicator, target, due)
    unit = HUNDRED if in_hundredths(indicator) else 1
    denominator = None if figure.denominator is None else Fraction(figure.denominator, unit)
    pace: Pace | None = Pace.NO_DATA
    if figure.numerator is not None:
        pace = state(aim, on, Fraction(figure.numerator, unit), denominator)
    return Standing(indicator, figure, due, aim.target, expected(aim, on, denominator), aim.in_pieces, pace, applies)


def _aim(indicator: Indicator, target: Target, due: date) -> Aim:
    """The milestones are the whole's: a part of a count has its share and no milestones of its own."""
    plan = indicator.programme.plan
    is_whole = indicator.is_rate or target.organisation_id == plan.organisation_id
    milestones = [(day, Fraction(value, HUNDRED)) for day, value in indicator.milestone_days] if is_whole else ()
    return Aim(
        kind=indicator.kind,
        nature=indicator.nature,
        comparator=indicator.comparator or Comparator.AT_LEAST,
        target=Fraction(target.value, HUNDRED),
        first_day=ReportingYear(plan.year).first_day,
        due=due,
        milestones=tuple(milestones),
        is_part=not is_whole,
        notice=timedelta(days=plan.year_end_notice),
    )
