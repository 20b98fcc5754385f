"""From which number on which colour: what is stated, as far as nobody above an organisation says otherwise."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from apps.organisations.tree import ids_on
from apps.warnings.names import COUNTED_DOWN, RANKS, STATED


class Kept(NamedTuple):
    """What a township says about one rule and colour: None switches it off."""

    keeper: int
    rule: str
    severity: str
    number: int | None


class Levels:
    """The levels in force, by place in the tree.  Pure: `kept` has been read."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self._kept: dict[int, list[Kept]] = {}
        for one in kept:
            self._kept.setdefault(one.keeper, []).append(one)
        self._known: dict[tuple[str, tuple[int, ...]], Mapping[str, int]] = {}

    def at(self, rule: str, path: str) -> Mapping[str, int]:
        """The number of each colour for an organisation at `path`; the nearest above it has the last word."""
        keepers = tuple(it for it in ids_on(path) if it in self._kept)
        if (rule, keepers) not in self._known:
            found: dict[str, int | None] = dict(STATED[rule])
            for keeper in keepers:
                found |= {it.severity: it.number for it in self._kept[keeper] if it.rule == rule}
            self._known[rule, keepers] = {colour: number for colour, number in found.items() if number is not None}
        return self._known[rule, keepers]

    def severity(self, rule: str, path: str, value: int) -> str | None:
        """The gravest colour that `value` reaches; None where it reaches none."""
        down = rule in COUNTED_DOWN
        levels = self.at(rule, path).items()
        reached = [colour for colour, number in levels if (value <= number if down else value >= number)]
        return max(reached, key=RANKS.__getitem__, default=None)
