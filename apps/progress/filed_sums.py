"""The sums of what was filed, written for the database: of each organisation its months, then of all that had the same.

What comes back is a row for each such pattern of months and part of the tree, never the organisations.
"""

from typing import Any, NamedTuple

from django.db.models import Case, F, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, NullIf

from apps.core.calendar import ReportingYear
from apps.core.statements import Composed, Part, Sql
from apps.filings.models import FilingLine
from apps.filings.months import Month
from apps.filings.states import FilingState
from apps.organisations.sets import Below
from apps.plans.natures import IndicatorKind

MONTHS = range(1, 13)
_PLACES = "filing__organisation__placements__"
_APPROVED = Q(filing__state=FilingState.APPROVED)
_SUBMITTED = Q(filing__state=FilingState.SUBMITTED)
_KEYS = ("indicator", f"{_PLACES}path", "since", "until")
#: No value is negative: a blank one stands as this while the last is looked for.
_BLANK = Value(-1)
_SUMS = ("months", "added", "among", "waiting")


class Asked(NamedTuple):
    """Whose filings are read: of a plan, in a year up to a month, for those who stand below a place on a day."""

    plan: int
    year: int
    upto: int
    below: Below


def flows(asked: Asked, indicators: tuple[int, ...], apart: tuple[int, ...], width: int) -> Composed:
    """Indicator, part, place, since, until, months, numerator, denominator, pending.

    `months` has a bit for each month with an approved value; nobody is put together with others where the indicator is
    one of those `apart`, and only there `place` is said.
    """
    official, waiting = _counted(_APPROVED), _counted(_SUBMITTED)
    bit = Value(1).bitleftshift(F("filing__month"))
    lines = _lines(asked, indicators).annotate(
        months=Coalesce(Sum(bit, filter=official), 0),
        added=Sum("numerator", filter=official),
        among=Sum("denominator", filter=official),
        waiting=Sum("numerator", filter=waiting),
    )
    return _together(lines, "since, until, months", 6, apart, width)


def stocks(asked: Asked, indicators: tuple[int, ...], apart: tuple[int, ...], width: int) -> Composed:
    """The same, but that `months` is the last approved month, the oldest of them, and pending what a later one adds."""
    official, either = _counted(_APPROVED), _counted(_APPROVED | _SUBMITTED)
    later = Coalesce(_latest("numerator", either), 0) - Coalesce(_latest("numerator", official), 0)
    lines = _lines(asked, indicators).annotate(
        months=Max("filing__month", filter=official),
        added=_latest("numerator", official),
        among=NullIf(_latest(Coalesce("denominator", _BLANK), official), _BLANK),
        waiting=later,
    )
    return _together(lines, "0, 0, MIN(months)", 3, apart, width)


def _lines(asked: Asked, indicators: tuple[int, ...]) -> QuerySet[Any]:
    """The lines up to the month by indicator and organisation, whatever their state."""
    lines = FilingLine.objects.filter(
        asked.below(_PLACES), filing__plan=asked.plan, filing__month__lte=asked.upto, indicator__in=indicators
    )
    found: QuerySet[Any] = lines.order_by().annotate(since=_since(asked.year), until=_until(asked.year)).values(*_KEYS)
    return found


def _together(lines: QuerySet[Any], months: str, same: int, apart: tuple[int, ...], width: int) -> Composed:
    """The sums of those in whom the first columns, so many, are the same."""
    marks = ", ".join(["%s"] * len(apart))
    place = f"CASE WHEN indicator IN ({marks}) THEN path ELSE '' END" if apart else "''"
    sums = ", ".join(f"CAST(SUM({it}) AS bigint)" for it in _SUMS[1:])
    keys = ", ".join(map(str, range(1, same + 1)))
    text = f"SELECT indicator, SUBSTR(path, 1, %s), {place}, {months}, {sums} FROM filed GROUP BY {keys}"  # noqa: S608
    rows = lines.values_list(*_KEYS, *_SUMS)
    return Composed([Part("filed", ("indicator", "path", "since", "until", *_SUMS), rows)], Sql(text, (width, *apart)))


def _counted(state: Q) -> Q:
    """A filled line of the state, in a month of the indicator and its organisation.  A rate needs both its numbers."""
    of_its_months = Q(filing__month__gte=F("since"), filing__month__lte=F("until"))
    of_the_indicator = Q(filing__month__gte=F("indicator__first_month"))
    is_whole = Q(denominator__isnull=False) | ~Q(indicator__kind=IndicatorKind.RATE)
    return state & of_its_months & of_the_indicator & Q(numerator__isnull=False) & is_whole


def _latest(field: str | Coalesce, those: Q) -> Coalesce:
    """What the last of those months says: there is one line for each month."""
    return Coalesce(*(Max(field, filter=those & Q(filing__month=month)) for month in reversed(MONTHS)))


def _since(year: int) -> Case:
    """The first month of the year in which the organisation existed."""
    opened = "filing__organisation__opened"
    never_before = Q(**{f"{opened}__isnull": True}) | Q(**{f"{opened}__lt": ReportingYear(year).first_day})
    months = (When(**{f"{opened}__lte": Month(year, it).last_day}, then=Value(it)) for it in MONTHS)
    return Case(When(never_before, then=Value(1)), *months, default=Value(MONTHS.stop))


def _until(year: int) -> Case:
    """The last month of the year at whose end it still existed; 0 for none."""
    closed = "filing__organisation__closed"
    months = (When(**{f"{closed}__lte": Month(year, it).last_day}, then=Value(it - 1)) for it in MONTHS)
    return Case(When(**{f"{closed}__isnull": True}, then=Value(MONTHS.stop - 1)), *months, default=Value(12))
