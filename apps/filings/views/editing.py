"""Entering a month: the form, the draft that saves itself, the check page, the receipt."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.calendar import today
from apps.filings.access import allowed_on, filing_for
from apps.filings.forms import MonthForm
from apps.filings.models import Filing
from apps.filings.selectors.lines import lines_of, views_of
from apps.filings.services import ChangedMeanwhile, Seen, as_seen, filing_nil_return, filing_save_draft
from apps.filings.states import FilingStanding, standing_of
from apps.organisations.access import requires, user_of


@requires("filing.draft")
def edit(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """The form of a month; a locked one is shown as it is."""
    filing = filing_for(user_of(request), "filing.draft", code, year, month)
    if not filing.is_editable:
        return redirect("filings:detail", code=code, year=year, month=month)
    lines = filing.lines.with_indicator()
    if request.method == "POST":
        return _save(request, filing, MonthForm(lines, _posted(request, filing)))
    form = MonthForm(lines, initial={"version": filing.version, "page": token_hex(16)})
    return _form_page(request, filing, form)


@require_POST
@requires("filing.draft")
def autosave(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Save what is typed so far, as the page does by itself; says in a header what became of it."""
    filing = filing_for(user_of(request), "filing.draft", code, year, month)
    form = MonthForm(filing.lines.with_indicator(), request.POST)
    form.is_valid()
    context: dict[str, Any] = {"form": form}
    outcome = "saved" if form.is_valid() else "partly"
    try:
        context["filing"] = _write(request, filing, form)
        context["blank"] = filing.lines.filter(numerator__isnull=True).count()
    except ChangedMeanwhile:
        outcome, context["filing"] = "conflict", filing
    except ValidationError as errors:
        outcome, context["errors"] = "locked", errors.messages
    response = render(request, "filings/_draft_state.html", {**context, "outcome": outcome})
    response["X-Draft"] = outcome
    return response


@require_POST
@requires("filing.draft")
def nil(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Nothing new this month, said from a list: what is blank is filled, then everything is checked."""
    user = user_of(request)
    filing = filing_for(user, "filing.draft", code, year, month)
    if not filing.is_editable:
        return redirect("filings:detail", code=code, year=year, month=month)
    last = {it.line.pk: (it.last.numerator, it.last.denominator) for it in lines_of([filing])[filing.pk] if it.last}
    try:
        filing_nil_return(seen=as_seen(filing), last=last, by=user)
    except ValidationError:
        messages.warning(request, _("Something new stands in this month already: check it here."))
        return redirect("filings:edit", code=code, year=year, month=month)
    return redirect("filings:check", code=code, year=year, month=month)


def _write(request: HttpRequest, filing: Filing, form: MonthForm) -> Filing:
    seen = Seen(filing.pk, form.cleaned_data.get("version") or 0)
    page = form.cleaned_data.get("page", "")
    return filing_save_draft(seen=seen, entries=form.entries, by=user_of(request), page=page)


def _save(request: HttpRequest, filing: Filing, form: MonthForm) -> HttpResponse:
    """Save, then go where the button leads; where somebody else was faster both versions stand side by side."""
    if not form.is_valid():
        return _form_page(request, filing, form)
    go = request.POST.get("go", "save")
    try:
        saved = _write(request, filing, form)
        if go == "nil":
            views = views_of([filing], form.lines)[filing.pk]
            last = {it.line.pk: (it.last.numerator, it.last.denominator) for it in views if it.last}
            page = form.cleaned_data["page"]
            filing_nil_return(seen=Seen(saved.pk, saved.version), last=last, by=user_of(request), page=page)
    except ChangedMeanwhile:
        return _both_versions(request, filing, form)
    except ValidationError as errors:
        return _form_page(
            request, Filing.objects.with_path().select_related("organisation").get(pk=filing.pk), _told(form, errors)
        )
    if go not in ("nil", "check"):
        messages.success(request, _("Saved. Nothing has been submitted yet."))
    page = "filings:check" if go in ("nil", "check") else "filings:edit"
    return redirect(page, code=filing.organisation.code, year=filing.year, month=filing.month)


def _posted(request: HttpRequest, filing: Filing) -> QueryDict:
    """What was typed; where "unchanged" was tapped without scripts the line has last month's figure.

    "All unchanged" fills what is blank.
    """
    asked = request.POST.get("unchanged")
    if asked is None:
        return request.POST
    data = request.POST.copy()
    for view in lines_of([filing])[filing.pk]:
        pk = str(view.line.pk)
        if view.unchanged and (asked == pk or (asked == "all" and not data.get(f"n{pk}", "").strip())):
            data[f"n{pk}"], data[f"d{pk}"] = view.last_numerator, view.last_denominator
    return data


def _both_versions(request: HttpRequest, filing: Filing, form: MonthForm) -> HttpResponse:
    """What is stored now beside what was typed; saving once more is based on what is stored now."""
    form.data = {**form.data.dict(), "version": str(filing.version), "page": token_hex(16)}  # type: ignore[attr-defined]
    return _form_page(request, filing, form, conflict=True)


def _told(form: MonthForm, errors: ValidationError) -> MonthForm:
    """The form with the service's sentences at their lines."""
    by_line = errors.message_dict if hasattr(errors, "error_dict") else {}
    for line, sentences in by_line.items():
        form.add_error(f"n{line}", sentences)
    if not by_line:
        form.add_error(None, errors)
    return form


def _form_page(request: HttpRequest, filing: Filing, form: MonthForm, *, conflict: bool = False) -> HttpResponse:
    user, day = user_of(request), today()
    blank = sum(line.numerator is None for line in form.lines)
    rows = form.rows(views_of([filing], form.lines)[filing.pk])
    unchanged = [it.view.unchanged for it in rows if it.view.unchanged and not it.numerator.value()]
    context = {
        "filing": filing,
        "form": form,
        "rows": rows,
        "unchanged": ";".join(unchanged) if len(unchanged) > 1 else "",
        "conflict": conflict,
        "blank": blank,
        "standing": standing_of(filing.state, filing.deadline, day, started=filing.saved_at is not None),
        "days_left": (filing.deadline - day).days,
        "overdue": FilingStanding.OVERDUE,
        "on_behalf": "filing.own" not in allowed_on(user, filing),
    }
    return render(request, "filings/edit.html", context)
