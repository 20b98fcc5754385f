"""Reads about classes and rates."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from apps.core.calendar import ReportingYear
from apps.gradings.models import Grading
from apps.gradings.rates import GradedOrganisation, Rate, RateCode, rates
from apps.organisations.models import Organisation


def graded_in(organisation: Organisation, year: int, as_of: date) -> Iterator[GradedOrganisation]:
    """The classes of the year in the subtree of `organisation` on `as_of`.  Two queries, streamed."""
    scope = Organisation.objects.subtree_of(organisation, as_of)
    rows = Grading.objects.filter(year=year, organisation__in=scope).values_list(
        "organisation__code",
        "start_class",
        "start_level",
        "start_confirmed",
        "end_class",
        "end_level",
        "accepted",
        "confirmed_on",
        "organisation__opened",
        "organisation__closed",
    )
    return (GradedOrganisation(*row) for row in rows.order_by().iterator())


def rates_of(organisation: Organisation, year: int, as_of: date | None = None) -> dict[RateCode, Rate]:
    """The three rates of the subtree of `organisation`; `as_of` defaults to 31 December.  Two queries."""
    day = as_of or ReportingYear(year).last_day
    return rates(graded_in(organisation, year, day), year=year, as_of=day)


def rates_as_json(organisation: Organisation, year: int, as_of: date | None = None) -> dict[str, Any]:
    """The object that `manage.py rates --json` and the API print (contract.md)."""
    day = as_of or ReportingYear(year).last_day
    return {
        "organisation": organisation.code,
        "year": year,
        "as_of": day.isoformat(),
        "rates": {code.value: rate_as_json(rate) for code, rate in rates_of(organisation, year, day).items()},
    }


def rate_as_json(rate: Rate) -> dict[str, Any]:
    return {
        "numerator": rate.ratio.numerator,
        "denominator": rate.ratio.denominator,
        "percent": rate.ratio.percent,
        "target": str(rate.target),
        "reached": rate.ratio.reached(rate.target),
        "needed": rate.ratio.needed(rate.target),
        "provisional": rate.provisional,
        "upgraded": list(rate.upgraded),
        "not_upgraded": list(rate.not_upgraded),
        "exits": list(rate.exits),
        "original_cohort": {
            "numerator": rate.original_cohort.numerator,
            "denominator": rate.original_cohort.denominator,
            "percent": rate.original_cohort.percent,
            "reached": rate.original_cohort.reached(rate.target),
        },
    }
