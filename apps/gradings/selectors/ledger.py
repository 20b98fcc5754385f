"""The rectification ledger: what is done about every organisation that began a year backward (M066 M067)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from apps.core.calendar import ReportingYear, valid_on
from apps.gradings.classes import GradingClass
from apps.gradings.models import Grading
from apps.gradings.rates import known_on
from apps.matters.models import Matter, MatterCategory
from apps.organisations.kinds import official_order
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.recorded import RecordQuerySet
from apps.posts.models import Appointment, Post


class Backward(NamedTuple):
    """An organisation that is to be rectified, and whether and when that was accepted, as was known on the day."""

    code: str
    name: str
    sector: str
    accepted: bool | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One rectification as it stands on a day, or a backward organisation that has none."""

    code: str
    name: str
    sector: str
    secretary: str
    day: date
    matter: Matter | None
    accepted: bool | None = None
    accepted_on: date | None = None

    @property
    def settled_on(self) -> date | None:
        settled = self.matter.settled_on if self.matter else None
        return settled if settled is not None and settled <= self.day else None

    @property
    def state(self) -> str:
        """``missing``, or as `state_of` says."""
        if self.matter is None:
            return "missing"
        return state_of(self.day, self.matter.due, self.matter.settled_on, self.accepted)

    @property
    def to_accept(self) -> bool:
        """Whether it is settled and has not passed."""
        return self.state in ("settled", "not_accepted")

    @property
    def unsettled(self) -> bool:
        """Whether it is accepted although nobody has settled it."""
        return self.accepted is True and self.settled_on is None


def state_of(on: date, due: date | None, settled: date | None, accepted: bool | None) -> str:
    """How a rectification stands on a day: ``in_hand``, ``overdue``, ``settled`` (nobody has decided about it),
    ``accepted`` or ``not_accepted``; `accepted` is what was known on that day."""
    if accepted is True:
        return "accepted"
    if settled is not None and settled <= on:
        return "settled" if accepted is None else "not_accepted"
    return "overdue" if due is not None and due < on else "in_hand"


def rectifications_of(year: int, on: date) -> RecordQuerySet:
    """Those of a year as of a day: of the year in which they were registered, and of every later one until settled."""
    first = ReportingYear(year).first_day
    of_year = Q(registered_on__gte=first) | Q(settled_on__isnull=True) | Q(settled_on__gte=first)
    found: RecordQuerySet = Matter.objects.counted().filter(
        of_year, category=MatterCategory.RECTIFICATION, registered_on__lte=on
    )
    return found


def backward_of(scope: OrganisationQuerySet, year: int, on: date) -> list[Backward]:
    """The organisations of `scope` with a confirmed start class "backward" that are there on a day.  One query."""
    its = Grading.objects.filter(
        Q(organisation__closed__isnull=True) | Q(organisation__closed__gt=on),
        year=year,
        organisation__in=scope,
        start_class=GradingClass.BACKWARD,
        start_confirmed=True,
    )
    named = ("organisation__code", "organisation__name", "organisation__sector")
    rows = its.order_by().values_list(*named, "accepted", "accepted_on", "confirmed_on")
    return [
        Backward(code, name, sector, *_acceptance(accepted, decided, confirmed, on))
        for code, name, sector, accepted, decided, confirmed in rows
    ]


def _acceptance(
    accepted: bool | None, decided: date | None, confirmed: date | None, on: date
) -> tuple[bool | None, date | None]:
    known = known_on(accepted, decided or confirmed, on)
    return known, None if known is None else decided


def ledger_of(backward: Iterable[Backward], scope: OrganisationQuerySet, year: int, on: date) -> list[LedgerLine]:
    """The rectifications of a year in the official order, and those of `backward` that have none.  Two queries.

    A rectification belongs to the year in which it was registered, and to every later one until it is settled.
    """
    by_code = {it.code: it for it in backward}
    matters = list(_matters(scope, year, on))
    held = Appointment.objects.counted().filter(valid_on(on), post=Post.SECRETARY, organisation__in=scope)
    secretaries = dict(held.values_list("organisation__code", "person"))
    lines = list(_lines(matters, by_code, secretaries, on))
    return sorted(lines, key=lambda it: (official_order(it.sector, it.code), it.matter.pk if it.matter else 0))


def _matters(scope: OrganisationQuerySet, year: int, on: date) -> Iterable[Matter]:
    return rectifications_of(year, on).filter(organisation__in=scope).select_related("organisation")


def _lines(
    matters: Iterable[Matter], backward: dict[str, Backward], secretaries: dict[str, str], on: date
) -> Iterator[LedgerLine]:
    without = dict(backward)
    for it in matters:
        place = it.organisation
        without.pop(place.code, None)
        its = backward.get(place.code) or Backward(place.code, place.name, place.sector)
        yield LedgerLine(*its[:3], secretaries.get(place.code, ""), on, it, *its[3:])
    for one in without.values():
        yield LedgerLine(*one[:3], secretaries.get(one.code, ""), on, None, *one[3:])
