"""Every write about activities on pages; a workbook of them is written by `apps.activities.importing`."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.models import Activity, Host
from apps.activities.numbers import take_numbers
from apps.activities.rules import Facts, broken_rules, existed
from apps.audit.changes import because, difference, fields_of, filled
from apps.audit.services import Act, record
from apps.closing.standing import Place, require_open
from apps.core.calendar import today
from apps.core.versioning import StaleVersion, lock_version
from apps.organisations.models import Organisation

#: What people enter; the rest the portal knows.
FIELDS = ("date", "type", "topic", "due", "present", "hours", "carrier", "taken_to", "households", "campaign", "remark")
_FACTS = tuple(it.name for it in fields(Facts))


class Details(TypedDict, total=False):
    """What a person enters; a field that is left out is blank, or stays as it is.  `hours` in hundredths."""

    date: datetime.date
    type: str
    topic: str
    due: int | None
    present: int | None
    hours: int | None
    carrier: str
    taken_to: str
    households: int | None
    campaign: str
    remark: str


@transaction.atomic
def activity_record(
    *,
    hosts: Collection[Organisation],
    by: User | None,
    reason: str = "",
    proposed_by: User | None = None,
    **details: Unpack[Details],
) -> Activity:
    """Record an activity under the next number of its year.

    Every host must be one for which `by` may record, and must have existed on the day.  `date`, `type` and `topic`
    are needed; in a closed month a `reason`, and that `by` decides there.  Raises `ValidationError` by field.
    """
    activity = Activity(recorded_by=proposed_by or by, **details)
    check_activity(activity, hosts, by)
    require_open(by, places_of(activity, hosts), reason)
    activity.number = take_numbers(activity.date.year)[0]
    activity.save()
    _write_hosts(activity, hosts)
    after = filled(activity_facts(activity, codes_of(hosts)))
    record(Act("activity.recorded", activity.number, after["hosts"][0], after=after | because(reason)), by=by)
    return activity


@transaction.atomic
def activity_update(
    *,
    activity: Activity,
    version: int | None,
    hosts: Collection[Organisation],
    by: User | None,
    reason: str = "",
    **details: Unpack[Details],
) -> Activity:
    """Change an activity as it was seen in `version`; nothing is written or recorded where nothing changes.

    `by` must be allowed to record for its hosts of before and of after.  It keeps its number, also in another year.
    Where its month of before or of after is closed, `by` decides there and gives a `reason`.  Raises `StaleVersion`
    and `ValidationError` by field.
    """
    current = lock_activity(activity, version)
    before_hosts = list(current.hosts.all())
    before, places = activity_facts(current, codes_of(before_hosts)), places_of(current, before_hosts)
    for name, value in details.items():
        setattr(current, name, value)
    check_activity(current, hosts, by)
    check_scope(before_hosts, by)
    was, became = difference(before, activity_facts(current, codes_of(hosts)))
    if not became:
        return current
    require_open(by, places | places_of(current, hosts), reason)
    current.save(by=by)
    _write_hosts(current, hosts)
    after = became | because(reason)
    record(Act("activity.updated", current.number, codes_of(hosts)[0], before=was, after=after), by=by)
    return current


@transaction.atomic
def activity_withdraw(*, activity: Activity, version: int | None, reason: str, by: User | None) -> Activity:
    """Let an activity as it was seen in `version` count no more; it stays, with the reason.

    Raises `StaleVersion`, and `ValidationError` without a reason, where `by` may not record for every host, or may
    only propose it.
    """
    current = lock_activity(activity, version)
    hosts = list(current.hosts.all())
    check_scope(hosts, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Enter why it is withdrawn.")})
    require_open(by, places_of(current, hosts), reason)
    current.withdrawn_reason = reason.strip()
    current.clean_fields(exclude=["recorded_by", "changed_by", "withdrawn_by"])
    current.withdrawn_by, current.withdrawn_at = by, timezone.now()
    current.save(by=by)
    after = {"reason": current.withdrawn_reason}
    record(Act("activity.withdrawn", current.number, codes_of(hosts)[0], after=after), by=by)
    return current


@transaction.atomic
def activity_restore(*, activity: Activity, version: int, by: User | None) -> Activity:
    """Undo a withdrawal, seen in `version`: the activity counts again.  Not in a closed month.

    Raises `StaleVersion`, and `ValidationError` where it cannot be so any more, or `by` may not record it.
    """
    current: Activity = lock_version(Activity.objects.all(), activity.pk, version)
    if current.withdrawn_at is None:
        raise StaleVersion(current)
    hosts = list(current.hosts.all())
    current.withdrawn_reason, current.withdrawn_by, current.withdrawn_at = "", None, None
    check_activity(current, hosts, by)
    require_open(by, places_of(current, hosts), "")
    current.save(by=by)
    record(Act("activity.restored", current.number, codes_of(hosts)[0]), by=by)
    return current


def activity_facts(activity: Activity, hosts: Collection[str]) -> dict[str, Any]:
    """The facts for the audit log; `hosts` are codes.  Costs no query."""
    return {**fields_of(activity, *FIELDS), "hosts": sorted(hosts)}


def checked_facts(activity: Activity) -> Facts:
    """What the rules look at."""
    return Facts(**{name: getattr(activity, name) for name in _FACTS})


def codes_of(hosts: Iterable[Organisation]) -> list[str]:
    """The codes of the hosts, in order, each once."""
    return sorted({host.code for host in hosts})


def places_of(activity: Activity, hosts: Iterable[Organisation]) -> set[Place]:
    """Where and when it was held."""
    return {(host.pk, activity.date) for host in hosts}


def lock_activity(activity: Activity, version: int | None) -> Activity:
    """The activity as it stands now, locked.

    Raises `StaleVersion` where it is another version than was seen (None: whatever it is), or is withdrawn.
    """
    current: Activity = lock_version(Activity.objects.all(), activity.pk, version)
    if current.withdrawn_at is not None:
        raise StaleVersion(current)
    return current


def _write_hosts(activity: Activity, hosts: Collection[Organisation]) -> None:
    wanted = {host.pk for host in hosts}
    links = Host.objects.filter(activity=activity)
    links.exclude(organisation__in=wanted).delete()
    new = wanted - set(links.values_list("organisation_id", flat=True))
    Host.objects.bulk_create(Host(activity=activity, organisation_id=pk) for pk in sorted(new))


def check_activity(activity: Activity, hosts: Collection[Organisation], by: User | None) -> None:
    """Raises `ValidationError` by field where the activity cannot be so, or `by` may not record it."""
    activity.clean_fields(exclude=["number", "recorded_by", "changed_by", "withdrawn_by"])
    facts = checked_facts(activity)
    if errors := {rule.fields[0]: str(rule.message) for rule in broken_rules(facts, today())}:
        raise ValidationError(errors)
    if not hosts:
        raise ValidationError({"hosts": _("Choose at least one organisation.")})
    if sentence := hosts_error(hosts, activity.date):
        raise ValidationError({"hosts": sentence})
    check_scope(hosts, by)


def hosts_error(hosts: Collection[Organisation], day: datetime.date) -> str:
    """What to say of hosts that did not exist on the day; empty where all did."""
    missing = [str(host) for host in hosts if not existed(host.opened, host.closed, day)]
    return _("Did not exist on this day: %(names)s") % {"names": "、".join(missing)} if missing else ""


def check_scope(hosts: Collection[Organisation], by: User | None) -> None:
    """Raises `ValidationError` where `by` may not record for one of the hosts; a command (None) may for all."""
    if by is None:
        return
    allowed = Organisation.objects.visible_to(by, "activity.record").filter(pk__in={host.pk for host in hosts})
    if allowed.count() < len({host.pk for host in hosts}):
        raise ValidationError({"hosts": _("You cannot record activities for one of these organisations.")})
