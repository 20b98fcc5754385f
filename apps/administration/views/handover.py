"""Handover (交接): entered, looked through, done; and the sheet that both sign."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.models import User
from apps.administration.access import account_for
from apps.administration.open_work import open_work_of
from apps.administration.post_holders import passed_on
from apps.administration.role_forms import HandoverForm
from apps.organisations.access import user_of
from apps.organisations.services import roles_hand_over


@never_cache
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, username: str) -> HttpResponse:
    """End the roles of a person and start those of the successor: asked for, shown with the open work, then done."""
    user = user_of(request)
    person = account_for(user, username)
    form = HandoverForm(request.POST if request.method == "POST" else None, user=user, person=person)
    context = {"person": person, "form": form}
    step = request.POST.get("step")
    if step in ("check", "confirm") and form.is_valid():
        details = form.details()
        act = partial(roles_hand_over, former=person, by=user, **details)
        if step == "check" and form.carry_out(lambda: _rehearse(act)):
            work = open_work_of(form.posts_chosen, user)
            return render(request, "administration/handover_check.html", {**context, "open_work": work})
        if step == "confirm" and form.carry_out(act):
            return render(request, "administration/handover_done.html", {**context, "to": details["to"]})
    return render(request, "administration/handover.html", context)


@require_GET
def handover_sheet(request: HttpRequest, username: str, day: str) -> HttpResponse:
    """The handover of a day on paper: who, which posts, the open work, room to sign."""
    user = user_of(request)
    person = account_for(user, username)
    on = _day(day)
    passed = passed_on(person, on, user)
    if not passed:
        raise Http404
    context = {
        "person": person,
        "on": on,
        "passed": passed,
        "open_work": open_work_of([it.post for it in passed], user),
        "now": timezone.now(),
    }
    return render(request, "administration/handover_sheet.html", context)


def _rehearse(act: Callable[[], User]) -> None:
    """Find everything that the act would be refused for, and leave nothing behind."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
