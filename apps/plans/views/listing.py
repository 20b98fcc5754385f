"""The plans, a new one, and the settings of a year; how a plan stands is shown by `progress`."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import organisation_for, requires, user_of
from apps.organisations.models import Organisation
from apps.plans.access import plan_to_edit
from apps.plans.filters import PlanFilter
from apps.plans.forms import NewPlanForm, PlanForm
from apps.plans.models import Plan, Target
from apps.plans.selectors import plan_of, plans_with_counts
from apps.plans.services import plan_create, plan_take_over, plan_update
from apps.plans.views.addresses import page_of_plan, year_of
from apps.plans.workbook import TargetsRegister, rows_of
from apps.workbooks.responses import workbook_response


@requires("plan.view")
def plans(request: HttpRequest) -> HttpResponseBase:
    """The plans above and below the person; `?export=xlsx` gives the targets of those that the filters leave."""
    user = user_of(request)
    filtered = PlanFilter(request.GET, Plan.objects.visible_to(user, "plan.view"), request=request)
    if request.GET.get("export") == "xlsx":
        targets = Target.objects.visible_to(user, "plan.view")
        targets = targets.filter(indicator__programme__plan__in=filtered.qs)
        filters = filters_in(filtered)
        sheet, columns = TargetsRegister.sheet, TargetsRegister.columns
        name = f"{sheet} {filters.get('year') or today()}.xlsx"
        return workbook_response(name, sheet, columns, rows_of(targets), by=user, filters=filters)
    page = page_of(request, plans_with_counts(filtered.qs))
    return render(request, "plans/list.html", {"filter": filtered, "page": page})


@requires("plan.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Enter a plan; one that exists already is shown instead."""
    user = user_of(request)
    committees = Organisation.objects.visible_to(user, "plan.edit").order_by("code")
    year = request.GET.get("year") or today().year
    form = NewPlanForm(request.POST or None, committees=committees, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        details = form.details
        made = form.make_once(lambda: plan_create(by=user, **details), page_of_plan)
        if made is not None:
            return redirect(made.address)
        if (plan := plan_of(details["organisation"], details["year"])) is not None:
            messages.info(request, _("There is a plan of %(year)d already: here it is.") % {"year": plan.year})
            return redirect(page_of_plan(plan))
    return render(request, "plans/form.html", {"form": form})


@require_POST
def take_over(request: HttpRequest, year: int) -> HttpResponse:
    """Make the year's plan out of the latest earlier one, with its targets where they are wanted."""
    user = user_of(request)
    organisation = organisation_for(user, "plan.edit", request.POST.get("organisation", ""))
    wanted = request.POST.get("targets") == "on"
    _take_over(request, organisation, year_of(year), wanted)
    return redirect(page_of_plan(Plan(organisation=organisation, year=year)))


def _take_over(request: HttpRequest, organisation: Organisation, year: int, wanted: bool) -> None:
    try:
        plan_take_over(organisation=organisation, year=year, with_targets=wanted, by=user_of(request))
    except ValidationError as refusal:
        messages.info(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Taken over. Please check the dates and the targets."))


@requires("plan.edit")
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """The settings of the year."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    form = PlanForm(request.POST or None, current=plan)
    if request.method == "POST" and form.is_valid():
        version, details = form.cleaned_data["version"], form.details
        if form.carry_out(lambda: plan_update(plan=plan, by=user, version=version, **details)):
            messages.success(request, _("Saved."))
            return redirect(page_of_plan(plan))
    return render(request, "plans/form.html", {"form": form, "plan": plan, "keep": page_of_plan(plan)})
