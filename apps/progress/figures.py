"""What is known of an indicator for an organisation on a day, and how it is said."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from apps.core.amount import HUNDRED, plain
from apps.core.ratio import Ratio
from apps.measures.facts import Tally
from apps.plans.models import Exemption, Indicator
from apps.plans.natures import IndicatorKind, Source
from apps.progress.cumulation import Cumulated
from apps.progress.states import Pace


def in_hundredths(indicator: Indicator) -> bool:
    """Whether the figures of an indicator are integer hundredths: amounts, and rates that are filed."""
    filed_rate = indicator.kind == IndicatorKind.RATE and indicator.source == Source.FILED
    return indicator.kind == IndicatorKind.AMOUNT or filed_rate


@dataclass(frozen=True, slots=True)
class Figure:
    """Official figures: plain integers for counts of things, hundredths for amounts; None without facts.

    `pending` is what the not yet approved facts would add to the numerator.  Filed flows name their missing
    months, filed stocks the month whose state they show.
    """

    numerator: int | None = None
    denominator: int | None = None
    pending: int | None = None
    missing_months: tuple[int, ...] = ()
    month: int | None = None

    @property
    def has_facts(self) -> bool:
        return self.numerator is not None


def figure_of_measure(indicator: Indicator, tally: Tally | None) -> Figure:
    """A measure as a figure; a count has no denominator."""
    if tally is None:
        return Figure()
    if not tally.has_facts:
        return Figure(pending=tally.pending)
    denominator = tally.denominator if indicator.is_rate else None
    return Figure(tally.numerator, denominator, tally.pending)


def figure_of_filings(indicator: Indicator, cumulated: Cumulated | None) -> Figure:
    """Filed months as a figure; counts are filed in hundredths like everything and shown as pieces."""
    if cumulated is None:
        return Figure()
    unit = 1 if in_hundredths(indicator) else HUNDRED
    return Figure(
        numerator=None if cumulated.numerator is None else cumulated.numerator // unit,
        denominator=cumulated.denominator if indicator.is_rate else None,
        pending=cumulated.pending // unit,
        missing_months=cumulated.missing,
        month=cumulated.month,
    )


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


def cut_text(value: Fraction | None) -> str | None:
    """A number cut (not rounded) to at most two decimals: 20.887… is ``"20.88"``."""
    return None if value is None else plain(int(value * HUNDRED))
