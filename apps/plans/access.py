"""Fetch a plan and authorise in one call."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.core.ids import read_id
from apps.organisations.access import require
from apps.organisations.models import Organisation
from apps.plans.models import Plan


def plan_to_edit(user: User, year: int, asked: str) -> Plan:
    """The plan of the year that `user` may edit: the one with the id `asked`, else the first by committee.

    404 where the person sees no such plan, 403 where they only see it.
    """
    require(user, "plan.edit")
    plans = Plan.objects.filter(year=year)
    if asked.isdigit():  # what no id can be names no plan
        plans = plans.filter(pk=read_id(asked))
    committees = Organisation.objects.visible_to(user, "plan.edit")
    ordered = plans.filter(organisation__in=committees).select_related("organisation").order_by("organisation__code")
    plan: Plan | None = ordered.first()
    if plan is not None:
        return plan
    if plans.visible_to(user, "plan.view").exists():
        raise PermissionDenied
    raise Http404
