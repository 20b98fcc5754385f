"""What every page shows around its content: the way to the rooms that the person may enter."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from apps.accounts.middleware.idle import idle_seconds
from apps.accounts.models import User
from apps.organisations.access import actions_of
from apps.search.selectors import may_search


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the navigation below the heading `group`: shown to those who may do one of `actions`."""

    group: Promise
    title: Promise
    icon: str
    url_name: str
    actions: frozenset[str]


TO_DO, FACTS, TARGETS, HOUSE = (
    _("What matters now"),
    _("Organisations and records"),
    _("Targets and results"),
    _("House"),
)

ROOMS: tuple[Room, ...] = (
    Room(TO_DO, _("Dashboard"), "gauge", "dashboards:dashboard", frozenset({"dashboard.view"})),
    Room(TO_DO, _("Monthly filing"), "clipboard-text", "filings:list", frozenset({"filing.view"})),
    Room(TO_DO, _("Warnings"), "alarm", "warnings:list", frozenset({"warning.view"})),
    Room(TO_DO, _("Notices"), "mail", "notices:list", frozenset({"notice.view"})),
    Room(FACTS, _("Organisations"), "sitemap", "organisations:list", frozenset({"organisation.view"})),
    Room(FACTS, _("Mass organisations"), "affiliate", "associations:list", frozenset({"association.view"})),
    Room(FACTS, _("Activities"), "calendar-event", "activities:list", frozenset({"activity.view"})),
    Room(FACTS, _("Registers"), "books", "registers:index", frozenset({"honour.view"})),
    Room(TARGETS, _("Plan"), "target-arrow", "plans:list", frozenset({"plan.view"})),
    Room(TARGETS, _("Classes and rates"), "stairs-up", "gradings:rates", frozenset({"rate.view"})),
    Room(TARGETS, _("Reports"), "report", "reports:list", frozenset({"report.view", "report.view_signed"})),
    Room(
        HOUSE, _("Import and export"), "table-import", "exchange:index", frozenset({"organisation.edit", "class.edit"})
    ),
    Room(HOUSE, _("Accounts"), "users", "administration:accounts", frozenset({"account.view"})),
    Room(HOUSE, _("Jobs"), "progress", "administration:jobs", frozenset({"job.view"})),
    Room(HOUSE, _("Audit log"), "list-search", "administration:audit", frozenset({"audit.view"})),
)


def rooms_for(user: User) -> list[Room]:
    allowed = actions_of(user)
    return [room for room in ROOMS if room.actions & allowed]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`rooms` with their addresses and whether the page stands in them; `may`, the actions of the person.

    `searches`: whether there is anything to search for.

    `idle_seconds`: how long the person may rest on this page.

    The first three are worked out where a page shows them: a refusal and a part of a page do not.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"rooms": [], "may": frozenset(), "idle_seconds": 0, "searches": False}
    return {
        "rooms": SimpleLazyObject(partial(_rooms, request, user)),
        "may": SimpleLazyObject(partial(actions_of, user)),
        "idle_seconds": idle_seconds(request),
        "searches": SimpleLazyObject(partial(may_search, user)),
    }


def _rooms(request: HttpRequest, user: User) -> list[tuple[Room, str, bool]]:
    return [(room, url := reverse(room.url_name), request.path.startswith(url)) for room in rooms_for(user)]
