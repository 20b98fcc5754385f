"""The three rates of a subtree, for commands, the API, reports and pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.core.calendar import ReportingYear
from apps.gradings.classes import RecognitionLevel
from apps.gradings.models import Grading
from apps.gradings.querysets import GradingQuerySet
from apps.gradings.rates import DEFAULT_TARGETS, MECHANISM_OF, GradedOrganisation, Rate, RateCode, rates
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.selectors import path_on
from apps.plans.selectors import RateTargets, rate_targets

#: The columns of a `GradedOrganisation`, in its order.
GRADED_COLUMNS = (
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
    "accepted_on",
)


@dataclass(frozen=True, slots=True)
class Aims:
    """What is asked of the three rates: targets in percent, and the least recognition that counts as an upgrade."""

    targets: Mapping[RateCode, Fraction]
    minimum_level: int


def scope_at(organisation: Organisation, path: str | None, day: date) -> OrganisationQuerySet:
    """`organisation`, whose place on the day is `path`, and all below it in the tree of that day."""
    return Organisation.objects.at_or_below(path, day) if path else Organisation.objects.filter(pk=organisation.pk)


def aims_of(path: str | None, year: int) -> Aims:
    """What the year's plan of the nearest committee at or above `path` asks, else 20/30/95.  Two queries."""
    return aims_from(rate_targets(path, year) if path else RateTargets())


def aims_from(asked: RateTargets) -> Aims:
    """What a plan asks that has been read already, else 20/30/95."""
    targets = {code: asked.by_mechanism.get(MECHANISM_OF[code], usual) for code, usual in DEFAULT_TARGETS.items()}
    level = RecognitionLevel.TOWNSHIP if asked.minimum_level is None else asked.minimum_level
    return Aims(targets, level)


def gradings_of(scope: OrganisationQuerySet, year: int) -> GradingQuerySet:
    """The classes of the year of the organisations of `scope`, unordered."""
    found: GradingQuerySet = Grading.objects.filter(year=year, organisation__in=scope).order_by()
    return found


def graded_of(scope: OrganisationQuerySet, year: int) -> Iterator[GradedOrganisation]:
    """What the rates need to know of the organisations of `scope`.  One query, streamed."""
    rows = gradings_of(scope, year).values_list(*GRADED_COLUMNS)
    return (GradedOrganisation(*row) for row in rows.iterator())


def rates_of(organisation: Organisation, year: int, as_of: date | None = None) -> dict[RateCode, Rate]:
    """The three rates of the subtree of `organisation`; `as_of` defaults to 31 December.  Four queries."""
    day = as_of or ReportingYear(year).last_day
    path = path_on(organisation, day)
    aims, graded = aims_of(path, year), graded_of(scope_at(organisation, path, day), year)
    return rates(graded, year=year, as_of=day, targets=aims.targets, minimum_level=aims.minimum_level)


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
    """One rate as JSON can hold it: integers, texts and null, never a float."""
    return {
        "numerator": rate.ratio.numerator,
        "denominator": rate.ratio.denominator,
        "percent": rate.ratio.percent,
        "target": target_text(rate.target),
        "reached": rate.reached,
        "needed": rate.needed,
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


def target_text(target: Fraction) -> str:
    """A target in percent as a decimal number: ``"20"``, ``"22.5"``."""
    return str(Decimal(target.numerator) / target.denominator)
