"""Home and help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.organisations.access import user_of
from apps.portal.selectors import home_of


def home(request: HttpRequest) -> HttpResponse:
    """What the person came for."""
    return render(request, "portal/home.html", {"home": home_of(user_of(request))})


def help_page(request: HttpRequest) -> HttpResponse:
    """How the work is done here."""
    return render(request, "portal/help.html")
