"""The roll of an activity: who belonged on its day to the branches that held it, and who of them was ticked."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.attendance.models import Attendance
from apps.core.calendar import valid_on
from apps.members.models import Member, Membership
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Ticks:
    """`members` as far as somebody sees them all: of hosts that they do not look after nobody is ticked by them."""

    members: Sequence[Member]
    ticked: frozenset[str]
    is_whole: bool

    @property
    def number(self) -> int:
        return len(self.ticked)


def roll_of(activity: Activity) -> Sequence[Member]:
    """Who belonged there on the day, by branch and number.  One query."""
    hosts = activity.host_links.values("organisation")
    there = Membership.objects.counted().filter(valid_on(activity.date), organisation__in=hosts)
    rows = Member.objects.counted().filter(code__in=there.values("member")).select_related("organisation")
    return list(rows.order_by("organisation__code", "code"))


def ticks_for(user: User, activity: Activity) -> Ticks:
    """The roll of the activity as `user` may see it; nobody where one of the hosts is out of their sight."""
    seen = Organisation.objects.visible_to(user, "member.view").order_by().values("pk")
    is_whole = not activity.host_links.exclude(organisation__in=seen).exists()
    return Ticks(roll_of(activity) if is_whole else [], ticked_at(activity), is_whole)


def ticked_at(activity: Activity) -> frozenset[str]:
    """The numbers of those who were ticked.  One query."""
    rows = Attendance.objects.filter(activity=activity).select_related("member")
    return frozenset(it.member.code for it in rows)
