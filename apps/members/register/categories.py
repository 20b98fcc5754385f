"""The register of categories of members: what each is given beside it (M084 M116 M117 M118 M119 M120)."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.members.models import CareRecord, Member, MemberCategory
from apps.members.models.care import CareType
from apps.members.models.category import CATEGORY_WORDS, OUTCOME_WORDS, RESTRICTED, Category, Outcome
from apps.members.people import WITH_NEED, OfMembers, member_line
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Period, Settled, lasting
from apps.registers.registry import declare

#: Within so many days a mobile member is to be contacted again.
CONTACT_WITHIN = timedelta(days=92)
#: What belongs to which category only.
BELONGS_TO = {
    "duty": (Category.NO_POST,),
    "destination": (Category.MOBILE,),
    "reachable": (Category.MOBILE,),
    "contacted_on": (Category.MOBILE,),
    "helper": (Category.CAPABLE, Category.HELPED, Category.HARDSHIP),
    "development": (Category.CAPABLE,),
    "outcome": (Category.HELPED,),
}


def holds(period: Period) -> Q:
    """Is of the category on the day, and a member who was not withdrawn."""
    return lasting(period) & ~Q(member__in=Member.objects.filter(withdrawn_at__isnull=False).values("code"))


def has_duty(period: Period) -> Q:
    del period
    return ~Q(duty="")


def in_touch(period: Period) -> Q:
    """Can be reached, and was within the time before the day."""
    return Q(reachable=True, contacted_on__range=(period.as_of - CONTACT_WITHIN, period.as_of))


def helped(period: Period) -> Q:
    """Got help in the year."""
    return Q(Exists(CareRecord.objects.counted().filter(date__range=period, member=OuterRef("member"))))


def subsidised(period: Period) -> Q:
    """Was paid the fixed subsidy in the year."""
    paid = CareRecord.objects.counted().filter(type=CareType.SUBSIDY, date__range=period)
    return Q(member__in=paid.values("member"))


def developed(period: Period) -> Q:
    del period
    return ~Q(development="")


def turned(period: Period) -> Q:
    del period
    return ~Q(helper="") & Q(outcome=Outcome.TURNED)


@declare
class Categories(OfMembers, LinkRegister):
    name = "member-categories"
    record_name = "member_category"
    title = gettext_lazy("Categories of members")
    record_title = gettext_lazy("Category of a member")
    explained = gettext_lazy("Without a post, mobile, in hardship, capable: since when, and what is done")
    icon = "tags"
    sheet = "党员分类"
    model = MemberCategory
    titled = "destination"
    one_at_a_time = ("member", "category")
    #: It goes along with the member.
    outlives = True
    overlapping = gettext_lazy("The member is of this category at that time already.")
    gap = gettext_lazy("From %(start)s to %(end)s (not included) the member was not of this category.")
    open_gap = gettext_lazy("From %(start)s on the member is not of this category.")
    kind = "category"
    confidential: ClassVar[Any] = {"category": RESTRICTED}
    roles = {**OfMembers.roles, "decide": WITH_NEED}
    lines: ClassVar[Any] = (
        member_line(),
        Line("category", "分类", key=True, listed=True, filtered=True, words=CATEGORY_WORDS, width=12),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期", listed=True),
        Line("duty", "设岗岗位", listed=True, searched=True, width=24),
        Line("destination", "流动去向", searched=True, width=24),
        Line("reachable", "联系方式有效"),
        Line("contacted_on", "最近联系日期", listed=True),
        Line("helper", "帮扶培养人"),
        Line("development", "培养措施及去向", width=24),
        Line("outcome", "帮教结果", words=OUTCOME_WORDS),
    )
    measures: ClassVar[Any] = (
        Settled("M084", holds, (Category.NO_POST,), settled=has_duty),
        Settled("M117", holds, (Category.MOBILE,), settled=in_touch),
        Settled("M118", holds, (Category.HARDSHIP,), settled=helped),
        Settled("M119", holds, (Category.CAPABLE,), settled=developed),
        Settled("M125", holds, (Category.SUBSIDY,), settled=subsidised),
        Settled("M120", holds, (Category.HELPED,), settled=turned),
    )

    def ends(self, what: str) -> Any:
        del what
        return (self.own,)

    def title_of(self, record: Any) -> str:
        return f"{record.member.name} · {record.get_category_display()}"

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        for name, categories in BELONGS_TO.items():
            if getattr(record, name) not in ("", None) and record.category not in categories:
                whose = "、".join(str(it.label) for it in categories)
                found[name] = _("This belongs to another category: %(categories)s.") % {"categories": whose}
        if record.contacted_on and record.contacted_on > on:
            found["contacted_on"] = _("This day has not come yet.")
        return found
