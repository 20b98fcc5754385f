"""Records in closed months: what is proposed, and carrying it out once it is accepted."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import filled
from apps.closing.kinds import FactKind, Stored, changed_fields
from apps.closing.models import Act, Proposal
from apps.closing.services import proposal_make
from apps.core.versioning import StaleVersion
from apps.organisations.models import Organisation
from apps.organisations.recorded import facts_of
from apps.registers.cases import CaseRegister
from apps.registers.drafts import Draft, draft_change, draft_known, draft_new, draft_step
from apps.registers.lines import names_of, text_of
from apps.registers.models import Case, Record
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, record_withdraw, step_take
from apps.registers.steps import Step, possible

#: As long as the reasons that records keep.
_LONGEST = 200


@transaction.atomic
def record_propose(*, register: RecordRegister, by: User, reason: str, **details: Any) -> Proposal:
    """Propose a record for a closed month, checked like one that is entered.  Raises `ValidationError` by field."""
    draft = draft_new(register, by, details)
    return _propose(draft, Act.ADD, filled(facts_of(draft.record)), by, reason)


@transaction.atomic
def record_propose_change(
    *, register: RecordRegister, record: Record, version: int | None, by: User, reason: str, **details: Any
) -> Proposal:
    """Propose a change that touches a closed month.  Raises `StaleVersion`, `ValidationError` by field."""
    draft = draft_change(register, record, version, by, details)
    if not draft.changes[1]:
        raise ValidationError(_("You have not changed anything."))
    return _propose(draft, Act.CHANGE, facts_of(draft.record), by, reason)


@transaction.atomic
def record_propose_withdraw(
    *, register: RecordRegister, record: Record, version: int | None, by: User, reason: str
) -> Proposal:
    """Propose that it counts no more.  Raises `StaleVersion`, `ValidationError`."""
    return _propose(draft_known(register, record, version, by), Act.WITHDRAW, {}, by, reason)


@transaction.atomic
def step_propose(
    *,
    register: CaseRegister,
    case: Case,
    step: Step,
    on: date,
    version: int | None,
    by: User,
    reason: str,
    **asked: Any,
) -> Proposal:
    """Propose a step on a day of a closed month.  Raises `StaleVersion`, `ValidationError` by field."""
    draft = draft_step(register, case, step, on, version, by, reason, asked)
    return _propose(draft, Act.CHANGE, facts_of(draft.record), by, reason)


def _propose(draft: Draft, act: Act, new: Mapping[str, Any], by: User, reason: str) -> Proposal:
    record = draft.record
    return proposal_make(
        kind=draft.register.name,
        act=act,
        key="" if record.pk is None else str(record.pk),
        version=None if record.pk is None else record.version,
        organisations=draft.organisations,
        day=max(day for _organisation, day in draft.places),
        old=draft.before,
        new=new,
        reason=reason,
        by=by,
    )


def proposed_already(register: RecordRegister, record: Record) -> list[Proposal]:
    """What waits to be added and looks like this new record: equal in what tells one from another.  One query."""
    own = getattr(record, f"{register.own}_id")
    waiting = Proposal.objects.open().about(register.name).filter(act=Act.ADD, organisations=own)
    facts = facts_of(record)
    alike = {line.name: facts[line.name] for line in register.all_lines if line.key}
    return [it for it in waiting if all(it.new.get(name, "") == (value or "") for name, value in alike.items())]


class RecordKind(FactKind):
    """The records of a register as facts that can be closed; proposals hold them as the audit log writes them."""

    def __init__(self, register: RecordRegister) -> None:
        self.register, self.code, self.title = register, register.name, register.record_title
        self.labels: Mapping[str, str | Promise] = {line.name: register.label_of(line) for line in register.all_lines}
        self.organisations = register.own

    def text(self, name: str, value: Any) -> str:
        named = next((names_of(line) for line in self.register.all_lines if line.name == name), None)
        return text_of(self.register.model._meta.get_field(name), value, named)

    def address(self, key: str) -> str:
        return reverse("registers:detail", args=[self.register.name, key])

    def hidden_from(self, user: User) -> Q:
        """As the records themselves; whoever proposed it sees it."""
        secret = Q()
        for name, values in self.register.confidential.items():
            secret |= Q(**{f"old__{name}__in": sorted(values)}) | Q(**{f"new__{name}__in": sorted(values)})
        return secret & ~Q(by=user) & ~Q(organisations__in=self.register.deciding(user)) if secret else secret

    def stored(self, keys: Collection[str]) -> Mapping[str, Stored]:
        found: Iterable[Record] = self.register.records().filter(pk__in=keys)
        return {str(it.pk): Stored(it.version, facts_of(it), it.withdrawn_at is None) for it in found}

    def apply(self, proposal: Proposal, *, version: int | None, by: User) -> str:
        if proposal.act == Act.ADD:
            return self.add(proposal, by)
        if version is None:
            raise ValidationError(_("Look at the record as it stands now before you decide."))
        record = self.register.records().get(pk=proposal.key)
        try:
            self.change(record, proposal, {"register": self.register, "version": version, "by": by})
        except StaleVersion as stale:
            sentence = _("Somebody else has changed this record meanwhile. Look at it once more before you decide.")
            raise ValidationError(sentence) from stale
        return str(proposal.key)

    def add(self, proposal: Proposal, by: User) -> str:
        """Enter what is proposed; its key."""
        details = self._read(proposal.new)
        made = record_create(register=self.register, by=by, reason=proposal.reason, proposed_by=proposal.by, **details)
        return str(made.pk)

    def change(self, record: Any, proposal: Proposal, seen: dict[str, Any]) -> None:
        """Change or withdraw a record as it was `seen`: of which register, in which version, by whom."""
        reason = proposal.reason[:_LONGEST]
        if proposal.act == Act.WITHDRAW:
            record_withdraw(record=record, reason=reason, **seen)
            return
        details = self._read(changed_fields(proposal))
        if step := self._step(record, proposal):
            step_take(case=record, step=step, on=details.pop(step.on), reason=reason, **seen, **details)
        else:
            record_change(record=record, reason=reason, **seen, **details)

    def _step(self, record: Any, proposal: Proposal) -> Step | None:
        """The step that was proposed: one whose day the case did not have then, and that it can still take."""
        if not isinstance(self.register, CaseRegister):
            return None
        new = {name for name in changed_fields(proposal) if proposal.old.get(name) is None}
        return next((step for step in possible(self.register.steps, record) if step.on in new), None)

    def _read(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of facts as a proposal holds them."""
        fields, ends = self.register.model._meta, self.register.codes
        own = {name: fields.get_field(name) for name in facts if name not in ends}
        read = {of.attname: of.to_python(facts[name]) for name, of in own.items()}
        organisations = {name: Organisation.objects.get(code=facts[name]) for name in facts if name in ends}
        return {**read, **organisations}


def kinds() -> list[FactKind]:
    """Every register that is declared (`settings.FACT_KINDS`)."""
    return [RecordKind(register) for register in REGISTERS.values()]
