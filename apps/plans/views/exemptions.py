"""Who is exempted from an indicator (不作要求): entered for several organisations at once, changed, ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.core.calendar import ReportingYear, today
from apps.organisations.access import requires, user_of
from apps.plans.access import plan_to_edit
from apps.plans.exemption_forms import ExemptionForm, NewExemptionForm
from apps.plans.models import Exemption, Indicator, Plan
from apps.plans.querysets import ExemptionQuerySet
from apps.plans.selectors import whom_to_exempt
from apps.plans.services import exemption_change, exemption_remove, exemptions_add
from apps.plans.views.addresses import beside


@requires("plan.edit")
def exemptions(request: HttpRequest, year: int) -> HttpResponse:
    """All exemptions of a plan, and for which indicator a new one is to be entered."""
    plan = plan_to_edit(user_of(request), year, request.GET.get("plan", ""))
    shown = _of(plan).select_related("indicator", "organisation").order_by("indicator__position", "organisation__code")
    indicators = Indicator.objects.filter(programme__plan=plan).select_related("programme")
    context = {
        "plan": plan,
        "exemptions": [(it, it.holds_on(today())) for it in shown],
        "indicators": indicators.order_by("programme__position", "position"),
    }
    return render(request, "plans/exemptions.html", context)


@requires("plan.edit")
def new(request: HttpRequest, year: int) -> HttpResponse:
    """Exempt organisations from the indicator `?indicator=`."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    indicators = Indicator.objects.filter(programme__plan=plan).select_related("programme")
    indicator = get_object_or_404(indicators, code=request.GET.get("indicator", "").replace("\0", ""))
    bounds = ReportingYear(plan.year)
    day = min(max(today(), bounds.first_day), bounds.last_day)
    form = NewExemptionForm(
        request.POST or None, candidates=whom_to_exempt(indicator, plan, day), initial={"start": day}
    )
    if request.method == "POST" and form.is_valid():
        details = form.details
        made = form.make_once(
            lambda: exemptions_add(indicator=indicator, by=user, **details), lambda _made: beside(plan, "exemptions")
        )
        if made is not None:
            _say_saved(request, len(details["organisations"]), first=made.first)
            return redirect(made.address)
    return render(request, "plans/exemption_new.html", {"plan": plan, "indicator": indicator, "form": form})


@requires("plan.edit")
def exemption(request: HttpRequest, year: int, exemption_id: int) -> HttpResponse:
    """Change an exemption, or end it."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    current = _exemption(plan, exemption_id)
    form = ExemptionForm(request.POST or None, current=current)
    if request.method == "POST" and form.is_valid():
        version, details = form.cleaned_data["version"], form.details
        if form.carry_out(lambda: exemption_change(exemption=current, by=user, version=version, **details)):
            messages.success(request, _("Saved."))
            return redirect(beside(plan, "exemptions"))
    context = {"plan": plan, "exemption": current, "form": form, "keep": beside(plan, "exemptions")}
    return render(request, "plans/exemption.html", context)


@require_POST
@requires("plan.edit")
def removed(request: HttpRequest, year: int, exemption_id: int) -> HttpResponse:
    """Take out one that was entered by mistake."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    exemption_remove(exemption=_exemption(plan, exemption_id), by=user)
    messages.success(request, _("The exemption has been removed."))
    return redirect(beside(plan, "exemptions"))


def _of(plan: Plan) -> ExemptionQuerySet:
    found: ExemptionQuerySet = Exemption.objects.filter(indicator__programme__plan=plan)
    return found


def _exemption(plan: Plan, exemption_id: int) -> Exemption:
    found: Exemption = get_object_or_404(_of(plan).select_related("indicator", "organisation"), pk=exemption_id)
    return found


def _say_saved(request: HttpRequest, count: int, *, first: bool) -> None:
    if not first:
        messages.info(request, _("This had been saved already: once is enough."))
        return
    sentence = ngettext("%(count)d organisation is exempted.", "%(count)d organisations are exempted.", count)
    messages.success(request, sentence % {"count": count})
