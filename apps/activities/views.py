"""The pages about activities: list, record, look at, change, withdraw."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.activities.access import activity_for
from apps.activities.filters import ActivityFilter
from apps.activities.forms import ActivityForm, ChangeActivityForm, NewActivityForm, WithdrawForm, asked_for
from apps.activities.models import Activity
from apps.activities.numbers import NUMBER
from apps.activities.proposing import KIND, activity_propose, activity_propose_update, activity_propose_withdraw
from apps.activities.selectors import (
    asked_about,
    attendance,
    closing_of,
    holder_of,
    may_change,
    may_record,
    possible_hosts,
    visible_activities,
)
from apps.activities.services import activity_record, activity_restore, activity_update, activity_withdraw
from apps.activities.workbook import ActivitiesRegister, rows_of
from apps.attachments.services import attachments_add
from apps.closing.models import Proposal
from apps.closing.selectors import visible_proposals, waiting
from apps.closing.standing import Closing
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.forms import ServiceForm
from apps.core.pages import page_of
from apps.core.undoing import say_done, take_back
from apps.core.versioning import StaleVersion
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
        register, name = ActivitiesRegister(), f"{ActivitiesRegister.sheet} {today()}.xlsx"
        return workbook_response(
            name, register.sheet, register.columns, rows_of(filtered.qs), by=user, filters=filters_in(filtered)
        )
    narrowed = {name: value for name, value in request.GET.items() if name not in ("carrier", "taken_to", "page")}
    context = {"filter": filtered, "page": page_of(request, filtered.qs), "waiting": waiting(user, KIND)}
    context["address"] = f"?{urlencode(narrowed)}"
    return render(request, "activities/list.html", context)


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
        "files": holder_of(activity).files,
        "proposal": visible_proposals(user, KIND).open().filter(key=activity.number).first(),
    }
    return render(request, "activities/detail.html", context)


@requires("activity.record")
def new(request: HttpRequest) -> HttpResponse:
    """Record an activity, or propose it; type, date, hosts, topic and campaign may be proposed by the address."""
    user = user_of(request)
    initial = asked_for(request.GET.dict(), request.GET.getlist("hosts"))
    files = request.FILES.getlist("files")
    form = NewActivityForm(_posted(request), organisations=possible_hosts(user), initial=initial)

    def save(closing: Closing) -> str | None:
        given, make = form.cleaned_data, activity_propose if closing.proposes else activity_record

        def with_files() -> Activity | Proposal:
            made = make(hosts=given["hosts"], by=user, reason=given["reason"], **form.details)
            if isinstance(made, Activity) and files:
                attachments_add(holder=holder_of(made), files=files, by=user)
            return made

        made = form.make_once(with_files, lambda it: _address_of(it, another="another" in request.POST))
        return made.address if made else None

    page = _form_page(request, form, None, save)
    # What looks like a second record may be what this very form recorded, sent twice.
    return redirect(led) if page.status_code == 200 and (led := form.sent_before()) else page


@requires("activity.record")
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change an activity, or propose a change; where somebody else was faster, both versions are shown."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    form = ChangeActivityForm(_posted(request), organisations=possible_hosts(user), current=activity)

    def save(closing: Closing) -> str | None:
        given, change = form.cleaned_data, activity_propose_update if closing.proposes else activity_update
        seen = {"activity": activity, "version": given["version"] or 0, "hosts": given["hosts"]}
        return _carried_out(form, lambda: change(**seen, by=user, reason=given["reason"], **form.details))

    return _form_page(request, form, activity, save)


@requires("activity.record")
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw an activity with a reason, or propose that."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    closing = closing_of(user, activity)
    form = WithdrawForm(_posted(request), initial={"version": activity.version})
    if form.is_valid():
        act = activity_propose_withdraw if closing.proposes else activity_withdraw
        try:
            address = _carried_out(form, lambda: act(activity=activity, by=user, **form.cleaned_data))
        except StaleVersion:
            messages.warning(request, _("Somebody changed this activity meanwhile. Look at it once more."))
            return redirect("activities:detail", number=number)
        if address:
            if not closing.proposes:
                undo = "" if closing else reverse("activities:restore", args=[number])
                activity.refresh_from_db(fields=["version"])
                said = _("The activity is withdrawn and no longer counted.")
                say_done(request, said, undo=undo, version=activity.version)
                address = reverse("activities:detail", args=[number])
            return redirect(address)
    context = {"form": form, "activity": activity, "closing": closing}
    return render(request, "activities/withdraw.html", context)


@require_POST
@requires("activity.record")
def restore(request: HttpRequest, number: str) -> HttpResponse:
    """Undo a withdrawal."""
    user = user_of(request)
    activity = activity_for(user, "activity.view", number)
    if not may_record(user, activity):
        raise PermissionDenied
    take_back(
        request,
        lambda version: activity_restore(activity=activity, version=version, by=user),
        _("Undone: the activity counts again."),
    )
    return redirect("activities:detail", number=number)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form_page(
    request: HttpRequest, form: ActivityForm, activity: Activity | None, save: Callable[[Closing], str | None]
) -> HttpResponse:
    """Say first what is closed, ask about what looks wrong, then save; else show what is wrong."""
    user = user_of(request)
    context: dict[str, Any] = {"form": form, "activity": activity, "saved": _saved_before(request)}
    if not form.is_valid():
        context["closing"] = closing_of(user, activity)
        return render(request, "activities/form.html", context)
    given = form.cleaned_data
    closing = context["closing"] = closing_of(user, activity, given["hosts"], given["date"])
    if closing and not given["reason"]:
        form.add_error("reason", _("Enter why it is changed after the month was approved."))
        return render(request, "activities/form.html", context)
    questions = asked_about(form, activity, closing)
    if questions.unanswered(request.POST):
        return render(request, "activities/form.html", {**context, "questions": questions})
    address = save(closing)
    return redirect(address) if address else render(request, "activities/form.html", context)


def _carried_out(form: ServiceForm, service: Callable[[], Activity | Proposal]) -> str | None:
    """Where it leads on; None where the form says why not."""
    made: list[Activity | Proposal] = []
    return _address_of(made[0]) if form.carry_out(lambda: made.append(service())) else None


def _address_of(made: Activity | Proposal, *, another: bool = False) -> str:
    """The page that says that it is saved, or proposed; or the next form for the same hosts and day."""
    if isinstance(made, Proposal):
        return reverse("closing:proposal", args=[made.pk]) + "?made"
    if not another:
        return reverse("activities:detail", args=[made.number]) + "?saved"
    hosts = [host.code for host in made.hosts.all()]
    again = {"hosts": hosts, "date": made.date.isoformat(), "saved": made.number}
    return reverse("activities:new") + "?" + urlencode(again, doseq=True)


def _saved_before(request: HttpRequest) -> str:
    """The number under which the last one was saved, as the address has it."""
    number = request.GET.get("saved", "")
    return number if NUMBER.fullmatch(number) else ""
