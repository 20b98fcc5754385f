"""The leaders' page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from apps.dashboards.charts import movement_chart
from apps.dashboards.forms import DashboardForm
from apps.dashboards.remembering import remembered
from apps.dashboards.selectors import dashboard_of, filing_grid_of
from apps.organisations.access import requires, user_of
from apps.organisations.scope import scope_of

#: What a person must be allowed on the organisation to see what is not yet confirmed or approved.
PENDING = "class.view"


@requires("dashboard.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is behind and why, with the way down to every record."""
    user = user_of(request)
    year, code, as_of = DashboardForm(request.GET).asked()
    scope = scope_of(user, "dashboard.view", code, PENDING)
    path, pending = scope.place_on(as_of), scope.may(PENDING)

    def figures() -> str:
        shown = dashboard_of(scope.organisation, path, year, as_of, pending=pending)
        movement = movement_chart(shown.overview.movement)
        parts = {"organisation": scope.organisation, "year": year, "as_of": as_of, "pending": pending}
        return render_to_string("dashboards/_figures.html", {**parts, "dashboard": shown, "movement": movement})

    context = {
        "organisation": scope.organisation,
        "choices": scope.choices,
        "year": year,
        "as_of": as_of,
        "figures": remembered(figures, scope.organisation.pk, path, year, as_of, pending),
    }
    return render(request, "dashboards/dashboard.html", context)


@requires("filing.view")
def filings(request: HttpRequest) -> HttpResponse:
    """Village × month as a fragment: the largest part of the page, loaded when it comes into view."""
    user = user_of(request)
    year, code, as_of = DashboardForm(request.GET).asked()
    scope = scope_of(user, "filing.view", code)
    grid = filing_grid_of(scope.organisation, year, as_of)
    return render(request, "dashboards/_filing_grid.html", {"grid": grid})
