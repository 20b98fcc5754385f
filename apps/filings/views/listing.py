"""The first page: one's own months as things to do, and for those who oversee others village × month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.calendar import today
from apps.core.pages import page_of
from apps.filings.filters import grid_filter
from apps.filings.models import Filing
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
from apps.filings.selectors.todo import handed_in, own_filings, to_confirm, todo_in
from apps.filings.states import Standing
from apps.organisations.access import may, requires, user_of


@requires("filing.view")
def filings(request: HttpRequest) -> HttpResponse:
    """What is to be filed, by whoever looks."""
    user, day = user_of(request), today()
    if may(user, "filing.oversee"):
        return _grid(request)
    own = own_filings(user)
    confirms = may(user, "filing.confirm")
    context = {
        "todo": todo_in(own, day),
        "to_confirm": to_confirm(own, user) if confirms else [],
        "handed_in": handed_in(own),
    }
    return render(request, "filings/todo.html", context)


def _grid(request: HttpRequest) -> HttpResponse:
    user, day = user_of(request), today()
    overseen = overseen_by(user)
    years = years_of(overseen) or [day.year]
    asked = grid_filter(request.GET, years, overseen)
    rows: list[GridRow] = grid_of(asked.filings, asked.year, day)
    context = {
        "asked": asked,
        "page": page_of(request, rows, per_page=100),
        "standings": list(Standing),
        "discipline": discipline_in(asked.filings, asked.year, day),
        "late": late_of(asked.filings.filter(year=asked.year), day),
        "extended": extended_of(asked.filings.filter(year=asked.year), day),
        "returned": waiting_for_the_village(asked.filings.filter(year=asked.year)),
        "waiting": Filing.objects.all().visible_to(user, "filing.review").submitted().count(),
        "months": range(1, 13),
    }
    return render(request, "filings/grid.html", context)
