"""Activities of closed months: what is proposed, and carrying it out once it is accepted."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Unpack, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.activities.services import (
    Details,
    activity_facts,
    activity_record,
    activity_update,
    activity_withdraw,
    check_activity,
    check_scope,
    codes_of,
    lock_activity,
)
from apps.activities.types import ActivityType, Carrier, PlaceCategory
from apps.audit.changes import filled
from apps.closing.kinds import FactKind, Stored, changed_fields
from apps.closing.models import Act, Proposal
from apps.closing.services import proposal_make
from apps.core.amount import plain
from apps.core.versioning import StaleVersion
from apps.organisations.models import Organisation

KIND = "activity"


@transaction.atomic
def activity_propose(*, hosts: Collection[Organisation], by: User, reason: str, **details: Unpack[Details]) -> Proposal:
    """Propose an activity for a closed month, checked like one that is recorded.  Raises `ValidationError` by field."""
    activity = Activity(recorded_by=by, **details)
    check_activity(activity, hosts, by)
    new = filled(activity_facts(activity, codes_of(hosts)))
    return proposal_make(
        kind=KIND, act=Act.ADD, organisations=hosts, day=activity.date, old={}, new=new, reason=reason, by=by
    )


def proposed_already(hosts: Collection[Organisation], day: date, type_: str) -> list[Proposal]:
    """What waits to be added for one of these hosts, the day and the type.  One query."""
    waiting = Proposal.objects.open().about(KIND).filter(act=Act.ADD, day=day, organisations__in=hosts).distinct()
    return [it for it in waiting if it.new["type"] == type_]


@transaction.atomic
def activity_propose_update(
    *,
    activity: Activity,
    version: int | None,
    hosts: Collection[Organisation],
    by: User,
    reason: str,
    **details: Unpack[Details],
) -> Proposal:
    """Propose a change that touches a closed month.  Raises `StaleVersion`, `ValidationError` by field."""
    current = lock_activity(activity, version)
    before = list(current.hosts.all())
    old = activity_facts(current, codes_of(before))
    for name, value in details.items():
        setattr(current, name, value)
    check_activity(current, hosts, by)
    check_scope(before, by)
    new = activity_facts(current, codes_of(hosts))
    if new == old:
        raise ValidationError(_("You have not changed anything."))
    return _about(current, Act.CHANGE, {*before, *hosts}, old, new, reason=reason, by=by)


@transaction.atomic
def activity_propose_withdraw(*, activity: Activity, version: int | None, by: User, reason: str) -> Proposal:
    """Propose that it counts no more.  Raises `StaleVersion`, `ValidationError`."""
    current = lock_activity(activity, version)
    hosts = list(current.hosts.all())
    check_scope(hosts, by)
    return _about(current, Act.WITHDRAW, hosts, activity_facts(current, codes_of(hosts)), {}, reason=reason, by=by)


def _about(
    activity: Activity,
    act: Act,
    organisations: Collection[Organisation],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    reason: str,
    by: User,
) -> Proposal:
    return proposal_make(
        kind=KIND,
        act=act,
        key=activity.number,
        version=activity.version,
        organisations=organisations,
        day=activity.date,
        old=old,
        new=new,
        reason=reason,
        by=by,
    )


#: The fields whose values are named.
_WORDS: Mapping[str, type[TextChoices]] = {"type": ActivityType, "carrier": Carrier, "taken_to": PlaceCategory}


class ActivityKind(FactKind):
    """Activities as facts that can be closed; proposals hold them as the audit log writes them."""

    code = KIND
    title = gettext_lazy("Activity")
    organisations = "hosts"
    labels: Mapping[str, str | Promise] = {
        "date": gettext_lazy("Date"),
        "type": gettext_lazy("Type"),
        "topic": gettext_lazy("Topic"),
        "hosts": gettext_lazy("Hosts"),
        "due": gettext_lazy("People due"),
        "present": gettext_lazy("People present"),
        "hours": gettext_lazy("Hours"),
        "carrier": gettext_lazy("Carrier"),
        "taken_to": gettext_lazy("Taken to"),
        "households": gettext_lazy("Households reached"),
        "campaign": gettext_lazy("Campaign"),
        "remark": gettext_lazy("Remark"),
    }

    def text(self, name: str, value: Any) -> str:
        if name in _WORDS:
            return capfirst(str(_WORDS[name](value).label)) if value else ""
        return plain(value) if name == "hours" else str(value)

    def address(self, key: str) -> str:
        return reverse("activities:detail", args=[key])

    def stored(self, keys: Collection[str]) -> Mapping[str, Stored]:
        found = Activity.objects.filter(number__in=keys).with_hosts()
        return {
            it.number: Stored(it.version, activity_facts(it, codes_of(it.hosts.all())), it.withdrawn_at is None)
            for it in found
        }

    def apply(self, proposal: Proposal, *, version: int | None, by: User) -> str:
        if proposal.act == Act.ADD:
            hosts, details = self._read(proposal.new)
            made = activity_record(hosts=hosts, by=by, reason=proposal.reason, proposed_by=proposal.by, **details)
            return str(made.number)
        activity = Activity.objects.get(number=proposal.key)
        if version is None:
            raise ValidationError(_("Look at the record as it stands now before you decide."))
        try:
            self._change(activity, proposal, version, by)
        except StaleVersion as stale:
            sentence = _("Somebody else has changed this record meanwhile. Look at it once more before you decide.")
            raise ValidationError(sentence) from stale
        return str(proposal.key)

    def _change(self, activity: Activity, proposal: Proposal, version: int, by: User) -> None:
        if proposal.act == Act.WITHDRAW:
            activity_withdraw(activity=activity, version=version, reason=proposal.reason[:200], by=by)
            return
        changed = changed_fields(proposal)
        hosts, details = self._read(changed)
        if "hosts" not in changed:
            hosts = list(activity.hosts.all())
        activity_update(activity=activity, version=version, hosts=hosts, by=by, reason=proposal.reason, **details)

    def _read(self, facts: Mapping[str, Any]) -> tuple[list[Organisation], Details]:
        """The hosts and the other fields of facts as a proposal holds them."""
        hosts = list(Organisation.objects.filter(code__in=facts.get("hosts", ())))
        details = {name: value for name, value in facts.items() if name != "hosts"}
        if "date" in details:
            details["date"] = date.fromisoformat(details["date"])
        return hosts, cast(Details, details)


def kinds() -> list[FactKind]:
    """Activities (`settings.FACT_KINDS`)."""
    return [ActivityKind()]
