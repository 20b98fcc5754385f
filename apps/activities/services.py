"""Every write about activities on pages; a workbook of them is written by `apps.activities.importing`."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.activities.models import Activity, Host
from apps.activities.numbers import take_numbers
from apps.activities.rules import Facts, broken_rules, existed
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.organisations.models import Organisation

#: What people enter; the rest the portal knows.
FIELDS = ("date", "type", "topic", "due", "present", "hours", "campaign", "remark")


class Details(TypedDict, total=False):
    """What a person enters; a field that is left out is blank, or stays as it is.  `hours` in hundredths."""

    date: datetime.date
    type: str
    topic: str
    due: int | None
    present: int | None
    hours: int | None
    campaign: str
    remark: str


class ActivityChanged(Exception):
    """Somebody else changed or withdrew the activity after it was shown; `activity` is how it stands now."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(activity.number)
        self.activity = activity


@transaction.atomic
def activity_record(*, hosts: Collection[Organisation], by: User | None, **details: Unpack[Details]) -> Activity:
    """Record an activity under the next number of its year.

    Every host must be one for which `by` may record, and must have existed on the day.  `date`, `type` and `topic`
    are needed.  Raises `ValidationError` by field.
    """
    activity = Activity(recorded_by=by, **details)
    _check(activity, hosts, by)
    activity.number = take_numbers(activity.date.year)[0]
    activity.save()
    _write_hosts(activity, hosts)
    after = filled(facts_of(activity, codes_of(hosts)))
    record(Act("activity.recorded", activity.number, after["hosts"][0], after=after), by=by)
    return activity


@transaction.atomic
def activity_update(
    *,
    activity: Activity,
    version: int,
    hosts: Collection[Organisation],
    by: User | None,
    **details: Unpack[Details],
) -> Activity:
    """Change an activity as it was seen in `version`; nothing is written or recorded where nothing changes.

    `by` must be allowed to record for its hosts of before and of after.  It keeps its number, also in another year.
    Raises `ActivityChanged` and `ValidationError` by field.
    """
    current = _lock(activity, version)
    before_hosts = list(current.hosts.all())
    before = facts_of(current, codes_of(before_hosts))
    for name, value in details.items():
        setattr(current, name, value)
    _check(current, hosts, by)
    _check_scope(before_hosts, by)
    was, became = difference(before, facts_of(current, codes_of(hosts)))
    if not became:
        return current
    _save_next_version(current, changed_by=by, changed_at=timezone.now())
    _write_hosts(current, hosts)
    record(Act("activity.updated", current.number, codes_of(hosts)[0], before=was, after=became), by=by)
    return current


@transaction.atomic
def activity_withdraw(*, activity: Activity, version: int, reason: str, by: User | None) -> Activity:
    """Let an activity as it was seen in `version` count no more; it stays, with the reason.

    Raises `ActivityChanged`, and `ValidationError` without a reason or where `by` may not record for every host.
    """
    current = _lock(activity, version)
    hosts = list(current.hosts.all())
    _check_scope(hosts, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Enter why it is withdrawn.")})
    current.withdrawn_reason = reason.strip()
    current.clean_fields(exclude=["recorded_by", "changed_by", "withdrawn_by"])
    _save_next_version(current, withdrawn_by=by, withdrawn_at=timezone.now())
    after = {"reason": current.withdrawn_reason}
    record(Act("activity.withdrawn", current.number, codes_of(hosts)[0], after=after), by=by)
    return current


def facts_of(activity: Activity, hosts: Collection[str]) -> dict[str, Any]:
    """The facts for the audit log; `hosts` are codes.  Costs no query."""
    fields = fields_of(activity)
    return {**{name: fields[name] for name in FIELDS}, "hosts": sorted(hosts)}


def filled(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that are not blank."""
    return {name: value for name, value in facts.items() if value not in (None, "")}


def codes_of(hosts: Iterable[Organisation]) -> list[str]:
    """The codes of the hosts, in order, each once."""
    return sorted({host.code for host in hosts})


def _lock(activity: Activity, version: int) -> Activity:
    """The activity as it stands now, locked: of two people who save at once the second gets `ActivityChanged`."""
    current: Activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if current.version != version or current.withdrawn_at is not None:
        raise ActivityChanged(current)
    return current


def _save_next_version(activity: Activity, **changes: Any) -> None:
    for name, value in {**changes, "version": activity.version + 1}.items():
        setattr(activity, name, value)
    activity.save()


def _write_hosts(activity: Activity, hosts: Collection[Organisation]) -> None:
    wanted = {host.pk for host in hosts}
    links = Host.objects.filter(activity=activity)
    links.exclude(organisation__in=wanted).delete()
    new = wanted - set(links.values_list("organisation_id", flat=True))
    Host.objects.bulk_create(Host(activity=activity, organisation_id=pk) for pk in sorted(new))


def _check(activity: Activity, hosts: Collection[Organisation], by: User | None) -> None:
    activity.clean_fields(exclude=["number", "recorded_by", "changed_by", "withdrawn_by"])
    facts = Facts(activity.date, activity.due, activity.present, activity.hours)
    if errors := {rule.fields[0]: str(rule.message) for rule in broken_rules(facts, today())}:
        raise ValidationError(errors)
    if not hosts:
        raise ValidationError({"hosts": _("Choose at least one organisation.")})
    if sentence := hosts_error(hosts, activity.date):
        raise ValidationError({"hosts": sentence})
    _check_scope(hosts, by)


def hosts_error(hosts: Collection[Organisation], day: datetime.date) -> str:
    """What to say of hosts that did not exist on the day; empty where all did."""
    missing = [str(host) for host in hosts if not existed(host.opened, host.closed, day)]
    return _("Did not exist on this day: %(names)s") % {"names": "、".join(missing)} if missing else ""


def _check_scope(hosts: Collection[Organisation], by: User | None) -> None:
    if by is None:
        return
    allowed = Organisation.objects.visible_to(by, "activity.record").filter(pk__in={host.pk for host in hosts})
    if allowed.count() < len({host.pk for host in hosts}):
        raise ValidationError({"hosts": _("You cannot record activities for one of these organisations.")})
