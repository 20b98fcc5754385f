"""From points and ballots to one score and the class that it suggests (figures.md, section 6).  Pure: no ORM.

Worked table, shares 2 : 3 : 5, ballots at 100 / 80 / 60 / 0:

    own points   ballots (good, fair, ordinary, poor)   superior   score    class
    95 of 100    20, 8, 2, 0 → 92.00                    88 of 100  90.60    advanced
    90 of 100    10, 10, 5, 5 → 70.00                   60 of 100  69.00    general
    0 of 100     0, 0, 0, 10 → 0.00                     50 of 100  25.00    backward
    nothing      –                                      88 of 100  –        –
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from apps.core.amount import HUNDRED, plain
from apps.gradings.classes import GradingClass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a set of criteria says about scores: shares, what a vote is worth, from which score on a class begins."""

    shares: tuple[int, int, int]
    votes: tuple[int, int, int, int]
    advanced_from: int
    general_from: int


@dataclass(frozen=True, slots=True)
class Score:
    """Own, ballot's and superior's score, each out of a hundred and None where it is not known yet."""

    own: Fraction | None
    ballot: Fraction | None
    superior: Fraction | None
    rules: Rules
    vetoed: bool = False

    @property
    def total(self) -> Fraction | None:
        """By the shares; None as long as a part that has one is not known."""
        parts = [it for it in zip((self.own, self.ballot, self.superior), self.rules.shares, strict=True) if it[1]]
        if not parts or any(part is None for part, _share in parts):
            return None
        weighed = sum((part * share for part, share in parts if part is not None), Fraction())
        return weighed / sum(share for _part, share in parts)

    @property
    def suggested(self) -> GradingClass | None:
        """The class by the bands; a veto leaves no other than the last."""
        if self.total is None:
            return None
        if self.vetoed or self.total < self.rules.general_from:
            return GradingClass.BACKWARD
        return GradingClass.ADVANCED if self.total >= self.rules.advanced_from else GradingClass.GENERAL


def of_points(asked: Mapping[str, int], given: Mapping[str, int | None]) -> Fraction | None:
    """Points given (in hundredths) of those asked, out of a hundred; None as long as an item has none."""
    if not asked or any(given.get(name) is None for name in asked):
        return None
    points = Fraction(sum(given[name] or 0 for name in asked), HUNDRED)
    return points * 100 / sum(asked.values())


def of_ballot(votes: Sequence[int], worth: Sequence[int]) -> Fraction | None:
    """The mean worth of the votes; None without any."""
    number = sum(votes)
    return Fraction(sum(count * each for count, each in zip(votes, worth, strict=True)), number) if number else None


def of_ballots(ballots: Iterable[Sequence[int]], worth: Sequence[int]) -> Fraction | None:
    """The mean of the ballots that were held, each as much as the other, however many voted; None without any."""
    held = [score for votes in ballots if (score := of_ballot(votes, worth)) is not None]
    return sum(held, Fraction()) / len(held) if held else None


def achievement(actual: Fraction, target: Fraction, comparator: str) -> Fraction:
    """How far an indicator is, from 0 to 1: in proportion for "at least" and "at most", all or nothing for "equal"."""
    if comparator == "=":
        return Fraction(actual == target)
    if comparator == "<=":
        return Fraction(1) if actual == 0 else min(Fraction(1), target / actual)
    return Fraction(1) if target == 0 else min(Fraction(1), actual / target)


def ranked(scores: Mapping[T, Fraction | None]) -> dict[T, int]:
    """Places from the highest score down; equal scores share one (1, 1, 3).  Who has no score has no place."""
    known = {who: cut(score) for who, score in scores.items() if score is not None}
    return {who: 1 + sum(other > score for other in known.values()) for who, score in known.items()}


def cut(score: Fraction) -> int:
    """In hundredths, cut and never rounded."""
    return int(score * HUNDRED)


def score_text(score: Fraction | None) -> str:
    """As people read it: ``90.6``; empty where it is not known."""
    return "" if score is None else plain(cut(score))
