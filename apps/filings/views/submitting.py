"""Check your answers, submit, the receipt; the record of a month; confirming and asking back."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.ids import read_id
from apps.core.pages import page_of
from apps.filings.access import allowed_on, filing_for, filing_to_read
from apps.filings.checks import refusals
from apps.filings.first_level import held_up_among, is_first_level
from apps.filings.forms import ReasonForm, RemarksForm
from apps.filings.models import Filing
from apps.filings.selectors.history import before_return, history_of
from apps.filings.selectors.lines import lines_of
from apps.filings.services import (
    ChangedMeanwhile,
    Refused,
    Seen,
    as_seen,
    filing_ask_to_reopen,
    filing_confirm,
    filing_keep_remarks,
    filing_pass_on,
    filing_submit,
)
from apps.filings.states import TAKEN_BACK, standing_of
from apps.organisations.access import requires, user_of


@requires("filing.draft")
def check(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Check your answers; submitting is one tap from here.  What is missing is said after the first attempt."""
    user = user_of(request)
    go = request.POST.get("go", "submit") if request.method == "POST" and not _by_itself(request) else ""
    filing = filing_for(user, "filing.submit" if go == "submit" else "filing.draft", code, year, month)
    if not filing.is_editable:
        return redirect("filings:detail", code=code, year=year, month=month)
    if request.method == "POST":
        try:
            return _answered(request, filing, go)
        except ValidationError:  # handed in meanwhile: what the page keeps by itself may come after that
            return HttpResponse(status=204) if _by_itself(request) else redirect(request.path)
    context = _check_context(filing, needed="missing" in request.GET)
    return render(request, "filings/check.html", {**context, "may_submit": "filing.submit" in allowed_on(user, filing)})


def _by_itself(request: HttpRequest) -> bool:
    """Whether the page keeps what is typed so far by itself."""
    return "HX-Request" in request.headers


def _answered(request: HttpRequest, filing: Filing, go: str) -> HttpResponse:
    """Keep what was said about the figures, then go where the button leads; nothing is shown in answer to a POST."""
    user, form = user_of(request), RemarksForm.of_posted(request.POST)
    where = {"code": filing.organisation.code, "year": filing.year, "month": filing.month}
    here = reverse("filings:check", kwargs=where)
    if not form.is_valid():
        messages.error(request, " ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
        return redirect(here)
    seen = Seen(filing.pk, form.cleaned_data["version"])
    page = form.cleaned_data["page"]
    kept, as_it_was = filing, seen == as_seen(filing)
    if form.remarks or not as_it_was:
        kept, as_it_was = filing_keep_remarks(seen=seen, remarks=form.remarks, by=user, page=page)
    if not go:
        return render(request, "filings/_draft_state.html", {"filing": kept, "outcome": "saved", "form": form})
    if not as_it_was:
        messages.warning(request, ChangedMeanwhile([filing.pk]).messages[0])
    if not as_it_was or go == "keep":
        return redirect(here)
    if go == "submit":
        return redirect(_handed_in(kept, user))
    if go == "done":
        messages.success(request, _("Saved. The secretary finds it under “Monthly filing”, checks it and submits it."))
        return redirect("filings:list")
    line = f"#id_n{go}" if read_id(go) is not None else ""
    return redirect(reverse("filings:edit", kwargs=where) + line)


def _handed_in(filing: Filing, by: User) -> str:
    """The receipt; where something is wrong or missing, the check page, which says at which line."""
    where = {"code": filing.organisation.code, "year": filing.year, "month": filing.month}
    try:
        filing_submit(seen=as_seen(filing), by=by)
    except Refused:
        return reverse("filings:check", kwargs=where) + "?missing"
    except ValidationError:
        return reverse("filings:check", kwargs=where)
    return reverse("filings:receipt", kwargs=where)


def _check_context(filing: Filing, *, needed: bool) -> dict[str, Any]:
    views = lines_of([filing])[filing.pk]
    form = RemarksForm.of_lines(views, needed=needed, initial={"version": filing.version, "page": token_hex(16)})
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
    user = user_of(request)
    filing, allowed = filing_to_read(user, code, year, month)
    in_full = "filing.view" in allowed
    steps = list(filing.steps.select_related("by")) if in_full else None
    filing.returned_at = max((it.at for it in steps or () if it.step in TAKEN_BACK), default=None)
    context = {
        "filing": filing,
        "lines": lines_of([filing])[filing.pk],
        "steps": steps,
        "objections": filing.objections.select_related("indicator", "by", "answered_by") if in_full else None,
        "before": before_return([filing]).get(filing.pk, {}),
        "in_full": in_full,
        "without_reasons": not in_full,
        "standing": standing_of(filing.state, filing.deadline, today(), started=filing.saved_at is not None),
        "may_draft": filing.is_editable and "filing.draft" in allowed,
        "may_review": "filing.review" in allowed,
        "may_ask": not filing.is_editable and not filing.reopening_asked and "filing.own" in allowed,
        "may_confirm": _waits_for_confirmation(filing) and "filing.confirm" in allowed,
        "may_pass_on": _waits_for_the_first_level(user, filing),
    }
    return render(request, "filings/detail.html", context)


@requires("filing.view")
def history(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Every change of the month's figures."""
    filing = filing_for(user_of(request), "filing.view", code, year, month)
    page = page_of(request, history_of(filing), per_page=50)
    return render(request, "filings/history.html", {"filing": filing, "page": page})


def _waits_for_confirmation(filing: Filing) -> bool:
    return filing.state == "submitted" and filing.entered_on_behalf and filing.confirmed_by_id is None


def _waits_for_the_first_level(user: User, filing: Filing) -> bool:
    return filing.state == "submitted" and is_first_level(user, filing) and bool(held_up_among([filing]))


@require_POST
@requires("filing.pass_on")
def pass_on(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """The general branch passes on what its branch handed in."""
    user = user_of(request)
    filing = filing_for(user, "filing.pass_on", code, year, month)
    try:
        filing_pass_on(seen=as_seen(filing), by=user)
        messages.success(request, _("Passed on to the township."))
    except ValidationError as errors:
        messages.error(request, errors.messages[0])
    return redirect("filings:detail", code=code, year=year, month=month)


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
