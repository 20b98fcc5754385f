"""Cohorts for the tests of the rates."""

from datetime import date
from typing import Any

from apps.gradings.models import Grading
from apps.gradings.rates import GradedOrganisation
from apps.organisations.kinds import Closing
from apps.organisations.models import Organisation
from tests.factories.township import organisation

YEAR = 2012
CONFIRMED = date(2012, 11, 15)
CLOSED = date(2012, 6, 30)


def graded(code: str, start: str, **details: Any) -> GradedOrganisation:
    """A member of a cohort in the pure module."""
    return GradedOrganisation(code, start, **details)


def worked_table() -> list[GradedOrganisation]:
    """The first three rows of the worked table of figures.md: 10 advanced, 12 general, 20 backward."""
    up = {"end_class": "advanced", "confirmed_on": CONFIRMED}
    advanced = [graded(f"A{n:02}", "advanced", **up, end_level=2 if n < 2 else 0) for n in range(10)]
    general = [
        graded(f"G{n:02}", "general", **up | {"end_class": "advanced" if n < 3 else "general"}) for n in range(11)
    ]
    general.append(graded("G11", "general", closed=CLOSED))
    backward = [
        graded(f"B{n:02}", "backward", **up | {"end_class": "general"}, accepted=True if n < 17 else None)
        for n in range(18)
    ]
    backward += [graded(f"B{n}", "backward", closed=CLOSED) for n in (18, 19)]
    return [*advanced, *general, *backward]


def write(parent: Organisation, cohort: list[GradedOrganisation], year: int = YEAR) -> None:
    """The same in the database, below `parent`."""
    for one in cohort:
        closing = {"closing": Closing.DISSOLVED, "approval_number": "12"} if one.closed else {}
        made = organisation(one.code, parent, opened=one.opened, closed=one.closed, **closing)
        Grading.objects.create(
            organisation=made,
            year=year,
            start_class=one.start_class,
            start_level=one.start_level,
            start_confirmed=one.start_confirmed,
            end_class=one.end_class,
            end_level=one.end_level,
            accepted=one.accepted,
            confirmed_on=one.confirmed_on,
        )
