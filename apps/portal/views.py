"""Home, and an organisation on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.core.calendar import today
from apps.organisations.access import organisation_for, user_of
from apps.portal.one_page import one_page_of
from apps.portal.selectors import home_of


def home(request: HttpRequest) -> HttpResponse:
    """What the person came for."""
    return render(request, "portal/home.html", {"home": home_of(user_of(request))})


@require_GET
def one_page(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of one organisation, to take along on a visit."""
    user = user_of(request)
    organisation = organisation_for(user, "organisation.view", code)
    context = {"organisation": organisation, "it": one_page_of(user, organisation, today()), "today": today()}
    return render(request, "portal/one_page.html", context)
