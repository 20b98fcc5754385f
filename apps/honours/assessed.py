"""Assessment, then commendation (M167): who is commended was assessed before, in the year or the one before it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.gradings.classes import GradingClass
from apps.gradings.models import Grading
from apps.honours.models import Honour
from apps.honours.types import HonourType
from apps.members.models import Appraisal
from apps.organisations.models import Placement
from apps.organisations.tree import is_below

#: Commended for what the whole year was like.
COMMENDED = frozenset({HonourType.COMMENDATION, HonourType.ADVANCED_ORGANISATION, HonourType.OUTSTANDING_MEMBER})


class _Assessed(NamedTuple):
    organisation: int
    year: int
    known_on: date
    grade: str


def assessed_first(honours: Sequence[Honour]) -> list[list[str]]:
    """What is to be asked before each is named; nothing where the assessment came first.  Four queries at most.

    An organisation was assessed where a class of it is confirmed by the day, a person where the branch has held its
    yearly appraisal; of which year, the naming does not say: this one or the last.
    """
    asked = [it for it in honours if it.type in COMMENDED and it.named_on]
    groups = [it for it in asked if not it.person and it.organisation.graded]
    people = [it for it in asked if it.person]
    classes, appraisals = list(_classes(groups)), list(_appraisals(people))
    return [
        _of_organisation(it, classes) if it in groups else _of_person(it, appraisals) if it in people else []
        for it in honours
    ]


def _years(honours: Iterable[Honour]) -> set[int]:
    return {year for it in honours if it.named_on for year in (it.named_on.year - 1, it.named_on.year)}


def _classes(honours: Sequence[Honour]) -> Iterable[_Assessed]:
    """Start classes count from the first day of their year, end classes from their confirmation.  One query."""
    if not honours:
        return
    where = {it.organisation_id for it in honours}
    for it in Grading.objects.filter(organisation__in=where, year__in=_years(honours)):
        if it.start_confirmed and it.start_class != GradingClass.UNGRADED:
            yield _Assessed(it.organisation_id, it.year, date(it.year, 1, 1), it.start_class)
        if it.confirmed_on:
            yield _Assessed(it.organisation_id, it.year, it.confirmed_on, it.end_class)


def _appraisals(honours: Sequence[Honour]) -> Iterable[_Assessed]:
    """Those held by the organisation or by a branch below it.  Two queries."""
    if not honours:
        return
    where = {it.organisation_id for it in honours}
    now = Placement.objects.filter(end__isnull=True).order_by()
    tops = dict(now.filter(organisation__in=where).values_list("path", "organisation"))
    places = dict(now.below_paths(tops).values_list("organisation", "path"))
    held = Appraisal.objects.counted().filter(organisation__in=places, year__in=_years(honours)).order_by()
    for organisation, year, day in held.values_list("organisation", "year", "date").distinct():
        for path, top in tops.items():
            if is_below(places[organisation], [path]):
                yield _Assessed(top, year, day, "")


def _of_organisation(honour: Honour, classes: Iterable[_Assessed]) -> list[str]:
    known = _before(honour, classes)
    if not known:
        return [_("Assessment comes first: no class of this organisation is confirmed for this year or the last.")]
    if known[-1].grade == GradingClass.BACKWARD:
        return [_("This organisation was last assessed as backward.")]
    return []


def _of_person(honour: Honour, appraisals: Iterable[_Assessed]) -> list[str]:
    if _before(honour, appraisals):
        return []
    return [_("Assessment comes first: the branch has recorded no appraisal of its members in this year or the last.")]


def _before(honour: Honour, assessed: Iterable[_Assessed]) -> list[_Assessed]:
    """What was known of its holder on the day of naming, the latest last."""
    day, years = honour.named_on, _years([honour])
    there = (it for it in assessed if it.organisation == honour.organisation_id and it.year in years)
    return sorted((it for it in there if day and it.known_on <= day), key=lambda it: (it.known_on, it.year))
