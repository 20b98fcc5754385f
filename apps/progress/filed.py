"""What the monthly filings say about the filed indicators of a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from apps.filings.models import Filing
from apps.filings.states import State
from apps.measures.facts import Scope
from apps.plans.models import Indicator
from apps.progress.cumulation import Cumulated, Entry, cumulate, together

_PLACES = "organisation__placements__"
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
    indicators: Iterable[Indicator], scope: Scope, *, width: int, exempted: Mapping[int, Mapping[int, date]]
) -> dict[int, FiledTallies]:
    """The filed indicators by id, up to the last month that ended.  One query.

    A month of a flow is missing while any organisation that was asked for the indicator this year has no approved
    value in it.  An indicator of which nobody was asked is absent.  Whoever is exempted leaves a rate, and misses no
    month of a count or amount from that day on.
    """
    indicators = list(indicators)
    if not indicators:
        return {}
    upto = last_month(scope.year, scope.as_of)
    filers, entries = _read(scope, upto)
    found: dict[int, FiledTallies] = {}
    for indicator in indicators:
        its_exempted = exempted.get(indicator.pk, {})
        cumulated = {
            organisation: cumulate(
                indicator.nature,
                months,
                _months_asked(filers[organisation], its_exempted.get(organisation), scope.year),
                is_rate=indicator.is_rate,
                since=filers[organisation].since,
            )
            for organisation, months in entries.get(indicator.pk, {}).items()
            if not (indicator.is_rate and organisation in its_exempted)
        }
        if cumulated:
            found[indicator.pk] = _tallies(cumulated, filers, width)
    return found


def _months_asked(filer: _Filer, exempted_from: date | None, year: int) -> int:
    """The last month that is asked of a filer: nothing from the day on from which it is exempted."""
    return filer.upto if exempted_from is None else min(filer.upto, last_month(year, exempted_from - ONE_DAY))


#: By indicator, organisation and month; an organisation whose line is not yet submitted has no month.
_Entries = dict[int, dict[int, dict[int, Entry]]]


def _read(scope: Scope, upto: int) -> tuple[dict[int, _Filer], _Entries]:
    """Everybody who files in the scope, and their submitted and approved lines."""
    rows = Filing.objects.filter(scope.places(_PLACES), year=scope.year, month__lte=upto).order_by()
    # As text, because turning two dates of every line into dates would cost more than all the rest.
    days = {"opened": _as_text("organisation__opened"), "closed": _as_text("organisation__closed")}
    columns = ("organisation", "month", "state", "lines__indicator", "lines__numerator", "lines__denominator")
    filers: dict[int, _Filer] = {}
    entries: _Entries = {}
    for organisation, month, state, indicator, numerator, denominator, *place in (
        rows.annotate(**days).values_list(*columns, f"{_PLACES}path", *days).iterator()
    ):
        if organisation not in filers:
            filers[organisation] = _filer(scope.year, upto, *place)
        if indicator is None:
            continue
        months = entries.setdefault(indicator, {}).setdefault(organisation, {})
        if state in _COUNTED:
            months[month] = Entry(numerator, denominator, state == State.APPROVED)
    return filers, entries


def _as_text(field: str) -> Cast:
    return Cast(field, CharField())


def _filer(year: int, upto: int, path: str, opened: str | None, closed: str | None) -> _Filer:
    """Who stands at `path`, and its months up to `upto`; the days as ISO texts."""
    opened_on = date.fromisoformat(opened) if opened else None
    since = opened_on.month if opened_on is not None and opened_on.year == year else 1
    until = last_month(year, date.fromisoformat(closed) - ONE_DAY) if closed else upto
    return _Filer(path, since, min(upto, until))


def _tallies(cumulated: Mapping[int, Cumulated], filers: Mapping[int, _Filer], width: int) -> FiledTallies:
    by_part: dict[str, list[Cumulated]] = {}
    for organisation, value in cumulated.items():
        by_part.setdefault(filers[organisation].path[:width], []).append(value)
    parts = {part: together(values) for part, values in by_part.items()}
    return FiledTallies(together(cumulated.values()), parts)
