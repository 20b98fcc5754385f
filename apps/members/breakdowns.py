"""How members are told apart in the yearly statistics: each breakdown puts every member into one column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.models import Appraisal
from apps.members.models.appraisal import STAR_WORDS
from apps.members.models.member import EDUCATION_WORDS, Education, Sex


@dataclass(frozen=True, slots=True)
class Counted:
    """A column: its heading, in workbooks its Chinese word, and who is in it on a day."""

    title: Promise | str
    heading: str
    who: Q


#: The upper end of each band but the last, as the yearly statistics have them.
_AGES = (30, 35, 40, 45, 50, 55, 60, 65, 70)
#: The first days of the periods of joining, as the yearly statistics have them.
_PERIODS = (
    date(1949, 10, 1),
    date(1966, 5, 1),
    date(1976, 11, 1),
    date(1979, 1, 1),
    date(2002, 11, 1),
    date(2012, 11, 1),
)
_LEVELS = {level: word for word, level in reversed(EDUCATION_WORDS.items())}


def by_age(day: date) -> list[Counted]:
    """The age itself counts; of a birth only the month is known."""

    def born_after(years: int) -> str:
        return f"{day.year - years - 1}-{day.month:02}"

    found, last = [], 0
    for most in (*_AGES, 0):
        who = Q(member__born__lte=born_after(last)) if last else Q()
        who &= Q(member__born__gt=born_after(most)) if most else ~Q(member__born="")
        title, heading = _band(last, most)
        found.append(Counted(title, heading, who))
        last = most
    return [*found, _unknown(Q(member__born=""))]


def _band(last: int, most: int) -> tuple[Promise, str]:
    if not last:
        return format_lazy(_("up to {years}"), years=most), f"{most}岁及以下"
    if not most:
        return format_lazy(_("{years} and older"), years=last + 1), f"{last + 1}岁及以上"
    return format_lazy("{}–{}", last + 1, most), f"{last + 1}至{most}岁"


def by_sex(day: date) -> list[Counted]:
    del day
    return [
        Counted(Sex.FEMALE.label, "女", Q(member__sex=Sex.FEMALE)),
        Counted(Sex.MALE.label, "男", Q(member__sex=Sex.MALE)),
        _unknown(Q(member__sex="")),
    ]


def by_education(day: date) -> list[Counted]:
    del day
    levels = [Counted(it.label, _LEVELS[it], Q(member__education=it)) for it in reversed(Education)]
    return [*levels, _unknown(Q(member__education=""))]


def by_joining(day: date) -> list[Counted]:
    """By the period in which they joined."""
    del day
    found, first = [], None
    for following in (*_PERIODS, None):
        who = Q(member__joined_on__isnull=False)
        who &= Q(member__joined_on__gte=first) if first else Q()
        who &= Q(member__joined_on__lt=following) if following else Q()
        title, heading = _period(first, following)
        found.append(Counted(title, heading, who))
        first = following
    return [*found, _unknown(Q(member__joined_on__isnull=True))]


def _period(first: date | None, following: date | None) -> tuple[Promise, str]:
    """Their last month is the one before the next."""
    since = f"{first.year}-{first.month:02}" if first else ""
    until = f"{following.year}-{following.month:02}" if following else ""
    if not since:
        return format_lazy(_("before {month}"), month=until), f"{until}以前"
    if not until:
        return format_lazy(_("since {month}"), month=since), f"{since}以后"
    return format_lazy(_("{since} to before {until}"), since=since, until=until), f"{since}至{until}前"


def by_year(day: date) -> list[Counted]:
    """The last ten years of joining, each by itself."""
    years = range(day.year, day.year - 10, -1)
    found = [Counted(str(it), f"{it}年", Q(member__joined_on__year=it)) for it in years]
    earlier = Counted(_("earlier"), "更早", Q(member__joined_on__lt=date(day.year - 9, 1, 1)))
    return [*found, earlier, _unknown(Q(member__joined_on__isnull=True))]


def by_stars(day: date) -> list[Counted]:
    """By the stars that they were given in the year."""

    def of(stars: list[int]) -> Q:
        rows = Appraisal.objects.counted().filter(year=day.year, date__lte=day, stars__in=stars)
        return Q(member__in=rows.values("member"))

    found = [Counted(it.label, word, of([it])) for word, it in reversed(STAR_WORDS.items())]
    none = Counted(_("no stars"), "无星级", ~of(list(STAR_WORDS.values())))
    return [*found, none]


def _unknown(who: Q) -> Counted:
    return Counted(pgettext_lazy("member", "not known"), "未填", who)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way to tell all members apart, each of them in one column."""

    title: Promise
    heading: str
    columns: Callable[[date], list[Counted]]


BREAKDOWNS = {
    "sex": Breakdown(_("by sex"), "性别", by_sex),
    "age": Breakdown(_("by age"), "年龄", by_age),
    "education": Breakdown(_("by education"), "学历", by_education),
    "joined": Breakdown(_("by period of joining"), "入党时间", by_joining),
    "year": Breakdown(_("by year of joining"), "入党年份", by_year),
    "stars": Breakdown(_("by stars of the year"), "星级", by_stars),
}
