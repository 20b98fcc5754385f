"""Who is responsible for an organisation, and who helps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from apps.contacts.models import ContactPoint, ContactType
from apps.core.calendar import valid_on
from apps.core.statements import rows_of
from apps.filings.models import Filing
from apps.gradings.models import Grading
from apps.gradings.selectors.ledger import rectifications_of, state_of
from apps.organisations.models import Organisation
from apps.organisations.sets import Below
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


@dataclass(frozen=True, slots=True)
class Filings:
    """The monthly filings of an organisation for which somebody waits: never handed in though due, and to review."""

    hands: Hands
    late: int
    for_review: int


def hands_of(codes: Iterable[str], year: int, on: date, *, told: bool) -> dict[str, Hands]:
    """By code, as of the day; names only unless `told`.  One query, none without a code."""
    asked = tuple(sorted(set(codes)))
    if not asked:
        return {}
    rows = rows_of(Organisation, _named, asked, year, on, told)
    return {row[0]: _hands(on, *row) for row in rows}


def hands_and_filings(
    codes: Iterable[str], within: Below, year: int, *, told: bool
) -> tuple[dict[str, Hands], list[Filings]]:
    """The same, and all `within` for whose filings of the year somebody waits.  One query for both."""
    on = within.on
    rows = rows_of(Organisation, _named_or_waiting, tuple(sorted(set(codes))), within, year, told)
    found = [(_hands(on, *row), late or 0, waiting or 0) for *row, late, waiting in rows]
    return {it.code: it for it, _late, _waiting in found}, [Filings(*it) for it in found if it[1] or it[2]]


def _named(codes: tuple[str, ...], year: int, on: date, told: bool) -> Any:
    columns = _columns(year, on) if told else {}
    found = Organisation.objects.filter(code__in=codes).annotate(**columns)
    return found.order_by().values_list("code", "name", *columns)


def _named_or_waiting(codes: tuple[str, ...], within: Below, year: int, told: bool) -> Any:
    of_year = Filing.objects.filter(year=year)
    filings = {
        "late": _number(of_year.overdue(within.on)),
        "for_review": _number(of_year.submitted()),
    }
    columns = (_columns(year, within.on) if told else {}) | filings
    waiting = Exists(of_year.unsubmitted_or_submitted(within.on).filter(organisation=OuterRef("pk")))
    there = Organisation.objects.filter(within("placements__")).filter(Q(code__in=codes) | waiting)
    return there.annotate(**columns).order_by("code").values_list("code", "name", *columns)


def _number(filings: Any) -> Subquery:
    its = filings.filter(organisation=OuterRef("pk")).order_by().values("organisation").annotate(number=Count("pk"))
    return Subquery(its.values("number"))


def _columns(year: int, on: date) -> dict[str, Subquery]:
    """The secretary, the leader and the rectification of the year: the latest where there are several."""
    here = {"organisation": OuterRef("pk")}
    secretary = Appointment.objects.counted().filter(valid_on(on), post=Post.SECRETARY, **here).order_by("-start")
    leader = ContactPoint.objects.counted().filter(valid_on(on), type=ContactType.LEADER, **here).order_by("-start")
    matter = rectifications_of(year, on).filter(**here).order_by("-registered_on", "-pk")
    return {
        "secretary": _first(secretary, "person"),
        "contact": _first(leader, "partner"),
        "position": _first(leader, "position"),
        **{name: _first(matter, name) for name in _OF_MATTER},
        "accepted": _first(Grading.objects.decided_by(on).filter(year=year, **here), "accepted"),
    }


_OF_MATTER = ("registered_on", "helper", "helping_unit", "due", "settled_on")


def _first(rows: Any, column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])


def _hands(on: date, code: str, name: str, *told: Any) -> Hands:
    if not told:
        return Hands(code, name)
    secretary, contact, position, registered, helper, unit, due, settled, accepted = told
    leader = f"{position or ''}{contact or ''}"
    state = state_of(on, due, settled, accepted) if registered else "missing"
    return Hands(code, name, secretary or "", leader, helper or "", unit or "", state)
