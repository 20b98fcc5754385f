"""What is wrong, and what is only odd, about the figures of a month.  No ORM; all figures in hundredths."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.amount import HUNDRED, plain
from apps.plans.natures import Comparator, IndicatorKind, Nature


@dataclass(frozen=True, slots=True)
class Figures:
    """A line and what it is compared with.

    `last` and `last_denominator` are the latest earlier figures, `before` the year's sum up to the month before
    (flows), `target` the organisation's target of the year.  A year's figure above `odd_percent` of it is odd, and one
    that is `odd_times` the last: yuan entered as ten thousand yuan.
    """

    line: int
    kind: str
    nature: str
    comparator: str
    numerator: int | None
    denominator: int | None
    last: int | None = None
    last_denominator: int | None = None
    before: int = 0
    target: int | None = None
    odd_percent: int = 120
    odd_times: int = 10

    @property
    def is_rate(self) -> bool:
        return self.kind == IndicatorKind.RATE


@dataclass(frozen=True, slots=True)
class Problem:
    """What to say at a line: `field` is ``numerator`` or ``denominator``."""

    line: int
    field: str
    message: str


def refusals(lines: Iterable[Figures]) -> list[Problem]:
    """What bars a submission, at most one sentence a line; blank is not zero."""
    return [problem for line in lines if (problem := _refusal(line)) is not None]


def oddities(lines: Iterable[Figures]) -> list[Problem]:
    """What a person should look at twice; it may be right, and then wants a short reason."""
    return [problem for line in lines for problem in _odd(line)]


def _refusal(it: Figures) -> Problem | None:
    if it.numerator is None:
        return Problem(it.line, "numerator", _blank_sentence(it))
    if not it.is_rate:
        return None
    if it.denominator is None:
        return Problem(it.line, "denominator", _("Enter this figure too: a rate needs both. Zero is written as 0."))
    if it.denominator == 0 and it.numerator > 0:
        return Problem(it.line, "denominator", _("This cannot be 0 where the figure above is not."))
    if it.nature != Nature.FLOW and it.numerator > it.denominator:
        return Problem(it.line, "numerator", _("More than the whole: this rate cannot go above a hundred."))
    return None


def _blank_sentence(it: Figures) -> str:
    if it.nature == Nature.STOCK:
        return _("Enter the figure at the end of the month, or tap “Unchanged”. Blank does not count as zero.")
    return _("Enter the figure, or 0 if there was nothing. Blank does not count as zero.")


def _odd(it: Figures) -> Iterator[Problem]:
    if it.numerator is None:
        return
    if (year := _above_target(it)) is not None:
        sentence = _(
            "With this month the year stands at %(year)s: more than %(percent)d%% of the target of %(target)s."
        )
        said = {"year": plain(year), "percent": it.odd_percent, "target": plain(it.target or 0)}
        yield Problem(it.line, "numerator", sentence % said)
    if it.nature == Nature.STOCK and not it.is_rate and it.last is not None and it.numerator < it.last:
        sentence = _("Lower than last time (%(last)s).") % {"last": plain(it.last)}
        yield Problem(it.line, "numerator", sentence)
    if it.nature == Nature.FLOW and it.is_rate and it.denominator and it.numerator > it.denominator:
        yield Problem(it.line, "numerator", _("More than 100% this month."))
    for field, value, last in (
        ("numerator", it.numerator, it.last),
        ("denominator", it.denominator, it.last_denominator),
    ):
        if value is not None and last and value >= it.odd_times * last:
            sentence = _("At least %(times)d times last time (%(last)s). Is the unit right?")
            yield Problem(it.line, field, sentence % {"times": it.odd_times, "last": plain(last)})


def _above_target(it: Figures) -> int | None:
    """The year's figure where it is more than `odd_percent` of a target that it should reach; None otherwise."""
    if it.is_rate or it.numerator is None or not it.target or it.comparator == Comparator.AT_MOST:
        return None
    year = it.numerator + (it.before if it.nature == Nature.FLOW else 0)
    return year if year * HUNDRED > it.odd_percent * it.target else None
