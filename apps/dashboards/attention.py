"""What needs attention first.  Pure: no ORM, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from apps.gradings.rates import Rate
from apps.gradings.selectors.overview import Glance
from apps.progress.figures import Standing
from apps.progress.states import Pace


class Concern(StrEnum):
    """Why something needs attention; the most pressing first."""

    RATE_BEHIND = "rate_behind"
    INDICATOR_BEHIND = "indicator_behind"
    FILINGS_OVERDUE = "filings_overdue"
    INDICATOR_AT_RISK = "indicator_at_risk"
    CLASSES_WAITING = "classes_waiting"
    FILINGS_WAITING = "filings_waiting"


@dataclass(frozen=True, slots=True)
class Attention:
    """One line: a concern with the rate, the indicator or the number that it is about."""

    concern: Concern
    rate: Rate | None = None
    standing: Standing | None = None
    count: int = 0


def attention(overview: Glance, standings: Iterable[Standing], *, late: int = 0, waiting: int = 0) -> list[Attention]:
    """Rates that are not reached, indicators behind, late filings, indicators at risk, what waits for somebody.

    `late` and `waiting` count monthly filings.  The three rates are said once, as rates.
    """
    rates = [sheet.rate for sheet in overview.sheets if sheet.rate.reached is False]
    others = [it for it in standings if it.indicator.mechanism not in RATE_MECHANISMS]
    found = [Attention(Concern.RATE_BEHIND, rate=rate) for rate in rates]
    found += [Attention(Concern.INDICATOR_BEHIND, standing=it) for it in others if it.state == Pace.BEHIND]
    if late:
        found.append(Attention(Concern.FILINGS_OVERDUE, count=late))
    found += [Attention(Concern.INDICATOR_AT_RISK, standing=it) for it in others if it.state == Pace.AT_RISK]
    if overview.drafts:
        found.append(Attention(Concern.CLASSES_WAITING, count=overview.drafts))
    if waiting:
        found.append(Attention(Concern.FILINGS_WAITING, count=waiting))
    return found


RATE_MECHANISMS = frozenset({"M064", "M065", "M066"})
