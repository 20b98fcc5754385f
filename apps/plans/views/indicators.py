"""An indicator, entered and changed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.organisations.access import requires, user_of
from apps.plans.access import plan_to_edit
from apps.plans.forms import IndicatorForm, NewIndicatorForm
from apps.plans.models import Indicator, Plan
from apps.plans.services import Because, indicator_save
from apps.plans.services.indicators import first_month_of
from apps.plans.signing_forms import RevisionForm
from apps.plans.views.addresses import page_of_plan


@requires("plan.edit")
def new(request: HttpRequest, year: int) -> HttpResponse:
    """Enter an indicator."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    initial = {"first_month": first_month_of(plan), "programme": request.GET.get("programme", "")}
    form = NewIndicatorForm(request.POST or None, initial=initial)
    revised = _revision(request, plan)
    if request.method == "POST" and form.is_valid() and (revised is None or revised.is_valid()):
        programme, details = form.cleaned_data["programme"], form.details
        made = form.make_once(
            lambda: indicator_save(plan=plan, programme=programme, by=user, because=_because(revised), **details),
            lambda _it: page_of_plan(plan),
        )
        if made is not None:
            messages.success(request, _("Saved.") if made.first else _("This had been saved already: once is enough."))
            return redirect(made.address)
    context = {"form": form, "plan": plan, "programmes": plan.programmes.all(), "revised": revised}
    return render(request, "plans/indicator.html", context)


@requires("plan.edit")
def edit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Change an indicator."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    current = Indicator.objects.filter(programme__plan=plan, code=code).select_related("programme").first()
    if current is None:
        raise Http404
    form = IndicatorForm(request.POST or None, current=current)
    revised = _revision(request, plan)
    if request.method == "POST" and form.is_valid() and (revised is None or revised.is_valid()):
        programme, version, details = form.cleaned_data["programme"], form.cleaned_data["version"], form.details
        if form.carry_out(
            lambda: indicator_save(
                plan=plan,
                programme=programme,
                by=user,
                indicator=current,
                version=version,
                because=_because(revised),
                **details,
            )
        ):
            messages.success(request, _("Saved."))
            return redirect(page_of_plan(plan))
    context = {
        "form": form,
        "plan": plan,
        "indicator": current,
        "programmes": plan.programmes.all(),
        "revised": revised,
        "keep": page_of_plan(plan),
    }
    return render(request, "plans/indicator.html", context)


def _revision(request: HttpRequest, plan: Plan) -> RevisionForm | None:
    """What is asked besides of a plan that was given out for signing."""
    return RevisionForm(request.POST or None) if plan.released_on else None


def _because(revised: RevisionForm | None) -> Because | None:
    return revised.because if revised else None
