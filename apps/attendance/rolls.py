"""Whom one ticks: the members of the hosts, or at a course of hosts without any, who holds posts there and below."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from apps.activities.models import Activity
from apps.activities.types import COURSE_TYPES
from apps.core.calendar import valid_on
from apps.members.models import Attendance, Member, Membership
from apps.organisations.models import Placement
from apps.posts.models import Appointment, Post, PostAttendance


@dataclass(frozen=True, slots=True)
class Roll:
    """The people of an activity on its day, each under a key; a tick is a row of `model`."""

    model: type[Any]
    #: What the audit log calls the keys.
    fact: str
    #: What somebody must be allowed to do on every host to tick.
    action: str
    #: What a page shows, in groups.
    groups: Mapping[str, Mapping[str, str]]
    #: The tick of each, as it would be stored, and those that are.
    ticks: Mapping[str, Any]
    stored: Mapping[str, Any]
    #: How many were due; None where nobody can know it from the roll.
    due: int | None

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self.stored)


def roll_of(activity: Activity) -> Roll:
    """Two queries; at a course of hosts without members four."""
    members = _members(activity)
    return _posts(activity) if activity.type in COURSE_TYPES and not members.ticks else members


def _members(activity: Activity) -> Roll:
    """Who belonged to the hosts, by branch and number."""
    there = Membership.objects.counted().filter(
        valid_on(activity.date), organisation__in=activity.host_links.values("organisation")
    )
    rows = Member.objects.counted().filter(code__in=there.values("member")).select_related("organisation")
    people = list(rows.order_by("organisation__code", "code"))
    return Roll(
        model=Attendance,
        fact="members",
        action="member.view",
        groups={"": {it.code: f"{it.name} {it.code}" for it in people}},
        ticks={it.code: Attendance(activity=activity, member=it) for it in people},
        stored={it.member_id: it for it in Attendance.objects.filter(activity=activity)},
        due=len(people),
    )


def _posts(activity: Activity) -> Roll:
    """Who held posts, by post and organisation; whose post was trained the township says, as on the post's page.

    A course is for some of them only.
    """
    hosts = Placement.objects.on(activity.date).filter(organisation__in=activity.host_links.values("organisation"))
    within = Placement.objects.on(activity.date).below_paths(hosts.values_list("path", flat=True))
    held = Appointment.objects.counted().filter(valid_on(activity.date), organisation__in=within.values("organisation"))
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    ticks = {}
    order = list(Post)
    rows = held.select_related("organisation").order_by("organisation__code", "pk")
    for it in sorted(rows, key=lambda it: order.index(Post(it.post))):
        key = f"{it.organisation.code} {it.post}"
        groups[capfirst(it.get_post_display())][key] = f"{it.person} {it.organisation.name}"
        ticks[key] = PostAttendance(activity=activity, organisation=it.organisation, post=it.post)
    known = PostAttendance.objects.filter(activity=activity).select_related("organisation")
    return Roll(
        model=PostAttendance,
        fact="posts",
        action="appointment.decide",
        groups=groups,
        ticks=ticks,
        stored={f"{it.organisation.code} {it.post}": it for it in known},
        due=None,
    )
