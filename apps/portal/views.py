"""Home, health, and the pages about the portal itself."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from apps.organisations.access import user_of
from apps.portal.context import rooms_for


def home(request: HttpRequest) -> HttpResponse:
    """What the person came for."""
    return render(request, "portal/home.html", {"home_rooms": rooms_for(user_of(request))})


@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    """Whether the portal works: 503 only without its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True})
