"""Every write about the records of registers on pages; workbooks are written by `apps.registers.workbook`."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import because, filled
from apps.audit.services import record as record_act
from apps.closing.standing import require_open
from apps.organisations.recorded import facts_of
from apps.registers.cases import CaseRegister
from apps.registers.drafts import beaten, draft_change, draft_known, draft_new, draft_restored, draft_step
from apps.registers.models import Case, Record, StepTaken
from apps.registers.register import RecordRegister
from apps.registers.steps import Step


@transaction.atomic
def record_create(
    *, register: RecordRegister, by: User | None, reason: str = "", proposed_by: User | None = None, **details: Any
) -> Record:
    """Enter a record.  In a closed month a `reason` is needed.  Raises `ValidationError` by field."""
    draft = draft_new(register, by, details)
    record = draft.record
    record.recorded_by = proposed_by or by
    require_open(by, draft.places, reason)
    _save(register, record)
    register.written([record])
    after = filled(facts_of(record)) | because(reason)
    record_act(register.act("created", record, after=after), by=by)
    return record


@transaction.atomic
def record_change(
    *, register: RecordRegister, record: Record, version: int | None, by: User | None, reason: str = "", **details: Any
) -> Record:
    """Change a record as it was seen in `version`; nothing is written where nothing changes.

    Raises `StaleVersion` and `ValidationError` by field.
    """
    draft = draft_change(register, record, version, by, details)
    was, became = draft.changes
    if not became:
        return draft.record
    require_open(by, draft.places, reason)
    _save(register, draft.record, by)
    register.written([draft.record])
    record_act(register.act("updated", draft.record, before=was, after=became | because(reason)), by=by)
    return draft.record


@transaction.atomic
def record_withdraw(
    *, register: RecordRegister, record: Record, version: int | None, reason: str, by: User | None
) -> Record:
    """Let a record as it was seen in `version` count no more; it stays, with the reason.

    Raises `StaleVersion`, and `ValidationError` without a reason.
    """
    draft = draft_known(register, record, version, by)
    current = draft.record
    if not reason.strip():
        raise ValidationError({"reason": _("Enter why it is withdrawn.")})
    require_open(by, draft.places, reason)
    current.withdrawn_reason, current.withdrawn_by, current.withdrawn_at = reason.strip(), by, timezone.now()
    current.save(by=by)
    register.written([current])
    record_act(register.act("withdrawn", current, after={"reason": current.withdrawn_reason}), by=by)
    return current


@transaction.atomic
def record_restore(*, register: RecordRegister, record: Record, version: int, by: User | None) -> Record:
    """Undo a withdrawal, seen in `version`: the record counts again.  Not in a closed month.

    Raises `StaleVersion`, and `ValidationError` where it no longer goes with what is stored.
    """
    draft = draft_restored(register, record, version, by)
    require_open(by, draft.places, "")
    _save(register, draft.record, by)
    register.written([draft.record])
    record_act(register.act("restored", draft.record), by=by)
    return draft.record


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
    draft = draft_step(register, case, step, on, version, by, reason, asked)
    current: Any = draft.record
    require_open(by, draft.places, reason)
    current.save(by=by)
    register.written([current])
    StepTaken.objects.create(
        register=register.name, record=current.pk, step=step.code, on=on, reason=reason.strip(), by=by
    )
    was, became = draft.changes
    record_act(register.act(f"step_{step.code}", current, before=was, after=became | because(reason)), by=by)
    taken: Case = current
    return taken


def _save(register: RecordRegister, record: Record, by: User | None = None) -> None:
    """Of two who save what must be unique at the same moment the second gets the register's sentence about it."""
    try:
        with transaction.atomic():
            record.save(by=by)
    except IntegrityError:
        if errors := beaten(register, record):
            raise ValidationError(errors) from None
        raise
