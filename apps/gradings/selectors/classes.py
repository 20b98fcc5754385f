"""The classes of a year as a list, and of one organisation over the years."""

from django.db.models import FilteredRelation, Prefetch, Q

from apps.core.calendar import today
from apps.gradings.models import Grading
from apps.gradings.querysets import GradingQuerySet
from apps.gradings.selectors.overview import to_be_graded
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet


def organisations_with_classes(visible: OrganisationQuerySet, year: int) -> OrganisationQuerySet:
    """Those of `visible` that have classes of the year or should have, by code.

    Filters may use the relation `grading`; each organisation's classes are in the list `of_year` (none or one).
    Two queries.
    """
    grading = FilteredRelation("gradings", condition=Q(gradings__year=year))
    of_year = Prefetch("gradings", Grading.objects.filter(year=year), to_attr="of_year")
    rows = visible.annotate(grading=grading).filter(Q(grading__isnull=False) | to_be_graded(year))
    found: OrganisationQuerySet = rows.order_by("code").prefetch_related(of_year)
    return found


def years_with_classes(visible: OrganisationQuerySet) -> list[int]:
    """The years in which organisations of `visible` have classes, and this year; the latest first.  One query."""
    known = Grading.objects.filter(organisation__in=visible.order_by()).order_by().values_list("year", flat=True)
    return sorted({*known.distinct(), today().year}, reverse=True)


def classes_of(organisation: Organisation) -> GradingQuerySet:
    """The classes of one organisation, the latest year first."""
    found: GradingQuerySet = Grading.objects.filter(organisation=organisation).order_by("-year")
    return found
