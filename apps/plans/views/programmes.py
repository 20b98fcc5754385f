"""The programmes of a plan: added, renamed, ordered, removed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.organisations.access import requires, user_of
from apps.plans.access import plan_to_edit
from apps.plans.forms import NewProgrammeForm, ProgrammeForm
from apps.plans.models import Plan, Programme
from apps.plans.services import programme_add, programme_move, programme_remove, programme_rename
from apps.plans.views.addresses import beside


@requires("plan.edit")
def programmes(request: HttpRequest, year: int) -> HttpResponse:
    """The programmes in their order; a new one is entered below them."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    form = NewProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        made = form.make_once(
            lambda: programme_add(plan=plan, name=name, by=user), lambda _it: beside(plan, "programmes")
        )
        if made is not None:
            return redirect(made.address)
    shown = plan.programmes.annotate(number=Count("indicators")).order_by("position", "pk")
    return render(request, "plans/programmes.html", {"plan": plan, "programmes": shown, "form": form})


@requires("plan.edit")
def programme(request: HttpRequest, year: int, programme_id: int) -> HttpResponse:
    """Rename a programme."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    current = _programme(plan, programme_id)
    form = ProgrammeForm(request.POST or None, current=current)
    if request.method == "POST" and form.is_valid():
        name, version = form.cleaned_data["name"], form.cleaned_data["version"]
        if form.carry_out(lambda: programme_rename(programme=current, name=name, by=user, version=version)):
            return redirect(beside(plan, "programmes"))
    context = {"plan": plan, "form": form, "programme": current, "keep": beside(plan, "programmes")}
    return render(request, "plans/programme.html", context)


@require_POST
@requires("plan.edit")
def programme_moved(request: HttpRequest, year: int, programme_id: int) -> HttpResponse:
    """One place up or down."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    programme_move(programme=_programme(plan, programme_id), up=request.POST.get("to") == "up", by=user)
    return redirect(beside(plan, "programmes"))


@require_POST
@requires("plan.edit")
def programme_removed(request: HttpRequest, year: int, programme_id: int) -> HttpResponse:
    """Take out one without indicators."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    try:
        programme_remove(programme=_programme(plan, programme_id), by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The programme has been removed."))
    return redirect(beside(plan, "programmes"))


def _programme(plan: Plan, programme_id: int) -> Programme:
    found: Programme = get_object_or_404(plan.programmes.all(), pk=programme_id)
    return found
