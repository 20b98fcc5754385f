"""Who was ticked at an activity, and whether somebody may see that, and tick."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.attendance.rolls import Roll, roll_of
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Ticks:
    """The roll of an activity for somebody who sees all of its hosts, and whether they may tick on it."""

    roll: Roll
    may_tick: bool

    @property
    def number(self) -> int:
        return len(self.roll.stored)


def ticks_for(user: User, activity: Activity) -> Ticks | None:
    """None where one of the hosts is out of sight: nobody ticks on half a roll."""
    if not reaches(user, activity, "member.view"):
        return None
    roll = roll_of(activity)
    return Ticks(roll, bool(roll.ticks) and reaches(user, activity, roll.action))


def reaches(user: User, activity: Activity, action: str) -> bool:
    """Whether somebody may do this on every host."""
    within = Organisation.objects.visible_to(user, action).order_by().values("pk")
    return not activity.host_links.exclude(organisation__in=within).exists()
