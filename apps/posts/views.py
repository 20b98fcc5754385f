"""The page of posts that should be held: who holds them, what is vacant since when, where an election is due."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.posts.filters import SeatFilter
from apps.posts.seats import STATES, in_step_of, rows_of, seats_of, tallies_of
from apps.posts.workbook import COLUMNS, SHEET
from apps.workbooks.responses import workbook_response


@require_GET
@requires("appointment.view")
def seats(request: HttpRequest) -> HttpResponseBase:
    """Every post that should be held today, by organisation; ``?export=xlsx`` gives those that the filters leave."""
    user = user_of(request)
    filtered = SeatFilter(request.GET, Organisation.objects.visible_to(user, "appointment.view"))
    found = seats_of(filtered.qs, today())
    left = filtered.left_of(found)
    if request.GET.get("export") == "xlsx":
        name = f"{SHEET} {today()}.xlsx"
        return workbook_response(name, SHEET, COLUMNS, rows_of(left), by=user, filters=filters_in(filtered))
    context = {"filter": filtered, "page": page_of(request, left), "tallies": tallies_of(found), "states": STATES}
    context["in_step"] = in_step_of(found)
    return render(request, "posts/seats.html", context)
