"""Who came to an activity: a part of its page, and the page on which it is ticked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.accounts.models import User
from apps.activities.access import activity_for
from apps.activities.models import Activity
from apps.activities.selectors import may_change
from apps.activities.services import places_of
from apps.attendance.forms import TicksForm
from apps.attendance.selectors import ticks_for
from apps.attendance.services import attendance_set
from apps.closing.standing import closing_for
from apps.core.versioning import StaleVersion
from apps.organisations.access import may, requires, user_of


@require_GET
@never_cache
@requires("activity.view")
def part(request: HttpRequest, number: str) -> HttpResponse:
    """How many of the roll were ticked; nothing for whoever does not see the roll."""
    user = user_of(request)
    activity = activity_for(user, "activity.view", number)
    if not may(user, "member.view"):
        return HttpResponse()
    ticks = ticks_for(user, activity)
    if ticks is None or not ticks.roll.ticks:
        return HttpResponse()
    may_tick = ticks.may_tick and may_change(user, activity)
    return render(request, "attendance/_part.html", {"activity": activity, "ticks": ticks, "may_tick": may_tick})


@never_cache
@requires("member.view")
def tick(request: HttpRequest, number: str) -> HttpResponse:
    """Tick who came; the number of people present follows."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    ticks = ticks_for(user, activity)
    if ticks is None or not (ticks.may_tick or not ticks.roll.ticks):
        raise PermissionDenied
    known = {"version": activity.version, "people": sorted(ticks.roll.ticked)}
    closing = closing_for(user, places_of(activity, activity.hosts.all()))
    form = TicksForm(request.POST or None, roll=ticks.roll, initial=known)
    if (
        form.is_valid()
        and (not closing or closing.proposes or form.ask_why())
        and _ticked(request, form, activity, user)
    ):
        return redirect("activities:detail", activity.number)
    context = {"activity": activity, "ticks": ticks, "form": form, "closing": closing}
    return render(request, "attendance/tick.html", context)


def _ticked(request: HttpRequest, form: TicksForm, activity: Activity, user: User) -> bool:
    """Whether it is written; where not, the form says why."""
    try:
        done = form.carry_out(lambda: attendance_set(activity=activity, by=user, **form.cleaned_data))
    except StaleVersion:
        form.add_error(None, _("Somebody changed this record meanwhile. Look at it once more."))
        return False
    if done:
        messages.success(request, _("Saved."))
    return bool(done)
