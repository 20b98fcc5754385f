"""What is known of a township's beginnings, in one query."""

from datetime import date
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation, Placement, RoleAssignment
from apps.organisations.path_filters import within_paths
from apps.organisations.querysets import held_by
from apps.plans.models import Indicator

#: Who sets a township up, and who files there.
SETTERS = frozenset({Role.ADMINISTRATOR, Role.STAFF})
FILERS = (Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER)


def township_of(user: User) -> Any:
    """The committee over which `user` is administrator or staff; None where there is none.

    With `has_staff`, `waiting_staff` (a user name), `below`, `filers` and `without_password` (numbers), `plan_year`,
    `first_month`, `opens_day`, `due_day` (of the nearest plan from this year on that has indicators) and `has_filings`.
    """
    paths = sorted(path for role, path in held_by(user) if role in SETTERS)
    if not paths:
        return None
    here = Organisation.objects.filter(kind=Kind.COMMITTEE, placements__end__isnull=True, placements__path=paths[0])
    return here.annotate(**_people(paths[0], today()), **_work(today().year)).first()


def _people(path: str, day: date) -> dict[str, Any]:
    roles = RoleAssignment.objects.on(day)
    staff = roles.filter(organisation=OuterRef("pk"), role=Role.STAFF)
    below = within_paths([path], "organisation__placements__")
    filers = roles.filter(below, organisation__placements__end__isnull=True, role__in=FILERS)
    waiting = staff.filter(waiting=True).order_by("pk").values("user__username")[:1]
    return {
        "has_staff": Exists(staff.confirmed()),
        "waiting_staff": Coalesce(Subquery(waiting), Value(""), output_field=CharField()),
        "filers": _number(filers, "user"),
        "without_password": _number(filers.filter(user__password__startswith=UNUSABLE_PASSWORD_PREFIX), "user"),
    }


def _work(year: int) -> dict[str, Any]:
    plan = "programme__plan__"
    indicators = Indicator.objects.filter(programme__plan__organisation=OuterRef("pk"), programme__plan__year__gte=year)
    nearest = indicators.order_by(f"{plan}year", "first_month")
    return {
        "below": _number(Placement.objects.filter(parent=OuterRef("pk"), end__isnull=True), "pk"),
        "plan_year": Subquery(nearest.values(f"{plan}year")[:1]),
        "first_month": Subquery(nearest.values("first_month")[:1]),
        "opens_day": Subquery(nearest.values(f"{plan}filing_opens_day")[:1]),
        "due_day": Subquery(nearest.values(f"{plan}filing_due_day")[:1]),
        "has_filings": Exists(Filing.objects.filter(plan__organisation=OuterRef("pk"))),
    }


def _number(rows: "QuerySet[Any]", of: str) -> Any:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count(of, distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)
