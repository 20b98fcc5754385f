"""Check your answers, submit, the receipt; the record of a month; confirming and asking back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.access import allowed_on, filing_for, filing_to_read
from apps.filings.checks import refusals
from apps.filings.forms import ReasonForm, RemarksForm
from apps.filings.models import Filing
from apps.filings.selectors.lines import lines_of
from apps.filings.services import (
    ChangedMeanwhile,
    Seen,
    as_seen,
    filing_ask_to_reopen,
    filing_confirm,
    filing_submit,
)
from apps.filings.states import standing_of
from apps.organisations.access import requires, user_of


@requires("filing.draft")
def check(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Check your answers; submitting is one tap from here."""
    user = user_of(request)
    action = "filing.submit" if request.method == "POST" else "filing.draft"
    filing = filing_for(user, action, code, year, month)
    if not filing.is_editable:
        return redirect("filings:detail", code=code, year=year, month=month)
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        try:
            if _submitted(filing, RemarksForm.of_posted(posted), user):
                return redirect("filings:receipt", code=code, year=year, month=month)
        except ChangedMeanwhile as changed:
            messages.warning(request, changed.messages[0])
            return redirect("filings:check", code=code, year=year, month=month)
    context = _check_context(filing, posted)
    return render(request, "filings/check.html", {**context, "may_submit": "filing.submit" in allowed_on(user, filing)})


def _submitted(filing: Filing, form: RemarksForm, by: User) -> bool:
    """Whether the month could be handed in; where something is wrong or missing, the page says at which line."""
    if not form.is_valid():
        return False
    try:
        filing_submit(seen=Seen(filing.pk, form.cleaned_data["version"]), by=by, remarks=form.remarks)
    except ChangedMeanwhile:
        raise
    except ValidationError:
        return False
    return True


def _check_context(filing: Filing, posted: QueryDict | None) -> dict[str, Any]:
    views = lines_of([filing])[filing.pk]
    form = RemarksForm.of_lines(views, posted, initial={"version": filing.version})
    wrong = {problem.line: problem for problem in refusals(view.figures for view in views)}
    rows = [
        {
            "view": view,
            "wrong": wrong.get(view.line.pk),
            "remark": form.fields_of(view.line.pk) if view.line.pk in form.odd else None,
        }
        for view in views
    ]
    return {"filing": filing, "rows": rows, "wrong": wrong, "form": form}


@requires("filing.view")
def receipt(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """已报: who, when, and what comes next."""
    filing = filing_for(user_of(request), "filing.view", code, year, month)
    if filing.is_editable:
        return redirect("filings:detail", code=code, year=year, month=month)
    submitted = filing.steps.filter(step="submitted").select_related("by").last()
    return render(request, "filings/receipt.html", {"filing": filing, "submitted": submitted})


@requires("filing.view_handed_in")
def detail(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """A month as it stands, with its timeline for those who see more than what was handed in."""
    filing, allowed = filing_to_read(user_of(request), code, year, month)
    in_full = "filing.view" in allowed
    context = {
        "filing": filing,
        "lines": lines_of([filing])[filing.pk],
        "steps": filing.steps.select_related("by") if in_full else None,
        "in_full": in_full,
        "without_reasons": not in_full,
        "standing": standing_of(filing.state, filing.deadline, today(), started=filing.saved_at is not None),
        "may_draft": filing.is_editable and "filing.draft" in allowed,
        "may_review": "filing.review" in allowed,
        "may_ask": not filing.is_editable and not filing.reopening_asked and "filing.own" in allowed,
        "may_confirm": _waits_for_confirmation(filing) and "filing.confirm" in allowed,
    }
    return render(request, "filings/detail.html", context)


def _waits_for_confirmation(filing: Filing) -> bool:
    return filing.state == "submitted" and filing.entered_on_behalf and filing.confirmed_by_id is None


@require_POST
@requires("filing.confirm")
def confirm(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """These are our figures: what was entered on the organisation's behalf is right."""
    user = user_of(request)
    filing = filing_for(user, "filing.confirm", code, year, month)
    try:
        filing_confirm(seen=as_seen(filing), by=user)
        messages.success(request, _("Confirmed. Thank you."))
    except ValidationError as errors:
        messages.error(request, errors.messages[0])
    return redirect("filings:detail", code=code, year=year, month=month)


@requires("filing.own")
def ask(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Ask for a locked month back."""
    user = user_of(request)
    filing = filing_for(user, "filing.own", code, year, month)
    posted = request.POST if request.method == "POST" else None
    form = ReasonForm(posted, initial={"version": filing.version})
    form.fields["reason"].label = _("What has to be corrected?")
    if form.is_valid():
        try:
            filing_ask_to_reopen(filing=filing, reason=form.cleaned_data["reason"], by=user)
            messages.success(request, _("Your township office has been asked."))
            return redirect("filings:detail", code=code, year=year, month=month)
        except ValidationError as errors:
            form.add_error(None, " ".join(errors.messages))
    context = {"filing": filing, "form": form, "title": _("Ask to reopen"), "button": _("Ask")}
    return render(request, "filings/reason.html", context)
