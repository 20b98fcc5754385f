"""Records as they would be written, checked: what services write, and what is proposed for closed months."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.closing.standing import Place
from apps.core.calendar import today
from apps.core.versioning import StaleVersion, lock_version
from apps.organisations.models import Organisation
from apps.organisations.recorded import facts_of
from apps.registers.cases import CaseRegister
from apps.registers.facts import places_of
from apps.registers.models import Case, Record
from apps.registers.register import RecordRegister
from apps.registers.steps import Step, possible


@dataclass(slots=True)
class Draft:
    """A record as it would be written, locked where it is known: what it said before, and all that is touched."""

    register: RecordRegister
    record: Record
    #: Nothing for a new record.
    before: dict[str, Any] = field(default_factory=dict)
    places: set[Place] = field(default_factory=set)
    #: Those of before and of after.
    organisations: set[Organisation] = field(default_factory=set)

    @property
    def changes(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What was and what becomes, as far as they differ."""
        return difference(self.before, facts_of(self.record))


def draft_new(register: RecordRegister, by: User | None, details: dict[str, Any]) -> Draft:
    """A new record.  Raises `ValidationError` by field."""
    record: Record = register.model(recorded_by=by, **details)
    _hold(register, getattr(record, f"{register.own}_id"))
    _check(register, record, by)
    _require_room(register, record)
    draft = Draft(register, record, places=places_of(record), organisations=_ends_of(record))
    _require_decider(draft, by)
    _require_sense(draft, by, _filled_in(draft))
    return draft


def draft_change(
    register: RecordRegister, record: Record, version: int | None, by: User | None, details: dict[str, Any]
) -> Draft:
    """A change of a record as it was seen in `version`.  Raises `StaleVersion` and `ValidationError` by field."""
    moved_to = details.get(register.own)
    _hold(register, getattr(record, f"{register.own}_id"), moved_to.pk if moved_to else None)
    draft = draft_known(register, record, version, by)
    for name, value in details.items():
        setattr(draft.record, name, value)
    _check(register, draft.record, by)
    _, became = draft.changes
    if became:
        _require_room(register, draft.record)
    _require_decider(draft, by)
    _require_sense(draft, by, became)
    draft.places |= places_of(draft.record)
    draft.organisations |= _ends_of(draft.record)
    return draft


def draft_known(register: RecordRegister, record: Record, version: int | None, by: User | None) -> Draft:
    """A record as it stands, locked, which `by` may change.  Raises `StaleVersion` and `ValidationError`."""
    current = lock_record(register, record, version)
    _require_scope(register, current, by, register.right_to_change(current))
    return Draft(register, current, facts_of(current), places_of(current), _ends_of(current))


def draft_restored(register: RecordRegister, record: Record, version: int, by: User | None) -> Draft:
    """A withdrawn record, seen in `version`, as it would count again.  Raises `StaleVersion` and `ValidationError`."""
    _hold(register, getattr(record, f"{register.own}_id"))
    current: Record = lock_version(_rows(register), record.pk, version)
    if current.withdrawn_at is None:
        raise StaleVersion(current)
    _require_scope(register, current, by, register.right_to_change(current))
    current.withdrawn_at = current.withdrawn_by = None
    current.withdrawn_reason = ""
    _check(register, current, by)
    _require_room(register, current)
    return Draft(register, current, facts_of(current), places_of(current), _ends_of(current))


def draft_step(
    register: CaseRegister,
    case: Case,
    step: Step,
    on: date,
    version: int | None,
    by: User | None,
    reason: str,
    asked: dict[str, Any],
) -> Draft:
    """A case that takes a step on a day.  Raises `StaleVersion` and `ValidationError` by field."""
    current: Any = lock_record(register, case, version)
    _require_scope(register, current, by, step.action)
    if step not in possible(register.steps, current):
        raise StaleVersion(current)
    if errors := step_errors(current, step, on, reason):
        raise ValidationError(errors)
    places = {(current.organisation_id, on)}
    draft = Draft(register, current, facts_of(current), places, _ends_of(current))
    for name, value in {**asked, step.on: on}.items():
        setattr(current, name, value)
    _check(register, current, by, step.action)
    _require_sense(draft, by, (step.on, *asked))
    return draft


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
    current: Record = lock_version(_rows(register), record.pk, version)
    if current.withdrawn_at is not None:
        raise StaleVersion(current)
    return current


def _rows(register: RecordRegister) -> Any:
    return register.model._default_manager.select_related(*register.model.ENDS)


def _check(register: RecordRegister, record: Record, by: User | None, what: str = "record") -> None:
    """Raises `ValidationError` by field where the record cannot be so, or `by` may not write it."""
    register.complete(record)
    record.full_clean(exclude=["recorded_by", "changed_by", "withdrawn_by"], validate_constraints=False)
    if errors := register.errors_of(record, today()):
        raise ValidationError(errors)
    _require_scope(register, record, by, what)


def _ends_of(record: Record) -> set[Organisation]:
    return {getattr(record, end) for end in record.ENDS}


def _hold(register: RecordRegister, *organisations: int | None) -> None:
    """Let nobody else write records of these organisations (ids) that must fit together."""
    if register.fit_together:
        list(Organisation.objects.select_for_update().filter(pk__in=organisations).order_by("pk"))


def _require_room(register: RecordRegister, record: Record) -> None:
    """Raises `ValidationError` by field where the record does not go with what is stored."""
    if errors := _conflicts(register, record):
        raise ValidationError(errors)
    try:
        record.validate_constraints()
    except ValidationError:
        if errors := beaten(register, record):
            raise ValidationError(errors) from None
        raise


def beaten(register: RecordRegister, record: Record) -> dict[str, str]:
    """What the register says, by field, once somebody else has committed what a constraint of the record refuses."""
    return _conflicts(register, record) or register.errors_of(record, today())


def _conflicts(register: RecordRegister, record: Record) -> dict[str, str]:
    """The first thing that does not go with what is stored, by field."""
    return next(({name: sentence} for _record, name, sentence in register.conflicts([record])), {})


def _require_scope(register: RecordRegister, record: Record, by: User | None, what: str) -> None:
    if not _may(register, record, by, what):
        raise ValidationError({register.ends(what)[0]: _("You cannot record anything for this organisation.")})


def _require_decider(draft: Draft, by: User | None) -> None:
    """Raises `ValidationError` by field where `by` would enter what only those enter who decide."""
    decided = draft.register.decided.intersection(_filled_in(draft))
    if decided and not _may(draft.register, draft.record, by, "decide"):
        raise ValidationError(dict.fromkeys(sorted(decided), _("Only the township office enters this.")))


def _require_sense(draft: Draft, by: User | None, changed: Collection[str]) -> None:
    """Raises `ValidationError` by field where the register refuses what people enter; a command brings what was."""
    if by is not None and changed and (errors := draft.register.entry_errors([draft.record], changed)[0]):
        raise ValidationError(errors)


def _filled_in(draft: Draft) -> Collection[str]:
    """The fields that change; of a new record those that are filled."""
    _was, became = draft.changes
    return became if draft.before else {name for name, value in became.items() if value not in (None, "")}


def _may(register: RecordRegister, record: Record, by: User | None, what: str) -> bool:
    """Whether `by` (None: a command) may do `what` where the record belongs.  One query."""
    return by is None or register.allows(by, record, what)
