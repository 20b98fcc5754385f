"""Every write about the records of registers on pages; workbooks are written by `apps.registers.workbook`."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import because, difference, filled
from apps.audit.services import record as record_act
from apps.closing.standing import require_open
from apps.core.calendar import today
from apps.core.versioning import StaleVersion, lock_version
from apps.organisations.models import Organisation
from apps.registers.facts import facts_of, places_of
from apps.registers.models import Case, Record, StepTaken
from apps.registers.register import CaseRegister, RecordRegister
from apps.registers.steps import Step, possible


@transaction.atomic
def record_create(*, register: RecordRegister, by: User | None, reason: str = "", **details: Any) -> Record:
    """Enter a record.  In a closed month a `reason` is needed.  Raises `ValidationError` by field."""
    record = register.model(recorded_by=by, **details)
    _check(register, record, by)
    after = filled(facts_of(record))
    _require_decider(register, record, by, after)
    _require_sense(register, record, by, after)
    require_open(by, places_of(record), reason)
    record.save()
    after |= because(reason)
    record_act(register.act("created", record, after=after), by=by)
    return record


@transaction.atomic
def record_change(
    *, register: RecordRegister, record: Record, version: int | None, by: User | None, reason: str = "", **details: Any
) -> Record:
    """Change a record as it was seen in `version`; nothing is written where nothing changes.

    Raises `StaleVersion` and `ValidationError` by field.
    """
    current = lock_record(register, record, version)
    _require_scope(register, current, by, register.right_to_change(current))
    before, places = facts_of(current), places_of(current)
    for name, value in details.items():
        setattr(current, name, value)
    _check(register, current, by)
    was, became = difference(before, facts_of(current))
    if not became:
        return current
    _require_decider(register, current, by, became)
    _require_sense(register, current, by, became)
    require_open(by, places | places_of(current), reason)
    current.save(by=by)
    record_act(register.act("updated", current, before=was, after=became | because(reason)), by=by)
    return current


@transaction.atomic
def record_withdraw(
    *, register: RecordRegister, record: Record, version: int | None, reason: str, by: User | None
) -> Record:
    """Let a record as it was seen in `version` count no more; it stays, with the reason.

    Raises `StaleVersion`, and `ValidationError` without a reason.
    """
    current = lock_record(register, record, version)
    _require_scope(register, current, by, register.right_to_change(current))
    if not reason.strip():
        raise ValidationError({"reason": _("Enter why it is withdrawn.")})
    require_open(by, places_of(current), reason)
    current.withdrawn_reason, current.withdrawn_by, current.withdrawn_at = reason.strip(), by, timezone.now()
    current.save(by=by)
    record_act(register.act("withdrawn", current, after={"reason": current.withdrawn_reason}), by=by)
    return current


@transaction.atomic
def step_take(
    *,
    register: CaseRegister,
    case: Case,
    step: Step,
    on: date,
    version: int | None,
    by: User | None,
    reason: str = "",
    **asked: Any,
) -> Case:
    """Let a case as it was seen in `version` take a step on a day.

    Raises `StaleVersion`, and `ValidationError` by field: for a day to come or before the step before, without a
    reason where one is needed, and where the register itself refuses.
    """
    current: Case = lock_record(register, case, version)  # type: ignore[assignment]
    _require_scope(register, current, by, step.action)
    if step not in possible(register.steps, current):
        raise StaleVersion(current)
    if errors := step_errors(current, step, on, reason):
        raise ValidationError(errors)
    before = facts_of(current)
    for name, value in {**asked, step.on: on}.items():
        setattr(current, name, value)
    _check(register, current, by, step.action)
    _require_sense(register, current, by, (step.on, *asked))
    require_open(by, {(current.organisation_id, on)}, reason)
    current.save(by=by)
    StepTaken.objects.create(
        register=register.name, record=current.pk, step=step.code, on=on, reason=reason.strip(), by=by
    )
    was, became = difference(before, facts_of(current))
    record_act(register.act(f"step_{step.code}", current, before=was, after=became | because(reason)), by=by)
    return current


def step_errors(case: Case, step: Step, on: date, reason: str) -> dict[str, str]:
    """Why a case may not take a step on a day, by field."""
    latest = max((day for day in case.days()), default=None)
    if on > today():
        return {"on": _("This day has not come yet.")}
    if latest is not None and on < latest:
        return {"on": _("Before the step before it, which was on %(day)s.") % {"day": latest.isoformat()}}
    if step.needs_reason and not reason.strip():
        return {"reason": _("Enter a reason.")}
    return {}


def lock_record(register: RecordRegister, record: Record, version: int | None) -> Record:
    """The record as it stands now, locked.  Raises `StaleVersion` for another version, or a withdrawn one."""
    rows = register.model._default_manager.select_related("organisation")
    current: Record = lock_version(rows, record.pk, version)
    if current.withdrawn_at is not None:
        raise StaleVersion(current)
    return current


def _check(register: RecordRegister, record: Record, by: User | None, what: str = "record") -> None:
    """Raises `ValidationError` by field where the record cannot be so, or `by` may not write it."""
    register.complete(record)
    record.full_clean(exclude=["recorded_by", "changed_by", "withdrawn_by"])
    if errors := register.errors_of(record, today()):
        raise ValidationError(errors)
    _require_scope(register, record, by, what)


def _require_scope(register: RecordRegister, record: Record, by: User | None, what: str = "record") -> None:
    if not _may(register, record, by, what):
        raise ValidationError({"organisation": _("You cannot record anything for this organisation.")})


def _require_decider(register: RecordRegister, record: Record, by: User | None, changed: Collection[str]) -> None:
    """Raises `ValidationError` by field where `by` would enter what only those enter who decide."""
    decided = register.decided.intersection(changed)
    if decided and not _may(register, record, by, "decide"):
        raise ValidationError(dict.fromkeys(sorted(decided), _("Only the township office enters this.")))


def _require_sense(register: RecordRegister, record: Record, by: User | None, changed: Collection[str]) -> None:
    """Raises `ValidationError` by field where the register refuses what people enter; a command brings what was."""
    if by is not None and (errors := register.entry_errors([record], changed)[0]):
        raise ValidationError(errors)


def _may(register: RecordRegister, record: Record, by: User | None, what: str) -> bool:
    """Whether `by` (None: a command) may do `what` where the record belongs.  One query."""
    if by is None:
        return True
    return Organisation.objects.visible_to(by, register.may(what)).filter(pk=record.organisation_id).exists()
