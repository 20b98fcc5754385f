"""What the rates would be before anything is confirmed.  Nothing is written."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from apps.core.calendar import ReportingYear
from apps.gradings.rates import GradedOrganisation, Rate, RateCode, ends_confirmed, rates, starts_confirmed
from apps.gradings.selectors.rates import aims_of, graded_of, scope_at
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on


@dataclass(frozen=True, slots=True)
class Effect:
    """The rates of a scope on `as_of`, as they are and as they would be: pairs of one rate."""

    as_of: date
    rates: list[tuple[Rate, Rate]]


def effect_of_ends(organisation: Organisation, year: int, codes: Container[str], confirmed_on: date) -> Effect:
    """The rates if the draft end classes of `codes` were confirmed on the day `confirmed_on`.  Four queries.

    They are told as of 31 December, or of the day of confirmation where that is later: an end class counts only
    from that day on.
    """
    as_of = max(ReportingYear(year).last_day, confirmed_on)
    return _effect(organisation, year, as_of, partial(ends_confirmed, on=confirmed_on, codes=codes))


def drafted_rate(organisation: Organisation, year: int, code: RateCode) -> Rate:
    """One rate of the scope on 31 December if all its draft end classes were confirmed.  Four queries."""
    as_of = ReportingYear(year).last_day
    effect = _effect(organisation, year, as_of, partial(ends_confirmed, on=as_of))
    return next(would_be for _was, would_be in effect.rates if would_be.code is code)


def effect_of_starts(organisation: Organisation, year: int, codes: Container[str]) -> Effect:
    """The rates on 31 December if the start-of-year classes of `codes` were confirmed.  Four queries."""
    return _effect(organisation, year, ReportingYear(year).last_day, partial(starts_confirmed, codes=codes))


def _effect(
    organisation: Organisation,
    year: int,
    as_of: date,
    confirm: Callable[[list[GradedOrganisation]], Iterator[GradedOrganisation]],
) -> Effect:
    path = path_on(organisation, as_of)
    graded, aims = list(graded_of(scope_at(organisation, path, as_of), year)), aims_of(path, year)
    asked = partial(rates, year=year, as_of=as_of, targets=aims.targets, minimum_level=aims.minimum_level)
    was, would_be = asked(graded), asked(confirm(graded))
    return Effect(as_of, [(was[code], would_be[code]) for code in was])
