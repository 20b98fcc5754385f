"""Which Party organisation leads which mass organisation, and from when to when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.audit.services import Act, record
from apps.core.saving import save_checked
from apps.core.versioning import lock_version
from apps.organisations.leading import END_BEFORE_START, OVERLAPS, Span, overlaps, wrong_kinds
from apps.organisations.models import LeadingLink, Organisation


@transaction.atomic
def leading_start(
    *,
    leader: Organisation,
    led: Organisation,
    start: date,
    end: date | None = None,
    basis: str = "",
    by: User | None,
) -> LeadingLink:
    """Let `leader` lead `led` during [start, end).

    Raises `ValidationError` by field (`leader`, `led`, `start`, `end`): wrong kinds, or somebody leads it already.
    """
    lock_version(Organisation.objects.all(), led.pk, None)
    link = LeadingLink(leader=leader, led=led, start=start, end=end, basis=basis)
    _check(link)
    save_checked(link)
    record(leading_act("leading.started", link, after=facts_of_link(link)), by=by)
    return link


@transaction.atomic
def leading_change(
    *, link: LeadingLink, end: date | None, basis: str, by: User | None, version: int | None = None
) -> LeadingLink:
    """End a link on the day `end`, or correct its end or basis; nothing is written where nothing changes.

    `version` is the one that the person saw.  Returns the link as written.  Raises `ValidationError` by field (`end`),
    and `StaleVersion` where somebody has changed or removed it.
    """
    lock_version(Organisation.objects.all(), link.led_id, None)
    current: LeadingLink = lock_version(LeadingLink.objects.select_related("leader", "led"), link.pk, version)
    before = facts_of_link(current)
    current.end, current.basis = end, basis
    _check(current)
    was, became = difference(before, facts_of_link(current))
    if became:
        current.save(by=by)
        record(leading_act("leading.changed", current, was, became), by=by)
    return current


@transaction.atomic
def leading_remove(*, link: LeadingLink, by: User | None) -> None:
    """Take out a link that was entered by mistake: it was never so."""
    removed, _by_model = LeadingLink.objects.filter(pk=link.pk).delete()
    if removed:
        record(leading_act("leading.removed", link, before=facts_of_link(link)), by=by)


def _check(link: LeadingLink) -> None:
    errors = wrong_kinds(link.leader.kind, link.led.kind)
    if link.end is not None and link.end <= link.start:
        errors["end"] = END_BEFORE_START
    others = LeadingLink.objects.filter(led=link.led).exclude(pk=link.pk)
    spans = [Span(link.start, link.end, link), *(Span(it.start, it.end, it) for it in others)]
    for one, after in overlaps(spans):
        if link in (one.what, after.what):
            errors.setdefault("end" if link.pk else "start", OVERLAPS)
    if errors:
        raise ValidationError({field: str(message) for field, message in errors.items()})
    link.full_clean(validate_constraints=False)


def leading_act(
    action: str,
    link: LeadingLink,
    before: dict[str, str | None] | None = None,
    after: dict[str, str | None] | None = None,
) -> Act:
    """What the audit log says of an act on a link; it stands with the organisation that is led."""
    return Act(action, f"{link.leader.code} → {link.led.code}", link.led.code, before or {}, after or {})


def facts_of_link(link: LeadingLink) -> dict[str, str | None]:
    """The fields of a link for the audit log, the organisations by code."""
    return {
        "leader": link.leader.code,
        "led": link.led.code,
        "start": link.start.isoformat(),
        "end": link.end.isoformat() if link.end else None,
        "basis": link.basis,
    }
