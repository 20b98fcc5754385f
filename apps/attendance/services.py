"""Ticking who came: the number of people present is the number of ticks."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.services import activity_update, codes_of, lock_activity, places_of
from apps.attendance.rolls import Roll, roll_of
from apps.attendance.selectors import reaches
from apps.audit.services import Act, record
from apps.closing.standing import require_open


@transaction.atomic
def attendance_set(
    *, activity: Activity, version: int | None, people: Collection[str], by: User | None, reason: str = ""
) -> Activity:
    """Let these people (keys of the roll) have been at an activity as it was seen in `version`, and nobody else.

    Who was due is the roll of members, where nothing was entered or fewer than came.  Raises `StaleVersion`, and
    `ValidationError` for somebody who is not on the roll of that day or whom `by` may not tick, and as
    `activity_update` does.
    """
    current = lock_activity(activity, version)
    roll = roll_of(current)
    if not roll.ticks.keys() >= set(people) or not (by is None or reaches(by, current, roll.action)):
        raise ValidationError({"people": _("Somebody is not on the roll of that day.")})
    hosts = list(current.hosts.all())
    require_open(by, places_of(current, hosts), reason)
    present = len(set(people))
    said: Any = {"version": version, "hosts": hosts, "by": by, "reason": reason}
    updated = activity_update(activity=current, present=present, due=_due(current, roll, present), **said)
    if roll.ticked != set(people):
        _write(roll, people)
        was, became = {roll.fact: sorted(roll.ticked)}, {roll.fact: sorted(people), "present": present}
        record(Act("attendance.ticked", current.number, codes_of(hosts)[0], before=was, after=became), by=by)
    return updated


def _due(activity: Activity, roll: Roll, present: int) -> int | None:
    """What was entered, unless more came."""
    if activity.due is None:
        return roll.due
    return activity.due if activity.due >= present else roll.due or present


def _write(roll: Roll, people: Collection[str]) -> None:
    gone = [tick.pk for key, tick in roll.stored.items() if key not in people]
    roll.model._default_manager.filter(pk__in=gone).delete()
    roll.model._default_manager.bulk_create(roll.ticks[key] for key in sorted(set(people) - roll.ticked))
