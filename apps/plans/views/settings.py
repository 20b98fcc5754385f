"""What is laid down for a year, on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.core.calendar import ReportingYear
from apps.organisations.access import may, organisation_for, requires, user_of
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.plans.models import Plan
from apps.plans.selectors import plan_over
from apps.plans.selectors.settings import rules_of, settings_of
from apps.plans.views.addresses import year_of


@require_GET
@requires("plan.view")
def settings_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """The value in force of everything that may be set for the year, since when, and where it is changed."""
    user, on = user_of(request), ReportingYear(year_of(year)).last_day
    organisation = _asked(request)
    plan = plan_over(organisation, year, on)
    keeper = plan.organisation if plan else organisation
    path = keeper.placements.on(on).values_list("path", flat=True).first()
    edits = plan is not None and may(user, "plan.edit") and _edits(request, plan)
    context = {
        "year": year,
        "plan": plan,
        "organisation": keeper,
        "edits": edits,
        "settings": settings_of(plan) if plan else [],
        "kept": list(rules_of(user, ids_on(path) if path else [keeper.pk], year)),
    }
    return render(request, "plans/settings.html", context)


def _asked(request: HttpRequest) -> Organisation:
    """The organisation asked for, else the topmost that the person sees."""
    user = user_of(request)
    if code := request.GET.get("organisation", ""):
        return organisation_for(user, "plan.view", code)
    seen = Organisation.objects.visible_to(user, "plan.view").filter(placements__end__isnull=True)
    found: Organisation | None = seen.order_by("placements__path").first()
    if found is None:
        raise Http404
    return found


def _edits(request: HttpRequest, plan: Plan) -> bool:
    theirs = Organisation.objects.visible_to(user_of(request), "plan.edit")
    return bool(theirs.filter(pk=plan.organisation_id).exists())
