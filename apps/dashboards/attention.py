"""What needs attention first.  Pure: no ORM, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from apps.dashboards.hands import Filings
from apps.dashboards.nearest import NAMED, Candidate
from apps.gradings.rates import Rate, RateCode
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
    """One line: a concern with the rate, the indicator or the number that it is about.

    `candidates` of a rate are told the nearest first; `late` are those whose filings are overdue.
    """

    concern: Concern
    rate: Rate | None = None
    standing: Standing | None = None
    count: int = 0
    candidates: Sequence[Candidate] = ()
    late: Sequence[Filings] = ()

    @property
    def endangers(self) -> bool:
        """Whether the candidates are told because each that stays behind costs the rate its target."""
        return self.rate is not None and self.rate.code == RateCode.BACKWARD_CONVERSION

    @property
    def named(self) -> Sequence[Candidate]:
        """Whom the line names: of a rate that nearly all must reach the farthest, else the nearest."""
        return self.candidates[::-1][:NAMED] if self.endangers else self.candidates[:NAMED]

    @property
    def first_late(self) -> Sequence[Filings]:
        return self.late[:NAMED]


def attention(
    overview: Glance,
    standings: Iterable[Standing],
    *,
    candidates: Mapping[RateCode, Sequence[Candidate]] | None = None,
    filings: Sequence[Filings] = (),
) -> list[Attention]:
    """Rates that are not reached, indicators behind, late filings, indicators at risk, what waits for somebody.

    Of those who are late the latest come first.  The three rates are said once, as rates.
    """
    known = candidates or {}
    late = sorted((it for it in filings if it.late), key=lambda it: (-it.late, it.hands.code))
    waiting = sum(it.for_review for it in filings)
    rates = [sheet.rate for sheet in overview.sheets if sheet.rate.reached is False]
    others = [it for it in standings if it.indicator.mechanism not in RATE_MECHANISMS]
    found = [Attention(Concern.RATE_BEHIND, rate=rate, candidates=known.get(rate.code, ())) for rate in rates]
    found += [Attention(Concern.INDICATOR_BEHIND, standing=it) for it in others if it.state == Pace.BEHIND]
    if late:
        found.append(Attention(Concern.FILINGS_OVERDUE, count=sum(it.late for it in late), late=late))
    found += [Attention(Concern.INDICATOR_AT_RISK, standing=it) for it in others if it.state == Pace.AT_RISK]
    if overview.drafts:
        found.append(Attention(Concern.CLASSES_WAITING, count=overview.drafts))
    if waiting:
        found.append(Attention(Concern.FILINGS_WAITING, count=waiting))
    return found


RATE_MECHANISMS = frozenset({"M064", "M065", "M066"})
