"""What the rates would be before anything is confirmed.  Nothing is written."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from apps.core.calendar import ReportingYear
from apps.gradings.rates import GradedOrganisation, Rate, ends_confirmed, rates, starts_confirmed
from apps.gradings.selectors.rates import Aims, aims_of, graded_in
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Effect:
    """The rates of a scope on `as_of`, as they are and as they would be: pairs of one rate."""

    as_of: date
    rates: list[tuple[Rate, Rate]]


def effect_of_ends(organisation: Organisation, year: int, codes: Container[str], confirmed_on: date) -> Effect:
    """The rates if the draft end classes of `codes` were confirmed on the day `confirmed_on`.  Five queries.

    They are told as of 31 December, or of the day of confirmation where that is later: an end class counts only
    from that day on.
    """
    as_of = max(ReportingYear(year).last_day, confirmed_on)
    graded = list(graded_in(organisation, year, as_of))
    would_be = ends_confirmed(graded, on=confirmed_on, codes=codes)
    return _effect(graded, would_be, year, as_of, aims_of(organisation, year, as_of))


def effect_of_starts(organisation: Organisation, year: int, codes: Container[str]) -> Effect:
    """The rates on 31 December if the start-of-year classes of `codes` were confirmed.  Five queries."""
    as_of = ReportingYear(year).last_day
    graded = list(graded_in(organisation, year, as_of))
    return _effect(graded, starts_confirmed(graded, codes=codes), year, as_of, aims_of(organisation, year, as_of))


def _effect(
    before: Iterable[GradedOrganisation], after: Iterable[GradedOrganisation], year: int, as_of: date, aims: Aims
) -> Effect:
    asked = partial(rates, year=year, as_of=as_of, targets=aims.targets, minimum_level=aims.minimum_level)
    was, would_be = asked(before), asked(after)
    return Effect(as_of, [(was[code], would_be[code]) for code in was])
