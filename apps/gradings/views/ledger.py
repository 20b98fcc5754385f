"""The page of the rectification ledger."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.calendar import ReportingYear, today
from apps.gradings.forms import RatesForm, year_in
from apps.gradings.selectors import backward_of, ledger_of, years_with_classes
from apps.gradings.selectors.rates import scope_at
from apps.organisations.access import may, requires, user_of
from apps.organisations.scope import scope_of
from apps.registers.registry import REGISTERS

MATTERS = REGISTERS["matters"]


@requires("class.view")
def rectification(request: HttpRequest) -> HttpResponse:
    """Every organisation that began the year backward: who helps it, what is done, whether that was accepted."""
    user, year = user_of(request), year_in(request.GET)
    scope = scope_of(user, "class.view", request.GET.get("organisation", ""))
    on = min(ReportingYear(year).last_day, today())
    within = scope_at(scope.organisation, scope.place_on(on), on)
    backward = backward_of(within, year, on)
    picker = RatesForm(initial={"year": year, "organisation": scope.organisation.code})
    picker.offer(sorted({*years_with_classes(scope.visible), year}, reverse=True), scope.choices)
    del picker.fields["as_of"]
    context = {
        "organisation": scope.organisation,
        "year": year,
        "as_of": on,
        "picker": picker,
        "backward": len(backward),
        "lines": ledger_of(backward, within, year, on),
        "may_edit": may(user, "class.edit"),
        "may_record": may(user, MATTERS.may("record")),
    }
    return render(request, "gradings/rectification.html", context)
