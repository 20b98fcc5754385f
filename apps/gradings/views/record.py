"""The classes of one organisation: of one year to read, enter and reopen, and of all years as a fragment."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.core.calendar import ReportingYear
from apps.core.ids import read_id
from apps.core.versioning import StaleVersion
from apps.gradings.classes import GradingClass
from apps.gradings.forms import FIRST_YEAR, LAST_YEAR, GradingForm, ReopenForm
from apps.gradings.models import Grading
from apps.gradings.rates import RATE_OF
from apps.gradings.selectors import classes_of, drafted_rate, history_of
from apps.gradings.services import grading_reopen, grading_save
from apps.organisations.access import may, organisation_for, requires, user_of
from apps.organisations.models import Organisation
from apps.organisations.scope import may_on, scope_of


@requires("class.view")
def edit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The classes of one organisation and year, its history, and for those who may the form to enter them."""
    user = user_of(request)
    action = "class.edit" if request.method == "POST" else "class.view"
    organisation = organisation_for(user, action, code, seen_by="class.view")
    grading = _grading(organisation, year)
    form = GradingForm(request.POST if request.method == "POST" else None, instance=grading, initial=_initial(grading))
    if form.is_valid() and form.carry_out(
        lambda: grading_save(organisation=organisation, year=year, by=user, **form.details())
    ):
        messages.success(request, _saved(user, Grading.objects.get(organisation=organisation, year=year)))
        return redirect("gradings:edit", year=year, code=code)
    context = {
        "form": form,
        "grading": _grading(organisation, year),
        "organisation": organisation,
        "year": year,
        "is_new": _is_new(grading),
        "history": history_of(organisation, year),
        "may_edit": may(user, "class.edit") and may_on(user, "class.edit", organisation),
        "may_confirm": may(user, "class.confirm") and may_on(user, "class.confirm", organisation),
        "reopen_form": ReopenForm(),
    }
    return render(request, "gradings/edit.html", context)


def _saved(user: User, grading: Grading) -> str:
    """That it is saved and, of a draft end class, what the rate would come to with all drafts."""
    code = RATE_OF.get(grading.start_class)
    if not grading.end_is_draft or code is None:
        return _("Saved.")
    scope = scope_of(user, "class.edit", "")
    rate = drafted_rate(scope.organisation, grading.year, code)
    if not rate.ratio.applicable:
        return _("Saved.")
    told = {
        "rate": code.label,
        "numerator": rate.ratio.numerator,
        "denominator": rate.ratio.denominator,
        "needed": rate.needed,
    }
    if rate.reached:
        return _("Saved. If the drafts are confirmed: %(rate)s %(numerator)d/%(denominator)d, reached.") % told
    return (
        _("Saved. If the drafts are confirmed: %(rate)s %(numerator)d/%(denominator)d, %(needed)d more needed.") % told
    )


@require_POST
@requires("class.confirm")
def reopen(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Take a confirmation back."""
    user = user_of(request)
    organisation = organisation_for(user, "class.confirm", code, seen_by="class.view")
    grading = get_object_or_404(Grading, organisation=organisation, year=year)
    form = ReopenForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        start, version = request.POST.get("part") == "start", read_id(request.POST.get("version", "")) or 0
        grading_reopen(grading=grading, start=start, reason=reason, by=user, version=version)
    except StaleVersion:
        messages.error(request, _("Somebody else has changed these classes meanwhile. Look at them once more."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The confirmation is taken back; the class is a draft again."))
    return redirect("gradings:edit", year=year, code=code)


@requires("class.view")
def of_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """The classes of one organisation over the years, as a fragment for its page."""
    organisation = organisation_for(user_of(request), "class.view", code)
    context = {"organisation": organisation, "gradings": classes_of(organisation)}
    return render(request, "gradings/_of_organisation.html", context)


def _grading(organisation: Organisation, year: int) -> Grading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    found: Grading | None = Grading.objects.filter(organisation=organisation, year=year).first()
    grading = found or Grading(year=year)
    grading.organisation = organisation
    return grading


def _initial(grading: Grading) -> dict[str, str]:
    """An organisation opened after 1 January is not graded: nobody needs to choose."""
    return {"start_class": GradingClass.UNGRADED} if grading.pk is None and _is_new(grading) else {}


def _is_new(grading: Grading) -> bool:
    opened = grading.organisation.opened
    return opened is not None and opened > ReportingYear(grading.year).first_day
