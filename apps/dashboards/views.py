"""The leaders' page, its parts, and the same on the wall of a meeting room."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from apps.accounts.polling import polled
from apps.dashboards.asked import PENDING, Asked, asked_in
from apps.dashboards.parts.registry import PARTS, parts_of
from apps.dashboards.remembering import remembered
from apps.dashboards.selectors import dashboard_of
from apps.organisations.access import requires


@require_GET
@requires("dashboard.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is behind, where, why and who acts, with the way down to every record."""
    asked = asked_in(request)
    figures = _figures(asked, "dashboards/_figures.html")
    context = {"asked": asked, "figures": figures, "may_pending": PENDING in asked.may}
    return render(request, "dashboards/dashboard.html", context)


@require_GET
@requires("dashboard.view")
def part(request: HttpRequest, name: str) -> HttpResponse:
    """A part of the page as a fragment; 403 for who does not see it."""
    found = PARTS.get(name)
    if found is None:
        raise Http404
    asked = asked_in(request)
    if not found.shown_to(asked):
        raise PermissionDenied

    def made() -> str:
        return render_to_string(found.template, {**_context(asked), "it": found.read(asked)})

    return HttpResponse(remembered(made, name, *asked.key))


@polled
@require_GET
@requires("dashboard.view")
def wall(request: HttpRequest) -> HttpResponse:
    """The first screen in large type; the page asks for itself again and again."""
    asked = asked_in(request)
    figures = _figures(asked, "dashboards/_wall.html")
    return render(request, "dashboards/wall.html", {"asked": asked, "figures": figures})


def _figures(asked: Asked, template: str) -> str:
    """The first screen, made once for as long as nothing is written."""

    def made() -> str:
        context = {**_context(asked), "dashboard": dashboard_of(asked), "parts": parts_of(asked)}
        return render_to_string(template, context)

    return remembered(made, template, *asked.key)


def _context(asked: Asked) -> dict[str, object]:
    """What every template of figures asks for."""
    return {
        "asked": asked,
        "address": asked.address,
        "organisation": asked.organisation,
        "year": asked.year,
        "as_of": asked.as_of,
        "pending": asked.pending,
    }
