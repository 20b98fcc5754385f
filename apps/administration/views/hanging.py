"""What hangs on an organisation in the apps above it: asked for by the page on which it is closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.administration.open_work import open_at
from apps.organisations.access import organisation_for, user_of


@require_GET
def hanging(request: HttpRequest, code: str) -> HttpResponse:
    """Months not filed, targets, classes not confirmed and unanswered advice of an organisation: an htmx fragment."""
    organisation = organisation_for(user_of(request), "organisation.edit", code)
    return render(request, "administration/_hanging.html", {"open_work": open_at(organisation)})
