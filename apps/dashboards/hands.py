"""Who is responsible for an organisation, and who helps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from apps.contacts.models import ContactPoint, ContactType
from apps.core.calendar import ReportingYear, valid_on
from apps.core.statements import rows_of
from apps.matters.models import Matter, MatterCategory
from apps.organisations.models import Organisation
from apps.posts.models import Appointment, Post


@dataclass(frozen=True, slots=True)
class Hands:
    """An organisation by name, its secretary, the leader who stands by it, and who helps with its rectification.

    Empty texts where nobody is known.  `rectification` is as in the ledger, and empty where that was not asked for.
    """

    code: str
    name: str
    secretary: str = ""
    contact: str = ""
    helper: str = ""
    unit: str = ""
    rectification: str = ""

    @property
    def helpers(self) -> list[str]:
        """Everybody who helps, each once: the helper of the rectification before the leader of the contact point."""
        return list(dict.fromkeys(filter(None, (self.helper, self.contact, self.unit))))


def hands_of(codes: Iterable[str], year: int, on: date, *, told: bool) -> dict[str, Hands]:
    """By code, as of the day; names only unless `told`.  One query, none without a code."""
    asked = tuple(sorted(set(codes)))
    if not asked:
        return {}
    rows = rows_of(Organisation, _told if told else _named, asked, year, on)
    return {row[0]: _hands(on, *row) for row in rows}


def _named(codes: tuple[str, ...], _year: int, _on: date) -> QuerySet[Any, Any]:
    return Organisation.objects.filter(code__in=codes).order_by().values_list("code", "name")


def _told(codes: tuple[str, ...], year: int, on: date) -> QuerySet[Any, Any]:
    """With the secretary, the leader and the rectification of the year: the latest where there are several."""
    here = {"organisation": OuterRef("pk")}
    secretary = Appointment.objects.counted().filter(valid_on(on), post=Post.SECRETARY, **here).order_by("-start")
    leader = ContactPoint.objects.counted().filter(valid_on(on), type=ContactType.LEADER, **here).order_by("-start")
    first = ReportingYear(year).first_day
    of_year = Q(registered_on__gte=first) | Q(settled_on__isnull=True) | Q(settled_on__gte=first)
    matter = Matter.objects.counted().filter(
        of_year, category=MatterCategory.RECTIFICATION, registered_on__lte=on, **here
    )
    matter = matter.order_by("-registered_on", "-pk")
    columns = {
        "secretary": _first(secretary, "person"),
        "contact": _first(leader, "partner"),
        "position": _first(leader, "position"),
        **{name: _first(matter, name) for name in _OF_MATTER},
    }
    return _named(codes, year, on).annotate(**columns).values_list("code", "name", *columns)


_OF_MATTER = ("registered_on", "helper", "helping_unit", "due", "settled_on", "accepted_on")


def _first(rows: Any, column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])


def _hands(on: date, code: str, name: str, *told: Any) -> Hands:
    if not told:
        return Hands(code, name)
    secretary, contact, position, registered, helper, unit, *days = told
    leader = f"{position or ''}{contact or ''}"
    state = _state(on, *days) if registered else "missing"
    return Hands(code, name, secretary or "", leader, helper or "", unit or "", state)


def _state(on: date, due: date | None, settled: date | None, accepted: date | None) -> str:
    """How a rectification stands on the day, in the words of `gradings.selectors.ledger`."""
    if accepted is not None and accepted <= on:
        return "accepted"
    if settled is not None and settled <= on:
        return "settled"
    return "overdue" if due is not None and due < on else "in_hand"
