"""What is wrong, what is odd and what is only worth a look about the figures of a month.

Which checks hold for a line, and how strongly, is data (`rules`); this says what they find.  No ORM; all figures in
hundredths.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.amount import HUNDRED, plain
from apps.filings.check_names import Check, Rule, Strength
from apps.plans.natures import Comparator, IndicatorKind, Nature


@dataclass(frozen=True, slots=True)
class Figures:
    """A line, what it is compared with, and the checks that hold for it.

    `last` and `last_denominator` are the latest earlier figures, `earlier` the values of all months before, `before`
    the year's sum up to the month before (flows), `target` the organisation's target of the year.
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
    code: str = ""
    earlier: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def is_rate(self) -> bool:
        return self.kind == IndicatorKind.RATE

    @property
    def usual(self) -> tuple[int, int] | None:
        """Between which figures this organisation has filed so far, where that is checked and can be told."""
        rule = next((it for it in self.rules if it.check == Check.USUAL), None)
        if rule is None or self.is_rate or not self.earlier or len(self.earlier) * HUNDRED < (rule.number or 0):
            return None
        return min(self.earlier), max(self.earlier)


@dataclass(frozen=True, slots=True)
class Problem:
    """What to say at a line, and how strongly: `field` is ``numerator`` or ``denominator``."""

    line: int
    field: str
    message: str
    strength: str = Strength.REFUSE


def findings(lines: Iterable[Figures]) -> list[Problem]:
    """Everything that the checks find in the lines of one month, line by line; blank is not zero."""
    lines = list(lines)
    by_code = {it.code: it for it in lines}
    return [problem for it in lines for problem in _found(it, by_code)]


def refusals(lines: Iterable[Figures]) -> list[Problem]:
    """What bars a submission, at most one sentence a line."""
    first: dict[int, Problem] = {}
    for problem in findings(lines):
        if problem.strength == Strength.REFUSE:
            first.setdefault(problem.line, problem)
    return list(first.values())


def oddities(lines: Iterable[Figures]) -> list[Problem]:
    """What a person should look at twice; it may be right, and then wants a short reason."""
    return [it for it in findings(lines) if it.strength == Strength.EXPLAIN]


#: What a check has found: the field and the sentence.
Said = tuple[str, str]


def _found(it: Figures, by_code: Mapping[str, Figures]) -> Iterator[Problem]:
    """What cannot be understood at all bars every further check of the line."""
    if (barred := _incomplete(it)) is not None:
        yield Problem(it.line, *barred)
        return
    for rule in it.rules:
        for field, message in _CHECKS[rule.check](it, rule, by_code):
            yield Problem(it.line, field, message, rule.strength)


def _incomplete(it: Figures) -> Said | None:
    if it.numerator is None:
        return "numerator", _blank_sentence(it)
    if not it.is_rate:
        return None
    if it.denominator is None:
        return "denominator", _("Enter this figure too: a rate needs both. Zero is written as 0.")
    if it.denominator == 0 and it.numerator > 0:
        return "denominator", _("This cannot be 0 where the figure above is not.")
    return None


def _blank_sentence(it: Figures) -> str:
    if it.nature == Nature.STOCK:
        return _("Enter the figure at the end of the month, or tap “Unchanged”. Blank does not count as zero.")
    return _("Enter the figure, or 0 if there was nothing. Blank does not count as zero.")


def _least(it: Figures, rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    if (it.numerator or 0) < (rule.number or 0):
        yield "numerator", _("Below %(least)s, which is the least here.") % {"least": plain(rule.number or 0)}


def _most(it: Figures, rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    if rule.number is not None and (it.numerator or 0) > rule.number:
        yield "numerator", _("Above %(most)s, which is the most here.") % {"most": plain(rule.number)}


def _lower(it: Figures, _rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    if not it.is_rate and it.last is not None and (it.numerator or 0) < it.last:
        yield "numerator", _("Lower than last time (%(last)s).") % {"last": plain(it.last)}


def _times(it: Figures, rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    """Yuan entered as ten thousand yuan."""
    times = rule.number or 0
    pairs = (("numerator", it.numerator, it.last), ("denominator", it.denominator, it.last_denominator))
    for field, value, last in pairs:
        if value is not None and last and value * HUNDRED >= times * last:
            sentence = _("At least %(times)s times last time (%(last)s). Is the unit right?")
            yield field, sentence % {"times": plain(times), "last": plain(last)}


def _target(it: Figures, rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    """The year's figure above a share of a target that it should reach."""
    if it.is_rate or not it.target or it.comparator == Comparator.AT_MOST:
        return
    year, percent = (it.numerator or 0) + (it.before if it.nature == Nature.FLOW else 0), rule.number or 0
    if year * HUNDRED * HUNDRED > percent * it.target:
        sentence = _(
            "With this month the year stands at %(year)s: more than %(percent)s%% of the target of %(target)s."
        )
        yield "numerator", sentence % {"year": plain(year), "percent": plain(percent), "target": plain(it.target)}


def _whole(it: Figures, _rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    if it.is_rate and it.denominator and (it.numerator or 0) > it.denominator:
        flow = it.nature == Nature.FLOW
        yield (
            "numerator",
            _("More than 100% this month.") if flow else _("More than the whole: this rate cannot go above a hundred."),
        )


def _sum(it: Figures, rule: Rule, lines: Mapping[str, Figures]) -> Iterator[Said]:
    """Only where this month asks for all the parts, and all of them are filled in."""
    parts = [lines[code].numerator if code in lines else None for code in rule.parts]
    known = [part for part in parts if part is not None]
    if parts and len(known) == len(parts) and sum(known) != it.numerator:
        sentence = _("Not the sum of %(parts)s, which is %(sum)s.")
        yield "numerator", sentence % {"parts": "、".join(rule.parts), "sum": plain(sum(known))}


def _usual(it: Figures, _rule: Rule, _lines: Mapping[str, Figures]) -> Iterator[Said]:
    usual = it.usual
    if usual is not None and not usual[0] <= (it.numerator or 0) <= usual[1]:
        yield "numerator", usual_sentence(usual)


def usual_sentence(usual: tuple[int, int]) -> str:
    """What is said of a figure that lies outside of what was filed before."""
    least, most = map(plain, usual)
    return _("So far between %(least)s and %(most)s here: please look at it once more.") % {
        "least": least,
        "most": most,
    }


_CHECKS: Mapping[str, Callable[[Figures, Rule, Mapping[str, Figures]], Iterator[Said]]] = {
    Check.LEAST: _least,
    Check.MOST: _most,
    Check.LOWER: _lower,
    Check.TIMES: _times,
    Check.TARGET: _target,
    Check.WHOLE: _whole,
    Check.SUM: _sum,
    Check.USUAL: _usual,
}
