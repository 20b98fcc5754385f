"""Which checks hold for a line: what is stated, as far as nobody above the organisation says otherwise.  No ORM."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from apps.core.amount import HUNDRED
from apps.filings.check_names import STATED, Check, Rule, Strength
from apps.organisations.tree import ids_on


class Kept(NamedTuple):
    """What `keeper` says about the indicator of a code, or with an empty one about all of them."""

    keeper: int
    indicator: str
    rule: Rule


@lru_cache(maxsize=64)
def stated(nature: str, *, percent: int = 120, times: int = 10) -> Mapping[str, Rule]:
    """The checks of an indicator of this nature, with the settings of the year, by check."""
    numbers = {Check.TARGET: percent * HUNDRED, Check.TIMES: times * HUNDRED}
    return {
        rule.check: replace(rule, number=numbers.get(Check(rule.check), rule.number))
        for natures, rule in STATED
        if nature in natures
    }


def said_of(kept: Iterable[Kept], path: str, code: str) -> dict[str, Rule]:
    """What is said of an indicator for an organisation at `path`, by check.

    What is said of the indicator itself goes before what is said of all, then the nearest has the last word.
    """
    above = {keeper: depth for depth, keeper in enumerate(ids_on(path))}
    its = [it for it in kept if it.keeper in above and it.indicator in ("", code)]
    its.sort(key=lambda it: (it.indicator != "", above[it.keeper]))
    return {it.rule.check: it.rule for it in its}


def in_force(*layers: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """What holds: a later layer goes before an earlier one, and what is switched off does not hold."""
    merged = {check: rule for layer in layers for check, rule in layer.items()}
    return tuple(rule for rule in merged.values() if rule.strength != Strength.OFF)
