"""The first page: one's own months as things to do, and for those who oversee others village × month."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.core.pages import page_of
from apps.filings.filters import GridFilter, grid_filter
from apps.filings.models import Filing
from apps.filings.selectors.burden import ad_hoc_of, burden_of, passports_of
from apps.filings.selectors.grid import (
    GridRow,
    discipline_in,
    extended_of,
    grid_of,
    late_of,
    overseen_by,
    waiting_for_the_village,
    years_of,
)
from apps.filings.selectors.reminding import late_by_organisation, reminder_to_all, secretaries_of
from apps.filings.selectors.todo import handed_in, own_filings, to_confirm, to_pass_on, todo_in
from apps.filings.states import FilingStanding
from apps.filings.workbook import FilingsRegister, rows_of
from apps.organisations.access import may, organisation_for, requires, user_of
from apps.workbooks.responses import workbook_response

#: As many of the latest months as a page of another app shows.
LATEST = 12


@requires("filing.view")
def filings(request: HttpRequest) -> HttpResponseBase:
    """What is to be filed, by whoever looks, filtered; `?export=xlsx` for the same as a workbook."""
    user, day = user_of(request), today()
    oversees = may(user, "filing.oversee")
    seen = overseen_by(user) if oversees else own_filings(user)
    asked = grid_filter(request.GET, years_of(seen) or [day.year], seen, day)
    if request.GET.get("export") == "xlsx":
        return _export(user, asked, every_year=not oversees and "year" not in request.GET)
    return _grid(request, asked) if oversees else _own(request, asked)


@requires("filing.view_handed_in")
def months_handed_in(request: HttpRequest, code: str) -> HttpResponse:
    """The latest months that an organisation handed in: a part of its page that is fetched after it."""
    organisation = organisation_for(user_of(request), "filing.view_handed_in", code)
    latest = handed_in(Filing.objects.filter(organisation=organisation))[:LATEST]
    return render(request, "filings/_handed_in.html", {"organisation": organisation, "filings": latest})


@requires("filing.oversee")
def telephone(request: HttpRequest, code: str) -> HttpResponse:
    """Whom to ring up about what is late: given out on request, and noted."""
    user = user_of(request)
    organisation = organisation_for(user, "filing.oversee", code)
    people = secretaries_of(organisation)
    if people:
        record(Act("filing.telephone_read", organisation.code, organisation.code), by=user)
    return render(request, "filings/_telephone.html", {"people": people})


@requires("filing.review")
def burden(request: HttpRequest) -> HttpResponse:
    """What the filing costs the villages: the township's own performance."""
    user, day = user_of(request), today()
    seen = Filing.objects.all().visible_to(user, "filing.review")
    asked = grid_filter(request.GET, years_of(seen) or [day.year], seen, day)
    on = min(day, date(asked.year, 12, 31))
    context = {
        "asked": asked,
        "months": burden_of(seen, asked.year, on),
        "items": passports_of(seen, asked.year),
        "ad_hoc": ad_hoc_of(user, asked.year),
    }
    return render(request, "filings/burden.html", context)


def _export(user: User, asked: GridFilter, *, every_year: bool) -> HttpResponseBase:
    """The figures of the months as the register has them: changed, they can be imported again."""
    register = FilingsRegister()
    months = asked.filings if every_year else asked.filings.filter(year=asked.year)
    name = f"{register.title} {'' if every_year else asked.year}".strip()
    filters = {word: it for word, it in asked.asked.items() if not every_year or word != "year"}
    return workbook_response(
        f"{name}.xlsx", register.sheet, register.columns, rows_of(months), by=user, filters=filters
    )


def _own(request: HttpRequest, asked: GridFilter) -> HttpResponse:
    """One's own months as things to do, then those that are done."""
    user, day = user_of(request), today()
    own = asked.filings.filter(year=asked.year) if "year" in request.GET else asked.filings
    context = {
        "asked": asked,
        "todo": todo_in(own, day),
        "to_confirm": to_confirm(own, user) if may(user, "filing.confirm") else [],
        "to_pass_on": to_pass_on(own, user) if may(user, "filing.pass_on") else [],
        "page": page_of(request, handed_in(own), per_page=12),
        "narrowed": bool(asked.asked.keys() - {"year"}) or "year" in request.GET,
    }
    return render(request, "filings/todo.html", context)


def _grid(request: HttpRequest, asked: GridFilter) -> HttpResponse:
    user, day = user_of(request), today()
    rows: list[GridRow] = grid_of(asked.filings, asked.year, day)
    of_year = asked.filings.filter(year=asked.year)
    link = request.build_absolute_uri(reverse("filings:list"))
    late = late_by_organisation(late_of(of_year, day), link)
    context = {
        "asked": asked,
        "page": page_of(request, rows, per_page=100),
        "standings": list(FilingStanding),
        "discipline": discipline_in(asked.filings, asked.year, day),
        "late": late,
        "reminder": reminder_to_all(late, link),
        "extended": extended_of(of_year, day),
        "returned": waiting_for_the_village(of_year),
        "waiting": Filing.objects.all().visible_to(user, "filing.review").submitted().count(),
        "months": range(1, 13),
    }
    return render(request, "filings/grid.html", context)
