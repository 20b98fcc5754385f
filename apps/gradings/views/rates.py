"""The page of the three rates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from apps.core.calendar import ReportingYear, today
from apps.gradings.forms import RatesForm
from apps.gradings.selectors import overview_of, years_with_classes
from apps.organisations.access import requires, user_of
from apps.organisations.scope import scope_of


@requires("rate.view")
def rates(request: HttpRequest) -> HttpResponse:
    """The three rates with the lists behind them; a bad value in the address gives way to its default."""
    user, form = user_of(request), RatesForm(request.GET)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.warning(request, str(form.fields[name].label) + gettext(": ") + " ".join(map(str, errors)))
    asked = form.cleaned_data
    year = asked.get("year") or today().year
    as_of = asked.get("as_of") or ReportingYear(year).last_day
    scope = scope_of(user, "rate.view", asked.get("organisation", ""), "class.view")
    pending = scope.may("class.view")
    years = years_with_classes(scope.visible)
    shown = {"year": year, "organisation": scope.organisation.code, "as_of": asked.get("as_of")}
    picker = RatesForm(initial=shown)
    picker.offer(sorted({*years, year}, reverse=True), scope.choices)
    context = {
        "organisation": scope.organisation,
        "year": year,
        "as_of": as_of,
        "pending": pending,
        "overview": overview_of(scope.organisation, year, as_of, pending=pending),
        "picker": picker,
        "latest": next((known for known in years if known < year), None),
    }
    return render(request, "gradings/rates.html", context)
