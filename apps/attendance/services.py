"""Ticking who came: the number of people present is the number of ticks."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.services import activity_update, codes_of, lock_activity, places_of
from apps.attendance.models import Attendance
from apps.attendance.selectors import roll_of, ticked_at
from apps.audit.services import Act, record
from apps.closing.standing import require_open


@transaction.atomic
def attendance_set(
    *, activity: Activity, version: int | None, members: Collection[str], by: User | None, reason: str = ""
) -> Activity:
    """Let these members (numbers) have been at an activity as it was seen in `version`, and nobody else.

    Who was due is the roll, where nothing was entered or fewer than came.  Raises `StaleVersion`, and
    `ValidationError` for somebody who is not on the roll of that day, and as `activity_update` does.
    """
    current = lock_activity(activity, version)
    roll = {it.code for it in roll_of(current)}
    if not roll.issuperset(members):
        raise ValidationError({"members": _("Somebody is not on the roll of that day.")})
    present = len(set(members))
    due = current.due if current.due is not None and current.due >= present else len(roll)
    hosts = list(current.hosts.all())
    require_open(by, places_of(current, hosts), reason)
    said: Any = {"version": version, "hosts": hosts, "by": by, "reason": reason}
    updated = activity_update(activity=current, present=present, due=due, **said)
    known = ticked_at(current)
    if known == set(members):
        return updated
    Attendance.objects.filter(activity=current).exclude(member__code__in=members).delete()
    Attendance.objects.bulk_create(
        Attendance(activity=current, member_id=code) for code in sorted(set(members) - known)
    )
    was, became = {"members": sorted(known)}, {"members": sorted(members), "present": present}
    record(Act("attendance.ticked", current.number, codes_of(hosts)[0], before=was, after=became), by=by)
    return updated
