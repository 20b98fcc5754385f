"""Which plans there are."""

from datetime import date

from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.plans.models import Indicator, Plan


def plan_of(organisation: Organisation, year: int) -> Plan | None:
    """The committee's own plan of the year, with or without indicators.  One query."""
    found: Plan | None = (
        Plan.objects.filter(organisation=organisation, year=year).select_related("organisation").first()
    )
    return found


def plan_over(organisation: Organisation, year: int, on: date) -> Plan | None:
    """The plan of the nearest committee at or above the organisation, with or without indicators.  Two queries."""
    path = organisation.placements.on(on).values_list("path", flat=True).first()
    above = ids_on(path) if path else []
    plans = Plan.objects.filter(organisation__in=above, year=year).select_related("organisation")
    return max(plans, key=lambda plan: above.index(plan.organisation_id), default=None)


def plan_to_take_over(organisation: Organisation, year: int) -> Plan | None:
    """The committee's latest plan of an earlier year that has indicators.  One query."""
    having = Indicator.objects.filter(programme__plan__organisation=organisation).values("programme__plan")
    earlier = Plan.objects.filter(organisation=organisation, year__lt=year, pk__in=having)
    found: Plan | None = earlier.order_by("-year").first()
    return found
