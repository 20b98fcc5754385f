"""What hangs on a member, as far as somebody may see it."""

from dataclasses import dataclass
from typing import Any

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.types import COURSE_TYPES
from apps.members.models import Attendance, Member
from apps.organisations.access import may
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.selectors import Row, rows_of

#: What stands on the page of a member, in this order.
PARTS = (
    "memberships",
    "member-categories",
    "care",
    "member-commitments",
    "appraisals",
    "registrations",
    "transfers",
    "trainings",
)


@dataclass(frozen=True, slots=True)
class Part:
    """The records of a register about one member, the newest first."""

    register: RecordRegister
    labels: list[str]
    rows: list[Row]
    may_record: bool


def parts_for(user: User, member: Member) -> list[Part]:
    """One query for each register that the person may look into."""
    found = []
    for name in PARTS:
        register: Any = REGISTERS[name]
        if may(user, register.may("view")):
            rows = rows_of(register, list(register.visible_to(user).counted().filter(member=member)))
            labels = [register.label_of(line) for line in register.listed]
            found.append(Part(register, labels, rows, may(user, register.may("record"))))
    return found


def courses_for(user: User, member: Member) -> list[Activity]:
    """The courses recorded as activities at which a member was ticked, the newest first.  One query."""
    there = Attendance.objects.filter(member=member).values("activity")
    seen = Activity.objects.counted().visible_to(user, "activity.view")
    return list(seen.filter(type__in=COURSE_TYPES, pk__in=there).order_by("-date", "-pk"))
