"""What is checked about the figures of a month, how strongly, and what holds until a township says otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from apps.core.amount import HUNDRED
from apps.plans.natures import Nature


class Check(models.TextChoices):
    """The kinds of checks; what their number means stands in `NUMBERS`."""

    LEAST = "least", pgettext_lazy("check", "below a number")
    MOST = "most", pgettext_lazy("check", "above a number")
    LOWER = "lower", pgettext_lazy("check", "lower than last time")
    TIMES = "times", pgettext_lazy("check", "many times the last figure")
    TARGET = "target", pgettext_lazy("check", "above a share of the year’s target")
    WHOLE = "whole", pgettext_lazy("check", "numerator above denominator")
    SUM = "sum", pgettext_lazy("check", "not the sum of other lines")
    USUAL = "usual", pgettext_lazy("check", "outside what was filed before")


class Strength(models.TextChoices):
    """What a check does where it finds something."""

    REFUSE = "refuse", pgettext_lazy("check", "refuse")
    EXPLAIN = "explain", pgettext_lazy("check", "ask for a reason")
    INFORM = "inform", pgettext_lazy("check", "point it out")
    OFF = "off", pgettext_lazy("check", "not checked")


CHECK_WORDS: Mapping[str, Check] = {
    "低于下限": Check.LEAST,
    "高于上限": Check.MOST,
    "低于上期": Check.LOWER,
    "达上期倍数": Check.TIMES,
    "超过年度目标比例": Check.TARGET,
    "分子大于分母": Check.WHOLE,
    "不等于分项之和": Check.SUM,
    "超出历史范围": Check.USUAL,
}
STRENGTH_WORDS: Mapping[str, Strength] = {
    "拒绝": Strength.REFUSE,
    "要求说明": Strength.EXPLAIN,
    "提示": Strength.INFORM,
    "不检查": Strength.OFF,
}

#: Of the checks that compare with a number: what it counts, and the least that makes sense, in hundredths.
NUMBERS: Mapping[Check, tuple[str | object, int]] = {
    Check.LEAST: (pgettext_lazy("check", "the least, in the unit of the indicator"), 0),
    Check.MOST: (pgettext_lazy("check", "the most, in the unit of the indicator"), 0),
    Check.TIMES: (pgettext_lazy("check", "times the last figure"), 2 * HUNDRED),
    Check.TARGET: (pgettext_lazy("check", "percent of the target"), 100 * HUNDRED),
    Check.USUAL: (pgettext_lazy("check", "earlier months that are needed to tell"), 2 * HUNDRED),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A check as it holds for a line: how strong, from which number on (hundredths), and of which lines a sum."""

    check: str
    strength: str
    number: int | None = None
    parts: tuple[str, ...] = ()


_EVERY = frozenset(Nature.values)
_LEVELS = frozenset({Nature.STOCK, Nature.COHORT})
_FLOWS = frozenset({Nature.FLOW})

#: What holds where nobody says otherwise, by the nature of the indicator.  Percent and times are settings of the year.
STATED: tuple[tuple[Collection[str], Rule], ...] = (
    (_LEVELS, Rule(Check.WHOLE, Strength.REFUSE)),
    (_FLOWS, Rule(Check.WHOLE, Strength.EXPLAIN)),
    (_EVERY, Rule(Check.TARGET, Strength.EXPLAIN, 120 * HUNDRED)),
    (frozenset({Nature.STOCK}), Rule(Check.LOWER, Strength.EXPLAIN)),
    (_EVERY, Rule(Check.TIMES, Strength.EXPLAIN, 10 * HUNDRED)),
    (_FLOWS, Rule(Check.USUAL, Strength.INFORM, 6 * HUNDRED)),
)
