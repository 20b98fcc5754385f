"""Where pages about plans lead."""

from django.http import Http404
from django.urls import reverse

from apps.plans.forms import FIRST_YEAR, LAST_YEAR
from apps.plans.models import Plan


def page_of_plan(plan: Plan) -> str:
    return f"{reverse('progress:plan', args=[plan.year])}?organisation={plan.organisation.code}"


def year_of(year: int) -> int:
    """The year of an address; 404 where it is none of the portal's."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def beside(plan: Plan, name: str, *args: object) -> str:
    """A page about the plan that says which one it is about."""
    return f"{reverse(f'plans:{name}', args=[plan.year, *args])}?plan={plan.pk}"
