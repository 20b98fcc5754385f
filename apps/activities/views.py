"""The pages about activities: list, record, look at, change, withdraw."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from apps.activities.access import activity_for
from apps.activities.conflicts import differences
from apps.activities.filters import ActivityFilter
from apps.activities.forms import ActivityForm, WithdrawForm, asked_for, entered
from apps.activities.models import Activity
from apps.activities.selectors import attendance, may_change, possible_hosts, similar_activities, visible_activities
from apps.activities.services import ActivityChanged, activity_record, activity_update, activity_withdraw
from apps.activities.workbook import ActivitiesRegister, rows_of
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.organisations.models import Organisation
from apps.workbooks.responses import workbook_response


@requires("activity.view")
def activities(request: HttpRequest) -> HttpResponseBase:
    """What was held, filtered; `?export=xlsx` for the same as a workbook."""
    user = user_of(request)
    organisations = Organisation.objects.visible_to(user, "activity.view")
    filtered = ActivityFilter(request.GET, visible_activities(user), organisations)
    if request.GET.get("export") == "xlsx":
        register, name = ActivitiesRegister(), f"activities-{today().isoformat()}.xlsx"
        return workbook_response(
            name, register.sheet, register.columns, rows_of(filtered.qs), by=user, filters=filters_in(filtered)
        )
    return render(request, "activities/list.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@requires("activity.view")
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One activity, withdrawn or not."""
    user = user_of(request)
    activity = activity_for(user, "activity.view", number)
    context = {
        "activity": activity,
        "may_change": may_change(user, activity),
        "saved": "saved" in request.GET,
        "days_late": (localdate(activity.recorded_at) - activity.date).days,
        "attendance": attendance(activity),
        "attachments": activity.attachments.present().select_related("added_by"),
    }
    return render(request, "activities/detail.html", context)


@requires("activity.record")
def new(request: HttpRequest) -> HttpResponse:
    """Record an activity; type, date, hosts, topic and campaign may be proposed by the address."""
    user = user_of(request)
    initial = asked_for(request.GET.dict(), request.GET.getlist("hosts"))
    form = ActivityForm(_posted(request), organisations=possible_hosts(user), initial=initial)

    def save() -> Activity:
        return activity_record(hosts=form.cleaned_data["hosts"], by=user, **form.details)

    return _form_page(request, form, None, save)


@requires("activity.record")
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change an activity; where somebody else was faster, both versions are shown."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    form = ActivityForm(_posted(request), organisations=possible_hosts(user), initial=entered(activity))

    def save() -> Activity:
        version = form.cleaned_data["version"] or 0
        hosts = form.cleaned_data["hosts"]
        return activity_update(activity=activity, version=version, hosts=hosts, by=user, **form.details)

    return _form_page(request, form, activity, save)


@requires("activity.record")
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw an activity with a reason."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    form = WithdrawForm(_posted(request), initial={"version": activity.version})
    if form.is_valid():
        try:
            activity_withdraw(activity=activity, by=user, **form.cleaned_data)
        except ActivityChanged:
            messages.warning(request, _("Somebody changed this activity meanwhile. Look at it once more."))
        else:
            messages.success(request, _("The activity is withdrawn and no longer counted."))
        return redirect("activities:detail", number=number)
    return render(request, "activities/withdraw.html", {"form": form, "activity": activity})


def _posted(request: HttpRequest) -> dict[str, object] | None:
    return request.POST if request.method == "POST" else None  # type: ignore[return-value]


def _form_page(
    request: HttpRequest, form: ActivityForm, activity: Activity | None, save: Callable[[], Activity]
) -> HttpResponse:
    """Ask before saving what looks like a second record of the same; else save, or show what is wrong."""
    context = {"form": form, "activity": activity}
    if form.is_valid():
        given = form.cleaned_data
        same = activity is not None and not {"hosts", "date", "type"} & set(form.changed_data)
        asked = same or "confirmed" in request.POST
        similar = [] if asked else similar_activities(given["hosts"], given["date"], given["type"], activity)
        if similar:
            return render(request, "activities/form.html", {**context, "similar": similar})
        try:
            return _saved(request, save())
        except ActivityChanged as changed:
            return _both_versions(request, form, changed.activity)
        except ValidationError as errors:
            form.add_error(None, errors)
    return render(request, "activities/form.html", context)


def _saved(request: HttpRequest, activity: Activity) -> HttpResponse:
    if "another" not in request.POST:
        return redirect(reverse("activities:detail", args=[activity.number]) + "?saved")
    messages.success(request, _("Saved under the number %(number)s.") % {"number": activity.number})
    hosts = [host.code for host in activity.hosts.all()]
    again = {"hosts": hosts, "date": activity.date.isoformat(), "saved": activity.number}
    return redirect(reverse("activities:new") + "?" + urlencode(again, doseq=True))


def _both_versions(request: HttpRequest, form: ActivityForm, current: Activity) -> HttpResponse:
    """What is stored now beside what was typed; saving once more is based on what is stored now."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(current.version)  # type: ignore[index]
    context = {"form": form, "activity": current, "current": current, "differences": differences(form, current)}
    return render(request, "activities/form.html", context)
