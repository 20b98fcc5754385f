"""What is searched besides the records of registers: each kind with its rows, by its own scope, and how one is told.

A kind is added by a row in `KINDS`.  Its rows are those that its list shows for the same words, so that the number
beside "show all" is that of the list.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.administration.manageable_accounts import accounts_visible_to
from apps.core.searching import holding
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan


class Hit(NamedTuple):
    """One thing that was found: where it stands, what it is called, and what tells it from others."""

    address: str
    title: str
    code: str = ""
    remark: str = ""


class Kind(NamedTuple):
    """`listed` is the name of the list that takes `q`, empty where there is none."""

    title: Promise
    icon: str
    action: str
    rows: Callable[[User, str], "QuerySet[Any]"]
    hit: Callable[[Any], Hit]
    listed: str = ""


def _organisations(user: User, text: str) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Organisation.objects.visible_to(user, "organisation.view").matching(text)
    return rows.order_by("code")


def _people(user: User, text: str) -> "QuerySet[Any]":
    return accounts_visible_to(user).filter(holding(text, "username", "name"))


def _indicators(user: User, text: str) -> "QuerySet[Any]":
    plans = Plan.objects.visible_to(user, "plan.view").order_by().values("pk")
    whole = Organisation.objects.visible_to(user, "progress.view").filter(pk=OuterRef("programme__plan__organisation"))
    rows = Indicator.objects.filter(holding(text, "code", "name"), programme__plan__in=plans)
    known: QuerySet[Any] = rows.annotate(sees_whole=Exists(whole.order_by()))
    return known.select_related("programme__plan__organisation").order_by("-programme__plan__year", "position", "pk")


def _activities(user: User, text: str) -> "QuerySet[Any]":
    rows = Activity.objects.visible_to(user, "activity.view").counted().filter(holding(text, "topic", "number"))
    return rows.order_by("-date", "-pk")


def _organisation(row: Any) -> Hit:
    return Hit(reverse("organisations:detail", args=[row.code]), row.name, row.code, str(row.get_kind_display()))


def _person(row: Any) -> Hit:
    return Hit(reverse("administration:account", args=[row.username]), row.name, row.username)


def _indicator(row: Any) -> Hit:
    """The figure of the whole township, or that of the own place for whoever sees no more."""
    plan = row.programme.plan
    address = reverse("progress:indicator", args=[plan.year, row.code])
    of = f"?organisation={plan.organisation.code}" if row.sees_whole else ""
    return Hit(address + of, row.name, row.code, plan.title)


def _activity(row: Any) -> Hit:
    address = reverse("activities:detail", args=[row.number])
    return Hit(address, row.topic, row.number, f"{row.date.isoformat()} · {row.get_type_display()}")


KINDS: dict[str, Kind] = {
    "organisations": Kind(
        _("Organisations"), "sitemap", "organisation.view", _organisations, _organisation, "organisations:list"
    ),
    "people": Kind(_("People"), "users", "account.view", _people, _person, "administration:accounts"),
    "indicators": Kind(_("Indicators"), "target-arrow", "plan.view", _indicators, _indicator),
    "activities": Kind(_("Activities"), "calendar-event", "activity.view", _activities, _activity, "activities:list"),
}
