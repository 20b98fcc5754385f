"""What the monthly filings say about the filed indicators of a plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from apps.core.statements import rows_of
from apps.filings.models import FilingLine
from apps.filings.months import Month
from apps.filings.states import FilingState
from apps.measures.facts import FactScope
from apps.organisations.sets import Below
from apps.organisations.tree import ids_on
from apps.plans.applies import Meant
from apps.plans.models import Exemption, Indicator, Plan
from apps.plans.selectors.exemptions import Exemptions, exemption_at
from apps.progress.cumulation import Figure, IndicatorFigures, MonthLine, cumulate, together

ONE_DAY = timedelta(days=1)
_APPROVED = str(FilingState.APPROVED)
_COUNTED = frozenset({_APPROVED, str(FilingState.SUBMITTED)})


class _Filer(NamedTuple):
    """An organisation that may file: where it stands, and the months for which it exists."""

    path: str
    since: int
    upto: int


def last_month(year: int, as_of: date) -> int:
    """The last month of `year` that has ended on `as_of` (its last day counts as the end); 0 before the first."""
    if as_of.year != year:
        return 12 if as_of.year > year else 0
    return as_of.month if (as_of + ONE_DAY).day == 1 else as_of.month - 1


def filed(
    indicators: Iterable[Indicator],
    plan: Plan,
    scope: FactScope,
    places: Iterable[Meant],
    *,
    width: int | None,
    exemptions: Exemptions,
) -> dict[int, IndicatorFigures]:
    """The filed indicators of the plan by id, in hundredths, up to the last month that ended.  One query.

    `places` are those of the scope: anybody there may file.

    A month of a flow is missing while any organisation that was asked for the indicator this year has no approved
    value in it.  An indicator of which nobody was asked is absent; it counts from its first month.  Whoever is exempted
    on the day leaves numerator and denominator; months of an exemption that has ended are not missing.
    `width`: see `measures.facts.tallied`.
    """
    by_id = {indicator.pk: indicator for indicator in indicators}
    if not by_id:
        return {}
    upto = last_month(scope.year, scope.as_of)
    filers = {it.organisation: _filer(scope.year, upto, it.path, it.opened, it.closed) for it in places}
    found: defaultdict[int, dict[str, Figure]] = defaultdict(dict)
    for (pk, organisation), months in _entries(plan, scope, upto).items():
        if pk not in by_id or organisation not in filers:
            continue
        indicator, filer, its = by_id[pk], filers[organisation], exemptions.get(pk, ())
        if exemption_at(its, filer.path, scope.as_of) is None:
            found[pk][filer.path] = cumulate(
                indicator.nature,
                months,
                filer.upto,
                is_rate=indicator.is_rate,
                since=max(filer.since, indicator.first_month),
                excused=_excused(its, filer.path, scope.year),
            )
    return {pk: _summed(by_path, width) for pk, by_path in found.items()}


def _excused(exemptions: Sequence[Exemption], path: str, year: int) -> list[int]:
    """The months at whose end the organisation at `path` was exempted: it was not asked for them."""
    if not exemptions:
        return []
    return [month for month in range(1, 13) if exemption_at(exemptions, path, Month(year, month).last_day) is not None]


#: By indicator and organisation, then by month; an organisation whose line is not yet submitted has no month.
_Entries = Mapping[tuple[int, int], Mapping[int, MonthLine]]


def _filer(year: int, upto: int, path: str, opened: date | None, closed: date | None) -> _Filer:
    """Who stands at `path`, and its months up to `upto`."""
    since = opened.month if opened is not None and opened.year == year else 1
    until = last_month(year, closed - ONE_DAY) if closed else upto
    return _Filer(path, since, min(upto, until))


def _entries(plan: Plan, scope: FactScope, upto: int) -> _Entries:
    """The submitted and approved lines of the scope, of whatever indicator: through their filings they are near.

    For the plan's whole committee all of the plan's, also of who has left since: it costs less than to ask where each
    one stands.
    """
    is_whole = ids_on(scope.path)[-1] == plan.organisation_id
    lines = rows_of(FilingLine, _lines, plan.pk, upto, None if is_whole else scope.below)
    entries: dict[tuple[int, int], dict[int, MonthLine]] = {}
    for indicator, organisation, month, state, numerator, denominator in lines:
        months = entries.get((indicator, organisation))
        if months is None:
            months = entries[indicator, organisation] = {}
        if state in _COUNTED:
            months[month] = (numerator, denominator, state == _APPROVED)
    return entries


def _lines(plan: int, upto: int, within: Below | None) -> Any:
    lines = FilingLine.objects.filter(filing__plan=plan, filing__month__lte=upto)
    columns = ("indicator", "filing__organisation", "filing__month", "filing__state", "numerator", "denominator")
    if within is not None:
        lines = lines.filter(within("filing__organisation__placements__"))
    return lines.order_by().values_list(*columns)


def _summed(by_path: Mapping[str, Figure], width: int | None) -> IndicatorFigures:
    whole = together(by_path.values())
    if width is None:
        return IndicatorFigures(whole)
    by_part: defaultdict[str, list[Figure]] = defaultdict(list)
    for path, value in by_path.items():
        by_part[path[:width]].append(value)
    return IndicatorFigures(whole, {part: together(values) for part, values in by_part.items()})
