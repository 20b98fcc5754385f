"""Which frequency rules hold where, and in which periods of a year."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from apps.frequencies.models import MONTHS
from apps.frequencies.periods import Period, Periods, Span, periods
from apps.frequencies.usual import USUAL, Rule
from apps.organisations.tree import ids_on


class Asked(NamedTuple):
    """A rule with the periods of a year throughout which it holds."""

    rule: Rule
    periods: Periods


#: For which kind of activity, and for whom.
Key = tuple[str, str]


@dataclass
class RuleBook:
    """The rules that ask for some kinds of activities (None: of all) in a year.

    `kept` are those of townships with their keepers: of two for the same the later one holds.
    """

    year: int
    types: Collection[str] | None = None
    kept: Iterable[tuple[int, Rule]] = ()
    #: What is asked below the keepers of rules, as worked out so far: those whose rules are the same share it.
    _known: dict[tuple[int, ...], list[Asked]] = field(default_factory=dict)
    _same: dict[tuple[tuple[Rule, ...], ...], list[Asked]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._kept: dict[int, dict[Key, list[Rule]]] = {}
        for keeper, rule in self.kept:
            self._kept.setdefault(keeper, {}).setdefault((rule.type, rule.whom), []).append(rule)
        self._usual = _by_key(it for it in USUAL if self.types is None or it.type in self.types)

    def asked_at(self, path: str) -> list[Asked]:
        """What is asked of an organisation that stands at `path`, if it is meant."""
        keepers = tuple(it for it in ids_on(path) if it in self._kept)
        if keepers not in self._known:
            layers = [self._usual, *(self._kept[it] for it in keepers)]
            same = tuple(tuple(it for rules in layer.values() for it in rules) for layer in layers)
            if same not in self._same:
                self._same[same] = list(self._asked(layers))
            self._known[keepers] = self._same[same]
        return self._known[keepers]

    @property
    def names(self) -> set[str]:
        """The names of whom the rules mean."""
        return {whom for rules in (self._usual, *self._kept.values()) for _type, whom in rules}

    @property
    def most(self) -> dict[str, int]:
        """The most that is asked in one period, by kind of activity."""
        found: dict[str, int] = {}
        for kept in (self._usual, *self._kept.values()):
            for (type_, _whom), rules in kept.items():
                found[type_] = max(found.get(type_, 0), *(rule.times for rule in rules))
        return found

    def _asked(self, layers: Sequence[Mapping[Key, Sequence[Rule]]]) -> Iterable[Asked]:
        for key in sorted({key for layer in layers for key in layer}):
            for rule in (rule for layer in layers for rule in layer.get(key, ())):
                those = periods(self.year, MONTHS[rule.per])
                holds = tuple(it for it in those if _holds(layers, key, it) is rule)
                if holds and rule.times:
                    yield Asked(rule, holds)


def _holds(layers: Sequence[Mapping[Key, Sequence[Rule]]], key: Key, period: Period) -> Rule | None:
    """The rule of the nearest keeper on the first and on the last day; None where it is not the same one."""
    first, last = (_in_force(layers, key, day) for day in (period.first, period.last))
    return first if first is last else None


def _in_force(layers: Sequence[Mapping[Key, Sequence[Rule]]], key: Key, day: date) -> Rule | None:
    for layer in reversed(layers):
        for rule in reversed(layer.get(key, ())):
            if day in Span(rule.start, rule.end):
                return rule
    return None


def _by_key(rules: Iterable[Rule]) -> dict[Key, list[Rule]]:
    found: dict[Key, list[Rule]] = {}
    for rule in rules:
        found.setdefault((rule.type, rule.whom), []).append(rule)
    return found
