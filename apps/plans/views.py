"""The pages on which a plan is listed, entered and split; how it stands is shown by `progress`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.plans.access import plan_to_edit
from apps.plans.forms import IndicatorForm, PlanForm
from apps.plans.grid import differences, grid_of
from apps.plans.models import Indicator, Plan, Programme, Target
from apps.plans.selectors import plans_with_counts
from apps.plans.services import indicator_save, plan_create, plan_update, targets_set_many
from apps.plans.workbook import TargetsRegister, rows_of
from apps.workbooks.responses import workbook_response


@requires("plan.view")
def plans(request: HttpRequest) -> HttpResponseBase:
    """The plans of the committees above and below the person; `?export=xlsx` for the targets as a workbook."""
    user = user_of(request)
    if request.GET.get("export") == "xlsx":
        targets, asked = Target.objects.visible_to(user, "plan.view"), request.GET.get("year", "")
        # What is no year is no filter.
        filters = {"year": asked} if asked.isascii() and asked.isdigit() and len(asked) == 4 else {}
        if filters:
            targets = targets.filter(indicator__programme__plan__year=int(asked))
        name, columns = f"targets-{filters.get('year', '')}.xlsx", TargetsRegister.columns
        return workbook_response(name, TargetsRegister.sheet, columns, rows_of(targets), by=user, filters=filters)
    visible = plans_with_counts(Plan.objects.visible_to(user, "plan.view"))
    return render(request, "plans/list.html", {"page": page_of(request, visible)})


@requires("plan.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Enter a plan."""
    user = user_of(request)
    committees = Organisation.objects.visible_to(user, "plan.edit").order_by("code")
    form = PlanForm(request.POST or None, committees=committees, initial={"year": request.GET.get("year")})
    if request.method == "POST" and form.is_valid():
        try:
            plan = plan_create(by=user, **form.cleaned_data)
            return redirect(_page_of(plan))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return render(request, "plans/form.html", {"form": form})


@requires("plan.edit")
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """The settings of the year."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        try:
            plan_update(plan=plan, by=user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(_page_of(plan))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return render(request, "plans/form.html", {"form": form, "plan": plan})


@requires("plan.edit")
def indicator(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """Change an indicator; without a code enter a new one."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    current = Indicator.objects.filter(programme__plan=plan, code=code).select_related("programme").first()
    if code and current is None:
        raise Http404
    form = IndicatorForm(request.POST or None, instance=current)
    if request.method == "POST" and form.is_valid():
        programme = form.cleaned_data["programme"]
        try:
            indicator_save(plan=plan, programme=programme, by=user, indicator=current, **form.details)
            messages.success(request, _("Saved."))
            return redirect(_page_of(plan))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"form": form, "plan": plan, "indicator": current, "programmes": plan.programmes.all()}
    return render(request, "plans/indicator.html", context)


@requires("plan.edit")
def targets(request: HttpRequest, year: int) -> HttpResponse:
    """The grid of a programme's targets: set, split, and see whether the parts add up."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    programmes = list(plan.programmes.all())
    programme = _chosen(programmes, request.GET.get("programme", ""))
    grid = grid_of(plan, programme, request.POST.dict() if request.method == "POST" else None) if programme else None
    if request.method == "POST" and grid is not None:
        changed = grid.changed()
        if not grid.errors:
            _say_saved(request, targets_set_many(values=changed, by=user), differences(grid))
            return redirect(request.get_full_path())
    context: dict[str, Any] = {"plan": plan, "programmes": programmes, "programme": programme, "grid": grid}
    return render(request, "plans/targets.html", context)


def _page_of(plan: Plan) -> str:
    return f"{reverse('progress:plan', args=[plan.year])}?organisation={plan.organisation.code}"


def _chosen(programmes: list[Programme], asked: str) -> Programme | None:
    """The programme asked for, else the first."""
    by_id = {str(programme.pk): programme for programme in programmes}
    return by_id.get(asked) or next(iter(programmes), None)


def _say_saved(request: HttpRequest, count: int, differing: list[str]) -> None:
    messages.success(request, ngettext("%(count)d target saved.", "%(count)d targets saved.", count) % {"count": count})
    for sentence in differing:
        messages.warning(request, sentence)
