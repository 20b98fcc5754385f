"""Members by branch in the shape of the district's table A: sums over the roll as it stands on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.calendar import valid_on
from apps.members.breakdowns import BREAKDOWNS, Counted
from apps.members.models import MemberCategory, Membership
from apps.members.models.category import Category
from apps.members.models.member import Education, MemberStanding, Sex
from apps.members.register.memberships import on_roll
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.registers.measures import Period

#: A number of people below this could tell who they are.
FEWEST = 3
_ADVANCED = (Education.COLLEGE, Education.UNIVERSITY, Education.POSTGRADUATE)


def _all() -> Counted:
    return Counted(_("members in all"), "党员总数", Q())


def columns_on(day: date) -> list[Counted]:
    """At most 35 and at least 60 count the age itself; of a birth only the month is known."""

    def of(category: Category) -> Q:
        rows = MemberCategory.objects.counted().filter(valid_on(day), category=category)
        return Q(member__in=rows.values("member"))

    young, old = (f"{day.year - years}-{day.month:02}" for years in (36, 60))
    minority = ~Q(member__ethnic_group__in=("", "汉", "汉族"))
    aged = ~Q(member__born="") & Q(member__born__lte=old)
    return [
        _all(),
        Counted(pgettext_lazy("member", "probationary"), "预备", Q(member__standing=MemberStanding.PROBATIONARY)),
        Counted(_("women"), "女", Q(member__sex=Sex.FEMALE)),
        Counted(_("ethnic minorities"), "少数民族", minority),
        Counted(_("at most 35 years old"), "35岁以下", Q(member__born__gt=young)),
        Counted(_("at least 60 years old"), "60岁以上", aged),
        Counted(_("college or more"), "大专以上", Q(member__education__in=_ADVANCED)),
        Counted(pgettext_lazy("member", "mobile"), "流动", of(Category.MOBILE)),
        Counted(pgettext_lazy("member", "in hardship"), "生活困难", of(Category.HARDSHIP)),
    ]


@dataclass(slots=True)
class Line:
    """What is counted in an organisation; None stands for a number that is too small to be told."""

    code: str
    name: str
    counts: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Statistics:
    columns: Sequence[Counted]
    whole: list[int | None]
    #: Empty for whoever reads figures only.
    lines: list[Line]

    def cells(self, counts: list[int | None]) -> list[tuple[Promise | str, int | None]]:
        """Each number with what it counts."""
        return list(zip((it.title for it in self.columns), counts, strict=True))

    @property
    def total(self) -> list[tuple[Promise | str, int | None]]:
        return self.cells(self.whole)

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Promise | str, int | None]]]]:
        return [(line, self.cells(line.counts)) for line in self.lines]


def statistics_for(user: User, day: date, by: str = "") -> Statistics:
    """The shape of table A, or one of the `BREAKDOWNS`.  One query.

    Whoever does not work with members gets the sums alone; small numbers stay with those who may see who they are: of
    need, fewer than of the rest.  In a breakdown no number that is not told follows from the others.
    """
    broken_down = BREAKDOWNS.get(by)
    columns = [_all(), *broken_down.columns(day)] if broken_down else columns_on(day)
    seen = Organisation.objects.visible_to(user, "member.count").order_by().values("pk")
    there = Membership.objects.counted().filter(on_roll(Period(day, day)), organisation__in=seen)
    counts = {f"n{at}": Count("pk", filter=it.who) for at, it in enumerate(columns)}
    rows = there.order_by("organisation__code").values_list("organisation__code", "organisation__name")
    found = [Line(code, name, list(numbers)) for code, name, *numbers in rows.annotate(**counts)]
    whole: list[int | None] = [sum(it.counts[at] or 0 for it in found) for at in range(len(columns))]
    works, knows = may(user, "member.view"), may(user, "care.view")
    if broken_down:
        lines = found if works else []
        return Statistics(columns, whole if works else _covered(whole), lines)
    told = [works] * (len(columns) - 1) + [knows]
    lines = [Line(it.code, it.name, _told(it.counts, told)) for it in found] if works else []
    return Statistics(columns, _told(whole, told), lines)


def _covered(counts: Sequence[int | None]) -> list[int | None]:
    """The sum, and the columns that add up to it: beside one that is not told the smallest other one is not either."""
    whole, *parts = counts
    hidden = {at for at, it in enumerate(parts) if it and it < FEWEST}
    others = [at for at, it in enumerate(parts) if it and at not in hidden]
    if hidden and others:
        hidden.add(min(others, key=lambda at: parts[at] or 0))
    return [whole if not whole or whole >= FEWEST else None] + [
        None if at in hidden else it for at, it in enumerate(parts)
    ]


def _told(counts: Sequence[int | None], told: Sequence[bool]) -> list[int | None]:
    return [it if known or not it or it >= FEWEST else None for it, known in zip(counts, told, strict=True)]
