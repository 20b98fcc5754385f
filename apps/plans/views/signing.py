"""A plan is given out, signed for and revised (签订目标责任书)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.calendar import ReportingYear
from apps.organisations.access import organisation_for, requires, user_of
from apps.organisations.models import Organisation
from apps.plans.access import plan_to_edit
from apps.plans.selectors import plan_over
from apps.plans.selectors.letters import letters_of
from apps.plans.selectors.signing import Row, last_signature, signing_of
from apps.plans.services import letter_sign, plan_recall, plan_release
from apps.plans.signing_forms import LetterForm, ReleaseForm
from apps.plans.views.addresses import beside, year_of


@requires("plan.edit")
def signing(request: HttpRequest, year: int) -> HttpResponse:
    """Give the plan out; who has signed and who has not; what was revised since."""
    user = user_of(request)
    plan = plan_to_edit(user, year, request.GET.get("plan", ""))
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.carry_out(lambda: plan_release(plan=plan, by=user, reason=reason)):
            messages.success(request, _("The plan is given out for signing."))
            return redirect(beside(plan, "signing"))
    return render(request, "plans/signing.html", {"plan": plan, "form": form, "its": signing_of(plan)})


@require_POST
@requires("plan.edit")
def recalled(request: HttpRequest, year: int) -> HttpResponse:
    """Take back what nobody has signed yet."""
    plan = plan_to_edit(user_of(request), year, request.GET.get("plan", ""))
    try:
        plan_recall(plan=plan, by=user_of(request))
    except ValidationError as refusal:
        messages.info(request, " ".join(refusal.messages))
    return redirect(beside(plan, "signing"))


@requires("plan.sign")
def letter(request: HttpRequest, year: int) -> HttpResponse:
    """The targets of one's own organisation, and signing for them: what is signed is what was seen."""
    user, organisation = user_of(request), _own(request)
    plan = plan_over(organisation, year, ReportingYear(year_of(year)).last_day)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and plan is not None and form.is_valid():
        said = {"seal": request.POST.get("seal", ""), "remark": form.cleaned_data["remark"]}
        if form.carry_out(lambda: letter_sign(plan=plan, organisation=organisation, by=user, **said)):
            messages.success(request, _("Signed. Thank you."))
            return redirect(request.get_full_path())
    context: dict[str, Any] = {"plan": plan, "year": year, "organisation": organisation, "form": form}
    if plan is not None:
        context["row"] = Row(organisation, letters_of(plan).of(organisation.pk), last_signature(plan, organisation))
    return render(request, "plans/letter.html", context)


def _own(request: HttpRequest) -> Organisation:
    """The organisation asked for, else the first of one's own."""
    user = user_of(request)
    if code := request.GET.get("organisation", ""):
        return organisation_for(user, "plan.sign", code)
    found: Organisation | None = Organisation.objects.visible_to(user, "plan.sign").order_by("code").first()
    if found is None:
        raise Http404
    return found
