"""What the monthly filings say about the filed indicators of a plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from apps.filings.models import Filing, FilingLine
from apps.filings.months import Month
from apps.filings.states import State
from apps.measures.facts import Scope
from apps.organisations.models import Organisation
from apps.plans.models import Exemption, Indicator
from apps.plans.selectors.exemptions import Exemptions, exemption_at
from apps.progress.cumulation import Cumulated, Entry, cumulate, together

ONE_DAY = timedelta(days=1)
_COUNTED = (State.APPROVED, State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class FiledTallies:
    """A filed indicator in a scope and in the parts directly below it, by path."""

    whole: Cumulated
    parts: dict[str, Cumulated] = field(default_factory=dict)


class _Filer(NamedTuple):
    """An organisation that files: where it stands, and the months for which it exists."""

    path: str
    since: int
    upto: int


def last_month(year: int, as_of: date) -> int:
    """The last month of `year` that has ended on `as_of` (its last day counts as the end); 0 before the first."""
    if as_of.year != year:
        return 12 if as_of.year > year else 0
    return as_of.month if (as_of + ONE_DAY).day == 1 else as_of.month - 1


def filed(
    indicators: Iterable[Indicator], scope: Scope, *, width: int | None, exemptions: Exemptions
) -> dict[int, FiledTallies]:
    """The filed indicators by id, up to the last month that ended.  Two queries.

    A month of a flow is missing while any organisation that was asked for the indicator this year has no approved
    value in it.  An indicator of which nobody was asked is absent; it counts from its first month.  Whoever is exempted
    on the day leaves numerator and denominator; months of an exemption that has ended are not missing.
    `width`: see `measures.facts.tallied`.
    """
    indicators = list(indicators)
    if not indicators:
        return {}
    upto = last_month(scope.year, scope.as_of)
    filers, entries = _filers(scope, upto), _entries(scope, upto)
    found: dict[int, FiledTallies] = {}
    for indicator in indicators:
        its = exemptions.get(indicator.pk, ())
        cumulated = {
            organisation: cumulate(
                indicator.nature,
                months,
                filers[organisation].upto,
                is_rate=indicator.is_rate,
                since=max(filers[organisation].since, indicator.first_month),
                excused=_excused(its, filers[organisation].path, scope.year),
            )
            for organisation, months in entries.get(indicator.pk, {}).items()
            if exemption_at(its, filers[organisation].path, scope.as_of) is None
        }
        if cumulated:
            found[indicator.pk] = _tallies(cumulated, filers, width)
    return found


def _excused(exemptions: Sequence[Exemption], path: str, year: int) -> list[int]:
    """The months at whose end the organisation at `path` was exempted: it was not asked for them."""
    if not exemptions:
        return []
    return [month for month in range(1, 13) if exemption_at(exemptions, path, Month(year, month).last_day) is not None]


#: By indicator, organisation and month; an organisation whose line is not yet submitted has no month.
_Entries = Mapping[int, Mapping[int, Mapping[int, Entry]]]


def _filers(scope: Scope, upto: int) -> dict[int, _Filer]:
    """Everybody who files in the scope."""
    filing = Filing.objects.filter(year=scope.year, month__lte=upto).values("organisation")
    rows = Organisation.objects.filter(scope.places("placements__"), pk__in=filing).order_by()
    return {
        organisation: _filer(scope.year, upto, *place)
        for organisation, *place in rows.values_list("pk", "placements__path", "opened", "closed")
    }


def _filer(year: int, upto: int, path: str, opened: date | None, closed: date | None) -> _Filer:
    """Who stands at `path`, and its months up to `upto`."""
    since = opened.month if opened is not None and opened.year == year else 1
    until = last_month(year, closed - ONE_DAY) if closed else upto
    return _Filer(path, since, min(upto, until))


def _entries(scope: Scope, upto: int) -> _Entries:
    """The submitted and approved lines of the scope."""
    lines = FilingLine.objects.filter(
        scope.places("filing__organisation__placements__"), filing__year=scope.year, filing__month__lte=upto
    )
    columns = ("indicator", "filing__organisation", "filing__month", "filing__state", "numerator", "denominator")
    entries: defaultdict[int, defaultdict[int, dict[int, Entry]]] = defaultdict(lambda: defaultdict(dict))
    for indicator, organisation, month, state, numerator, denominator in (
        lines.order_by().values_list(*columns).iterator()
    ):
        months = entries[indicator][organisation]
        if state in _COUNTED:
            months[month] = Entry(numerator, denominator, state == State.APPROVED)
    return entries


def _tallies(cumulated: Mapping[int, Cumulated], filers: Mapping[int, _Filer], width: int | None) -> FiledTallies:
    whole = together(cumulated.values())
    if width is None:
        return FiledTallies(whole)
    by_part: dict[str, list[Cumulated]] = {}
    for organisation, value in cumulated.items():
        by_part.setdefault(filers[organisation].path[:width], []).append(value)
    parts = {part: together(values) for part, values in by_part.items()}
    return FiledTallies(whole, parts)
