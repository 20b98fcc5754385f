"""The dues of a month by branch, with those of whom nothing is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from apps.accounts.models import User
from apps.core.calendar import today, valid_on
from apps.core.ratio import Ratio
from apps.dues.models import Dues, month_end
from apps.members.models import Membership
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation, Placement
from apps.organisations.sets import exists_on

BRANCHES = (Kind.BRANCH, Kind.JOINT_BRANCH)


@dataclass(frozen=True, slots=True)
class Line:
    """A branch in the month: who is on its roll, what it was to pay and has paid; None where that is not known."""

    code: str
    name: str
    members: int
    dues: Dues | None

    @property
    def difference(self) -> int | None:
        return None if self.dues is None else (self.dues.paid or 0) - self.dues.expected

    @property
    def in_time(self) -> bool:
        """Paid in full by the month's end."""
        its = self.dues
        paid = its is not None and its.date is not None and its.paid is not None
        return paid and its.date <= its.due_on and its.paid >= its.expected  # type: ignore[union-attr,operator]

    @property
    def cells(self) -> tuple[Any, ...]:
        its = self.dues
        told = (its.expected, its.paid, self.difference, its.payers, its.date) if its else (None,) * 5
        return (self.code, self.name, self.members, *told, self.in_time)


@dataclass(slots=True)
class Month:
    """All branches that somebody sees, as of the month's end."""

    year: int
    month: int
    lines: list[Line] = field(default_factory=list)

    @property
    def expected(self) -> int:
        return sum(it.dues.expected for it in self.lines if it.dues)

    @property
    def paid(self) -> int:
        return sum(it.dues.paid or 0 for it in self.lines if it.dues)

    @property
    def difference(self) -> int:
        return self.paid - self.expected

    @property
    def payers(self) -> int:
        return sum(it.dues.payers or 0 for it in self.lines if it.dues)

    @property
    def members(self) -> int:
        return sum(it.members for it in self.lines)

    @property
    def in_time(self) -> Ratio:
        """The branches that had paid in full by the month's end, of all."""
        return Ratio(sum(it.in_time for it in self.lines), len(self.lines))


def month_for(user: User, year: int, month: int) -> Month:
    """Three queries, and those of the scope."""
    last = month_end(year, month)
    seen = Organisation.objects.visible_to(user, "dues.view").order_by().values("pk")
    there = Placement.objects.on(last).filter(exists_on(last), organisation__in=seen, organisation__kind__in=BRANCHES)
    rows = there.order_by("organisation__code").values_list("organisation", "organisation__code", "organisation__name")
    dues = {it.organisation_id: it for it in _counted(year, month)}
    roll = Membership.objects.counted().filter(valid_on(min(last, today())), member__withdrawn_at__isnull=True)
    members = dict(roll.order_by().values_list("organisation").annotate(Count("pk")))
    lines = [Line(code, name, members.get(pk, 0), dues.get(pk)) for pk, code, name in rows]
    return Month(year, month, lines)


def _counted(year: int, month: int) -> Iterable[Dues]:
    rows: Iterable[Dues] = Dues.objects.counted().filter(year=year, month=month)
    return rows
