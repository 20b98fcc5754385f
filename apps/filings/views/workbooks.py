"""The workbooks of a month: of one organisation, and one for everybody whose figures are phoned in."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from apps.filings.access import filing_for
from apps.filings.models import Filing
from apps.filings.month_sheet import write_month
from apps.filings.month_workbook import MonthRegister
from apps.filings.months import Month
from apps.organisations.access import requires, user_of
from apps.workbooks.responses import download


@requires("filing.view")
def of_one(request: HttpRequest, code: str, year: int, month: int) -> HttpResponseBase:
    """The month as a workbook, to be filled in and uploaded."""
    user = user_of(request)
    filing = filing_for(user, "filing.view", code, year, month)
    register = MonthRegister(code, filing.when)
    return download(
        f"{register.sheet} {code} {filing.when}.xlsx",
        partial(write_month, register=register, filings=[filing], by=user),
    )


@requires("filing.draft")
def months(request: HttpRequest) -> HttpResponse:
    """The open months of all for whom the person enters figures, each with one workbook to take and to bring back."""
    waiting = Filing.objects.all().visible_to(user_of(request), "filing.draft").open()
    open_months = waiting.order_by("-year", "-month").values_list("year", "month").distinct()
    return render(request, "filings/workbooks.html", {"months": [Month(*it) for it in open_months]})


@requires("filing.draft")
def of_all(request: HttpRequest, year: int, month: int) -> HttpResponseBase:
    """The month of all of them, as far as it is open; 404 where there is none."""
    user = user_of(request)
    waiting = Filing.objects.all().visible_to(user, "filing.draft").open().filter(year=year, month=month)
    filings = list(waiting.select_related("organisation"))
    if not filings:
        raise Http404
    register = MonthRegister("", filings[0].when)
    return download(
        f"{register.sheet} {register.month}.xlsx", partial(write_month, register=register, filings=filings, by=user)
    )
