"""Who of a cohort is nearest to being counted, and who endangers its rate.  Pure: no ORM, no clock.

reason                                       rectification     nearness
a draft of an upgrade waits for confirmation                   the nearest
acceptance of the rectification still open   settled
no confirmed end-of-year class               in hand
no confirmed end-of-year class               missing
class lower than before                                        the farthest
"""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.dashboards.hands import Hands
from apps.gradings.classes import RateOutcome
from apps.gradings.rates import Rate, RateCode
from apps.gradings.selectors.overview import Card

#: So many are named.
NAMED = 3
#: Beyond so many nobody is looked up: whoever looks at thousands chooses a smaller scope.
LOOKED_UP = 200

#: Why somebody does not count yet, the least to be done first.
_REASONS = (
    RateOutcome.ACCEPTANCE_OPEN,
    RateOutcome.LEVEL_TOO_LOW,
    RateOutcome.UNCONFIRMED,
    RateOutcome.LEVEL_NOT_HIGHER,
    RateOutcome.KEPT,
    RateOutcome.NOT_ACCEPTED,
    RateOutcome.UNGRADED,
    RateOutcome.FELL,
)
_RECTIFICATIONS = ("accepted", "settled", "in_hand", "", "not_accepted", "overdue", "missing")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that does not count yet, why, and whether its draft would make it count."""

    hands: Hands
    reason: RateOutcome
    drafted: bool = False


def to_look_up(card: Card) -> list[str]:
    """The codes of whom something must be known before `candidates` can be asked: all that are to be converted."""
    rate = card.rate
    if rate.reached is not False:
        return []
    if rate.code == RateCode.BACKWARD_CONVERSION:
        return list(rate.not_upgraded[:LOOKED_UP])
    return sorted(rate.not_upgraded, key=lambda code: _distance(rate, code, _drafted(card)))[:NAMED]


def candidates(card: Card, known: Mapping[str, Hands]) -> list[Candidate]:
    """Those that were looked up, the nearest first."""
    drafted = _drafted(card)
    found = [it for it in to_look_up(card) if it in known]

    def distance(code: str) -> tuple[object, ...]:
        far = _distance(card.rate, code, drafted)
        return (*far[:2], _RECTIFICATIONS.index(known[code].rectification), code)

    return [Candidate(known[it], card.rate.reasons[it], it in drafted) for it in sorted(found, key=distance)]


def _drafted(card: Card) -> frozenset[str]:
    """Those that would count if their drafts were confirmed."""
    return frozenset(card.hoped.upgraded).difference(card.rate.upgraded) if card.hoped else frozenset()


def _distance(rate: Rate, code: str, drafted: frozenset[str]) -> tuple[bool, int, str]:
    return code not in drafted, _REASONS.index(rate.reasons[code]), code
