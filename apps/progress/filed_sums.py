"""The sums of what was filed, written for the database: of each organisation its months, then of all that had the same.

What comes back is a row for each such pattern of months and part of the tree, never the organisations.
"""

from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.db.models.functions import Cast

from apps.core.calendar import ReportingYear
from apps.core.statements import Composed, Part, Sql, Whole
from apps.filings.models import FilingLine
from apps.filings.states import FilingState
from apps.organisations.sets import Below
from apps.plans.natures import IndicatorKind

MONTHS = range(1, 13)
_PLACES = "filing__organisation__placements__"
#: A line of a month: `weight` is 2 where it counts and is approved, 1 where it counts and is submitted, else 0.
_WHERE = ("indicator", "organisation", "path", "month")
_COLUMNS = (*_WHERE, "numerator", "denominator", "since", "until", "weight")


class Asked(NamedTuple):
    """Whose filings are read: of a plan, in a year up to a month, for those who stand below a place on a day."""

    plan: int
    year: int
    upto: int
    below: Below


def filed_sums(
    asked: Asked, flows: tuple[int, ...], stocks: tuple[int, ...], apart: tuple[int, ...], width: int
) -> Composed:
    """Indicator, part, place, since, until, months, numerator, denominator, pending.

    `months` of a flow has a bit for each month with an approved value; of a stock it is the last one, the oldest of
    them, and pending is what a later one adds.  Nobody is put together with others where the indicator is one of those
    `apart`, and only there `place` is said.
    """
    parts = {"flows": (flows, _FLOWS), "stocks": (stocks, _STOCKS)}
    there = {name: its for name, its in parts.items() if its[0]}
    lines = [Part(name, _COLUMNS, _lines(asked, its), fenced_on_sqlite=True) for name, (its, _text) in there.items()]
    text = " UNION ALL ".join(text.format(place=_place(apart)) for _its, text in there.values())
    return Composed(lines, Sql(text, (width, *apart) * len(there)))


_FLOWS = """
SELECT indicator, SUBSTR(path, 1, %s), {place}, since, until, months,
       CAST(SUM(numerator) AS bigint), CAST(SUM(denominator) AS bigint), CAST(SUM(pending) AS bigint)
FROM (
    SELECT indicator, MIN(path) AS path, MIN(since) AS since, MIN(until) AS until,
           SUM(CASE WHEN weight = 2 THEN 1 << month ELSE 0 END) AS months,
           SUM(CASE WHEN weight = 2 THEN numerator END) AS numerator,
           SUM(CASE WHEN weight = 2 THEN denominator END) AS denominator,
           SUM(CASE WHEN weight = 1 THEN numerator END) AS pending
    FROM flows GROUP BY indicator, organisation
) AS its GROUP BY 1, 2, 3, 4, 5, 6"""

_STOCKS = """
SELECT indicator, SUBSTR(path, 1, %s), {place}, 0, 0, MIN(last),
       CAST(SUM(numerator) AS bigint), CAST(SUM(denominator) AS bigint),
       CAST(SUM(COALESCE(newer, 0) - COALESCE(numerator, 0)) AS bigint)
FROM (
    SELECT indicator, MIN(path) AS path, MIN(last) AS last,
           MAX(CASE WHEN month = last THEN numerator END) AS numerator,
           MAX(CASE WHEN month = last THEN denominator END) AS denominator,
           MAX(CASE WHEN month = newest THEN numerator END) AS newer
    FROM (
        SELECT indicator, organisation, path, month, numerator, denominator,
               MAX(CASE WHEN weight = 2 THEN month END) OVER its_lines AS last,
               MAX(CASE WHEN weight > 0 THEN month END) OVER its_lines AS newest
        FROM stocks WINDOW its_lines AS (PARTITION BY indicator, organisation)
    ) AS lines GROUP BY indicator, organisation
) AS its GROUP BY 1, 2, 3"""


def _place(apart: tuple[int, ...]) -> str:
    marks = ", ".join(["%s"] * len(apart))
    return f"CASE WHEN its.indicator IN ({marks}) THEN its.path ELSE '' END" if apart else "''"


def _lines(asked: Asked, indicators: tuple[int, ...]) -> QuerySet[Any]:
    """The lines up to the month, whatever their state."""
    lines = FilingLine.objects.filter(
        asked.below(_PLACES), filing__plan=asked.plan, filing__month__lte=asked.upto, indicator__in=indicators
    )
    state = "filing__state"
    weight = Case(
        When(**{state: FilingState.APPROVED}, then=Whole(2)),
        When(**{state: FilingState.SUBMITTED}, then=Whole(1)),
        default=Whole(0),
    )
    found: QuerySet[Any] = (
        lines.order_by()
        .annotate(since=_since(asked.year), until=_until(asked.year))
        .annotate(weight=Case(When(_counts(), then=weight), default=Whole(0)))
        .values_list("indicator", "filing__organisation", f"{_PLACES}path", "filing__month", *_COLUMNS[len(_WHERE) :])
    )
    return found


def _counts() -> Q:
    """A filled line in a month of its indicator and its organisation.  A rate needs both its numbers."""
    of_its_months = Q(filing__month__gte=F("since"), filing__month__lte=F("until"))
    of_the_indicator = Q(filing__month__gte=F("indicator__first_month"))
    is_whole = Q(denominator__isnull=False) | ~Q(indicator__kind=IndicatorKind.RATE)
    return Q(numerator__isnull=False) & is_whole & of_the_indicator & of_its_months


def _since(year: int) -> Case:
    """The first month of the year in which the organisation existed; one more than the year has for none."""
    opened, its = "filing__organisation__opened", ReportingYear(year)
    before = Q(**{f"{opened}__isnull": True}) | Q(**{f"{opened}__lt": its.first_day})
    after = Q(**{f"{opened}__gt": its.last_day})
    return Case(
        When(before, then=Whole(1)),
        When(after, then=Whole(MONTHS.stop)),
        default=_month_of(opened),
        output_field=IntegerField(),
    )


def _until(year: int) -> Case:
    """The last month of the year at whose end it still existed; 0 for none."""
    closed, its = "filing__organisation__closed", ReportingYear(year)
    after = Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": its.last_day})
    before = Q(**{f"{closed}__lt": its.first_day})
    return Case(
        When(after, then=Whole(MONTHS[-1])),
        When(before, then=Whole(0)),
        default=_month_of(closed) - 1,
        output_field=IntegerField(),
    )


def _month_of(day: str) -> Cast:
    """PostgreSQL takes a date apart into decimal numbers."""
    return Cast(F(f"{day}__month"), IntegerField())
