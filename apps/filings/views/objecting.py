"""What a village says against a computed figure, and what the township answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.filings.access import filing_for
from apps.filings.models import Objection
from apps.filings.objection_forms import AnswerForm, ObjectionForm
from apps.filings.services import objection_answer, objection_say
from apps.organisations.access import requires, user_of
from apps.plans.models import Indicator
from apps.plans.natures import Source


@requires("filing.draft")
def say(request: HttpRequest, code: str, year: int, month: int, indicator: str) -> HttpResponse:
    """Say what is wrong about a figure that the portal computed for the month."""
    user = user_of(request)
    filing = filing_for(user, "filing.draft", code, year, month)
    measured = Indicator.objects.filter(programme__plan=filing.plan_id, source=Source.MEASURE)
    its = measured.filter(code=indicator[:40]).first()
    if its is None:
        raise Http404
    said = filing.objections.filter(indicator=its).first()
    form = ObjectionForm(request.POST if request.method == "POST" else None, stands=said.reason if said else "")
    if form.is_valid():
        try:
            objection_say(filing=filing, indicator=its, reason=form.reason, by=user)
        except ValidationError as errors:
            form.add_error(None, " ".join(errors.messages))
        else:
            messages.success(request, _("Your township office has been told."))
            return redirect("filings:detail", code=code, year=year, month=month)
    context = {"filing": filing, "form": form, "title": its.name, "button": _("Tell the township office")}
    return render(request, "filings/reason.html", context)


@requires("filing.review")
def answer(request: HttpRequest, code: str, year: int, month: int, indicator: str) -> HttpResponse:
    """Answer what a village said."""
    user = user_of(request)
    filing = filing_for(user, "filing.review", code, year, month)
    said = filing.objections.select_related("indicator", "by").filter(indicator__code=indicator[:40]).first()
    if said is None:
        raise Http404
    form = AnswerForm(
        request.POST if request.method == "POST" else None, stands=said.answer, initial={"answer": said.answer}
    )
    form.fields["answer"].help_text = _said(said)
    if form.is_valid():
        objection_answer(objection=said, answer=form.cleaned_data["answer"], by=user)
        messages.success(request, _("Answered. The village reads it in its month."))
        return redirect("filings:detail", code=code, year=year, month=month)
    context = {"filing": filing, "form": form, "title": said.indicator.name, "button": _("Answer")}
    return render(request, "filings/reason.html", context)


def _said(objection: Objection) -> str:
    return f"{objection.by.name}：{objection.reason}"
