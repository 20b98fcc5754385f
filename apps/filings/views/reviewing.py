"""The township's pages: the queue, returning, extending, reopening."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.ids import read_id
from apps.core.pages import page_of
from apps.filings.access import filing_for
from apps.filings.filters import month_asked
from apps.filings.first_level import passable_by
from apps.filings.forms import ExtendManyForm, ExtensionForm, ReasonForm, ReturnForm
from apps.filings.models import Filing
from apps.filings.selectors.lines import lines_of
from apps.filings.selectors.review import review_queue, reviewed_by
from apps.filings.services import Seen, filing_extend, filing_reopen, filing_return, filings_approve, filings_extend
from apps.organisations.access import may, requires, user_of

PER_PAGE = 20


def review(request: HttpRequest) -> HttpResponse:
    """What was submitted, the most urgent first; many are approved at once."""
    user = user_of(request)
    if not (may(user, "filing.approve_on_behalf") or may(user, "filing.review")):
        raise PermissionDenied
    if request.method == "POST":
        return _approve(request)
    queue = review_queue(user)
    page = page_of(request, month_asked(request.GET, queue.submitted), PER_PAGE)
    context = {
        "page": page,
        "rows": reviewed_by(user, list(page)),
        "months": list(queue.submitted.order_by("year", "month").values_list("year", "month").distinct()),
        "asked": queue.asked_back,
        "objections": queue.objections,
    }
    return render(request, "filings/review.html", context)


def _approve(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    chosen = _chosen(request.POST.getlist("filing"))
    allowed = set(review_queue(user).submitted.filter(pk__in=chosen).values_list("pk", flat=True))
    try:
        if not allowed:
            raise ValidationError(_("Choose at least one filing."))
        seen = [Seen(pk, version) for pk, version in chosen.items() if pk in allowed]
        done = filings_approve(seen=seen, by=user)
        sentence = ngettext("%(count)d filing approved.", "%(count)d filings approved.", len(done))
        messages.success(request, sentence % {"count": len(done)})
    except ValidationError as errors:
        messages.error(request, " ".join(errors.messages))
    return redirect(request.get_full_path())


def _chosen(values: list[str]) -> dict[int, int]:
    """Filings and the versions that were seen, out of ``12:3``; what is not of that form is left out."""
    pairs = ([read_id(part) for part in value.partition(":")[::2]] for value in values)
    return {pk: version for pk, version in pairs if pk is not None and version is not None}


def give_back(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Return a month with reasons, at its lines or for the whole; a general branch may, before it passes it on."""
    user = user_of(request)
    first_level = not may(user, "filing.review")
    if first_level and not passable_by(user).filter(organisation__code=code, year=year, month=month).exists():
        raise PermissionDenied
    filing = filing_for(user, "filing.pass_on" if first_level else "filing.review", code, year, month)
    posted = request.POST if request.method == "POST" else None
    form = ReturnForm(lines_of([filing])[filing.pk], posted, initial={"version": filing.version})
    if form.is_valid():
        try:
            seen = Seen(filing.pk, form.cleaned_data["version"])
            filing_return(seen=seen, reason=form.reason, line_reasons=form.line_reasons, by=user)
        except ValidationError as errors:
            form.add_error(None, " ".join(errors.messages))
        else:
            messages.success(request, _("Returned. The village sees the reasons."))
            return redirect("filings:list" if first_level else "filings:review")
    return render(request, "filings/return.html", {"filing": filing, "form": form})


@requires("filing.review")
def extend(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Give more time, before or after the fact."""
    filing = filing_for(user_of(request), "filing.review", code, year, month)

    def act(seen: Seen, given: dict[str, Any]) -> None:
        filing_extend(seen=seen, until=given["until"], reason=given["reason"], by=user_of(request))

    return _reason_page(request, filing, partial(ExtensionForm, filing=filing), act, _("Give more time"))


@requires("filing.review")
def extend_many(request: HttpRequest) -> HttpResponse:
    """Give many open months more time at once."""
    user = user_of(request)
    waiting = Filing.objects.all().visible_to(user, "filing.review").open().select_related("organisation")
    posted = request.POST if request.method == "POST" else None
    form = ExtendManyForm(waiting.order_by("year", "month", "organisation__code"), posted)
    if form.is_valid():
        given = form.cleaned_data
        seen = [Seen(pk, version) for pk, version in _chosen(given["filing"]).items()]
        try:
            filings_extend(seen=seen, until=given["until"], reason=given["reason"], by=user)
        except ValidationError as errors:
            form.add_error(None, " ".join(errors.messages))
        else:
            messages.success(request, _("Done."))
            return redirect("filings:list")
    return render(request, "filings/extend_many.html", {"form": form})


@requires("filing.review")
def reopen(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Take an approval back, so that the figures can be corrected."""
    filing = filing_for(user_of(request), "filing.review", code, year, month)

    def act(seen: Seen, given: dict[str, Any]) -> None:
        filing_reopen(seen=seen, reason=given["reason"], by=user_of(request))

    return _reason_page(request, filing, ReasonForm, act, _("Reopen the month"))


def _reason_page(
    request: HttpRequest,
    filing: Filing,
    form_class: Callable[..., forms.Form],
    act: Callable[[Seen, dict[str, Any]], None],
    title: str,
) -> HttpResponse:
    initial = {"version": filing.version, "reason": filing.reopening_asked}
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            act(Seen(filing.pk, form.cleaned_data["version"]), form.cleaned_data)
        except ValidationError as errors:
            form.add_error(None, errors)
        else:
            messages.success(request, _("Done."))
            return redirect("filings:detail", code=filing.organisation.code, year=filing.year, month=filing.month)
    return render(request, "filings/reason.html", {"filing": filing, "form": form, "title": title, "button": title})
