"""The pages of early warnings: the list, one of them, confirming, answering and lifting it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.core.undoing import say_done, take_back
from apps.organisations.access import may, requires, user_of
from apps.warnings.filters import WarningFilter
from apps.warnings.forms import AnswerForm, LiftForm
from apps.warnings.selectors import visible_warnings, warning_for
from apps.warnings.sentences import address, reminder, sentence
from apps.warnings.services import warning_answer, warning_confirm, warning_lift, warning_restore, warning_unconfirm
from apps.warnings.workbook import COLUMNS, SHEET, rows_of
from apps.workbooks.responses import workbook_response


@require_GET
@requires("warning.view")
def warnings(request: HttpRequest) -> HttpResponseBase:
    """What is warned of, the gravest first; `?export=xlsx` for the same as a workbook."""
    user = user_of(request)
    filtered = WarningFilter(request.GET, visible_warnings(user))
    if request.GET.get("export") == "xlsx":
        name, rows = f"{SHEET} {today()}.xlsx", rows_of(filtered.qs)
        return workbook_response(name, SHEET, COLUMNS, rows, by=user, filters=filters_in(filtered))
    page = page_of(request, filtered.qs)
    shown = [(it, sentence(it)) for it in page]
    context = {
        "filter": filtered,
        "page": page,
        "shown": shown,
        "reminder": reminder([it for it in page if it.is_open]),
    }
    return render(request, "warnings/list.html", context)


@require_GET
@requires("warning.view")
def warning(request: HttpRequest, number: int) -> HttpResponse:
    """One warning: what it is about, what became of it, what may be done."""
    user = user_of(request)
    found = warning_for(user, "warning.view", number)
    context = {
        "warning": found,
        "sentence": sentence(found),
        "cause": address(found),
        "reminder": reminder([found]),
        "may_confirm": found.is_open and found.confirmed_on is None and may(user, "warning.confirm"),
        "may_answer": found.is_open and may(user, "warning.answer"),
        "may_lift": found.is_open and may(user, "warning.lift"),
    }
    return render(request, "warnings/detail.html", context)


@require_POST
@requires("warning.confirm")
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody of the township says that it is so."""
    user = user_of(request)
    try:
        done = warning_confirm(warning=warning_for(user, "warning.confirm", number), by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        say_done(request, _("Confirmed."), undo=reverse("warnings:unconfirm", args=[number]), version=done.version)
    return redirect("warnings:warning", number)


@require_POST
@requires("warning.confirm")
def unconfirm(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a confirmation."""
    user = user_of(request)
    found = warning_for(user, "warning.confirm", number)
    take_back(
        request,
        lambda version: warning_unconfirm(warning=found, version=version, by=user),
        _("Undone: it waits to be confirmed."),
    )
    return redirect("warnings:warning", number)


@requires("warning.answer")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Say which corrective action is taken."""
    user = user_of(request)
    found = warning_for(user, "warning.answer", number)
    form = AnswerForm(request.POST if request.method == "POST" else None, current=found)
    if request.method == "POST" and form.is_valid():
        given = {"answer": form.cleaned_data["answer"], "version": form.cleaned_data["version"]}
        if form.carry_out(lambda: warning_answer(warning=found, by=user, **given)):
            messages.success(request, _("Saved: the township sees what is being done."))
            return redirect("warnings:warning", number)
    return render(request, "warnings/form.html", {"warning": found, "sentence": sentence(found), "form": form})


@requires("warning.lift")
def lift(request: HttpRequest, number: int) -> HttpResponse:
    """Lift it by hand, with a reason."""
    user = user_of(request)
    found = warning_for(user, "warning.lift", number)
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.carry_out(lambda: warning_lift(warning=found, reason=reason, by=user)):
            found.refresh_from_db(fields=["version"])
            say_done(request, _("Lifted."), undo=reverse("warnings:restore", args=[number]), version=found.version)
            return redirect("warnings:warning", number)
    context = {"warning": found, "sentence": sentence(found), "form": form, "lifts": True}
    return render(request, "warnings/form.html", context)


@require_POST
@requires("warning.lift")
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Undo that it was lifted by hand."""
    user = user_of(request)
    found = warning_for(user, "warning.lift", number)
    take_back(
        request,
        lambda version: warning_restore(warning=found, version=version, by=user),
        _("Undone: the warning stands again."),
    )
    return redirect("warnings:warning", number)
