"""A step that several cases take at once: all of them exactly as they were seen, or none."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import because, difference
from apps.audit.services import record_many
from apps.closing.models import Proposal
from apps.closing.standing import Closing, closings_for, hold_months, only_proposed
from apps.core.calendar import today
from apps.core.seen import Seen, lock_seen
from apps.core.versioning import save_many
from apps.organisations.models import Organisation
from apps.organisations.recorded import RecordQuerySet, facts_of
from apps.registers.cases import CaseRegister
from apps.registers.drafts import step_errors
from apps.registers.models import Case, StepTaken
from apps.registers.steps import Entered, possible
from apps.registers.workbook import UNCHECKED


@dataclass(slots=True)
class StepDraft:
    """A case as it stands, as it would be with the step taken, and what is in the way: by field, each once.

    `remarks`: what should be known before.
    """

    case: Any
    taken: Any
    entered: Entered
    errors: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    closing: Closing = field(default_factory=Closing)

    @property
    def missing(self) -> dict[str, str]:
        """What is wrong with what is asked for all cases together: whoever enters it otherwise gets on."""
        asked = {"reason", *self.entered.step.asks}
        return {name: sentence for name, sentence in self.errors.items() if name in asked}

    @property
    def in_the_way(self) -> list[str]:
        """Why this case cannot take the step, whatever is entered beside the day."""
        return [sentence for name, sentence in self.errors.items() if name not in self.missing]


class Refused(ValidationError):
    """Some of the cases cannot take the step."""

    def __init__(self, drafts: list[StepDraft]) -> None:
        super().__init__(_("Some of these cannot take this step. Nothing has been saved yet; see below."))
        self.drafts = drafts


def step_drafts(register: CaseRegister, cases: Iterable[Case], entered: Entered, by: User | None) -> list[StepDraft]:
    """What a step would do to each of the cases, whose organisations are at hand; nothing is written.

    A fixed number of queries: one for the scope, one for proposals, those for closed months and the register's own.
    """
    drafts = [StepDraft(case, copy(case), entered) for case in cases]
    ends = register.ends(entered.step.action)
    allowed = _allowed(register, drafts, entered, by)
    for draft in drafts:
        if not allowed.issuperset(_ids(draft, ends)):
            draft.errors = {ends[0]: _("You cannot record anything for this organisation.")}
        else:
            draft.errors = _errors(register, draft)
    _ask_register(register, [draft for draft in drafts if not draft.in_the_way], entered, by)
    _ask_months([draft for draft in drafts if not draft.in_the_way], by)
    _ask_proposals(register, [draft for draft in drafts if not draft.in_the_way])
    return drafts


@transaction.atomic
def steps_take(*, register: CaseRegister, entered: Entered, seen: Iterable[Seen], by: User | None) -> list[Case]:
    """Let the cases that were seen take a step, set-based, with an entry of the audit log for each.

    Raises `Changed` where somebody else was there meanwhile, and `Refused` where one of them cannot take it.
    """
    visible: RecordQuerySet = register.records() if by is None else register.visible_to(by)
    cases: list[Case] = lock_seen(visible.counted(), seen)
    hold_months({case.organisation_id for case in cases})
    drafts = step_drafts(register, cases, entered, by)
    if any(draft.errors for draft in drafts):
        raise Refused(drafts)
    save_many([draft.taken for draft in drafts], fields=[line.name for line in register.lines], by=by)
    said = {"register": register.name, "step": entered.step.code, "on": entered.on, "reason": entered.reason.strip()}
    StepTaken.objects.bulk_create(StepTaken(record=case.pk, by=by, **said) for case in cases)
    record_many([_act(register, draft) for draft in drafts], by=by)
    return [draft.taken for draft in drafts]


def _allowed(register: CaseRegister, drafts: Sequence[StepDraft], entered: Entered, by: User | None) -> set[int]:
    ends = register.ends(entered.step.action)
    organisations = {pk for draft in drafts for pk in _ids(draft, ends)}
    if by is None:
        return organisations
    visible = Organisation.objects.visible_to(by, register.may(entered.step.action))
    return set(visible.filter(pk__in=organisations).values_list("pk", flat=True))


def _ids(draft: StepDraft, ends: Sequence[str]) -> set[int]:
    """The organisations of a case over which somebody must be allowed to take the step."""
    return {getattr(draft.case, f"{end}_id") for end in ends}


def _errors(register: CaseRegister, draft: StepDraft) -> dict[str, str]:
    """What stands in the way within the case itself; takes the step in the draft.  No query."""
    case, taken, entered = draft.case, draft.taken, draft.entered
    if case.withdrawn_at is not None:
        return {"state": _("It is withdrawn.")}
    if entered.step not in possible(register.steps, case):
        return {
            "state": _("From where it stands, “%(state)s”, it cannot take this step.") % {"state": case.state.title}
        }
    for name, value in {**entered.asked, entered.step.on: entered.on}.items():
        setattr(taken, name, value)
    register.complete(taken)
    found = step_errors(case, entered.step, entered.on, entered.reason)
    try:
        taken.clean_fields(exclude=(*UNCHECKED, *register.codes))
    except ValidationError as errors:
        found = {name: " ".join(messages) for name, messages in errors.message_dict.items()} | found
    # A day out of order is told once, whatever its field is called.
    own = register.errors_of(taken, today())
    return {name: it for name, it in own.items() if not ("on" in found and name == entered.step.on)} | found


def _ask_register(register: CaseRegister, drafts: Sequence[StepDraft], entered: Entered, by: User | None) -> None:
    changed, taken = {entered.step.on, *entered.asked}, [draft.taken for draft in drafts]
    errors, remarks = register.entry_errors(taken, changed), register.entry_remarks(taken, changed, by)
    for draft, its_errors, its_remarks in zip(drafts, errors, remarks, strict=True):
        draft.errors |= its_errors
        draft.remarks = its_remarks


def _ask_months(drafts: Sequence[StepDraft], by: User | None) -> None:
    """Closed months: whoever may only propose is refused, everybody else says why."""
    closings = closings_for(by, {(draft.case.organisation_id, draft.entered.on) for draft in drafts})
    where = _("Propose it on its own page.")
    for draft in drafts:
        draft.closing = closings.get((draft.case.organisation_id, draft.entered.on), Closing())
        if draft.closing.proposes:
            draft.errors["closed"] = f"{only_proposed(draft.closing.names)} {where}"
        elif draft.closing and not draft.entered.reason.strip():
            draft.errors["reason"] = _("Enter why it is changed after the month was approved.")


def _ask_proposals(register: CaseRegister, drafts: Sequence[StepDraft]) -> None:
    """What is proposed for a case is decided first: a step of the batch would leave it nothing to be accepted for."""
    keys = [str(draft.case.pk) for draft in drafts]
    waiting = set(Proposal.objects.open().about(register.name, keys).values_list("key", flat=True)) if keys else set()
    for draft in drafts:
        if str(draft.case.pk) in waiting:
            draft.errors["proposed"] = _("A change is proposed; it is decided first.")


def _act(register: CaseRegister, draft: StepDraft) -> Any:
    was, became = difference(facts_of(draft.case), facts_of(draft.taken))
    code = f"step_{draft.entered.step.code}"
    return register.act(code, draft.taken, before=was, after=became | because(draft.entered.reason))
