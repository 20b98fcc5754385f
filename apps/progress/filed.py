"""What the monthly filings say about the filed indicators of a plan, added up in the database (figures.md, section 2).

nature   months (approved unless said otherwise)     up to 3 gives
flow     1: 5, 2: 7, 3: 2                            14
flow     1: 5, 3: 2                                  7, month 2 is missing
flow     1: 5, 2: 0, 3: 2 submitted                  5, month 3 is missing, 2 pending
stock    1: 12, 2: 15, 3: –                          15, of month 2
stock    2: 12, 3: 15 submitted                      12, of month 2, 3 pending
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from apps.core.statements import rows_of
from apps.filings.models import FilingLine
from apps.filings.months import Month
from apps.measures.facts import FactScope
from apps.plans.models import Exemption, Indicator, Plan
from apps.plans.natures import Nature
from apps.plans.selectors.exemptions import Exemptions, exemption_at
from apps.progress.cumulation import Figure, IndicatorFigures, together
from apps.progress.filed_sums import MONTHS, Asked, filed_sums

ONE_DAY = timedelta(days=1)


def last_month(year: int, as_of: date) -> int:
    """The last month of `year` that has ended on `as_of` (its last day counts as the end); 0 before the first."""
    if as_of.year != year:
        return 12 if as_of.year > year else 0
    return as_of.month if (as_of + ONE_DAY).day == 1 else as_of.month - 1


def filed(
    indicators: Iterable[Indicator], plan: Plan, scope: FactScope, *, width: int | None, exemptions: Exemptions
) -> dict[int, IndicatorFigures]:
    """The filed indicators of the plan by id, in hundredths, up to the last month that ended.

    One query.

    A month of a flow is missing while any organisation that was asked for the indicator this year has no approved
    value in it.  An indicator of which nobody was asked is absent; it counts from its first month.  Whoever is exempted
    on the day leaves numerator and denominator; months of an exemption that has ended are not missing.
    `width`: see `measures.facts.tallied`.
    """
    by_id = {indicator.pk: indicator for indicator in indicators}
    if not by_id:
        return {}
    asked = Asked(plan.pk, scope.year, last_month(scope.year, scope.as_of), scope.below)
    stocks = tuple(sorted(pk for pk, it in by_id.items() if it.nature == Nature.STOCK))
    flows = tuple(sorted(by_id.keys() - set(stocks)))
    apart = tuple(sorted(pk for pk in by_id if exemptions.get(pk)))
    found: defaultdict[int, list[tuple[str, Figure]]] = defaultdict(list)
    for row in rows_of(FilingLine, filed_sums, asked, flows, stocks, apart, width or 0):
        of = _Group(*row)
        excused = exemptions.get(of.indicator, ())
        if not of.place or exemption_at(excused, of.place, scope.as_of) is None:
            is_stock = of.indicator in stocks
            figure = _stock(of) if is_stock else _flow(of, by_id[of.indicator].first_month, asked, excused)
            found[of.indicator].append((of.part, figure))
    return {pk: _summed(figures, width) for pk, figures in found.items()}


class _Group(NamedTuple):
    """Organisations of one part with the same months: what theirs add up to, in hundredths.

    `place` is named where somebody is exempted, "" elsewhere.  A flow existed from month `since` to month `until`, and
    the bits of `months` are those with an approved value; a stock has its last such month there.
    """

    indicator: int
    part: str
    place: str
    since: int
    until: int
    months: int
    numerator: int | None
    denominator: int | None
    pending: int | None


def _flow(of: _Group, first_month: int, asked: Asked, exemptions: Sequence[Exemption]) -> Figure:
    months = range(max(of.since, first_month), min(of.until, asked.upto) + 1)
    excused = _excused(exemptions, of.place, asked.year) if exemptions else ()
    missing = tuple(it for it in months if not of.months >> it & 1 and it not in excused)
    return Figure(of.numerator, of.denominator, of.pending or 0, missing)


def _stock(of: _Group) -> Figure:
    return Figure(of.numerator, of.denominator, of.pending or 0, month=of.months or None)


def _excused(exemptions: Sequence[Exemption], path: str, year: int) -> list[int]:
    """The months at whose end the organisation at `path` was exempted: it was not asked for them."""
    return [month for month in MONTHS if exemption_at(exemptions, path, Month(year, month).last_day) is not None]


def _summed(figures: list[tuple[str, Figure]], width: int | None) -> IndicatorFigures:
    whole = together(figure for _part, figure in figures)
    if width is None:
        return IndicatorFigures(whole)
    by_part: defaultdict[str, list[Figure]] = defaultdict(list)
    for part, figure in figures:
        by_part[part].append(figure)
    return IndicatorFigures(whole, {part: together(its) for part, its in by_part.items()})
