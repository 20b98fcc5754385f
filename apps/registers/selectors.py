"""What the pages of registers show, each in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Value
from django.http import Http404

from apps.accounts.models import User
from apps.attachments.holders import Holder
from apps.core.calendar import today
from apps.core.ids import read_id
from apps.organisations.access import may, require
from apps.organisations.models import Organisation
from apps.organisations.recorded import RecordQuerySet
from apps.registers.cases import CaseRegister
from apps.registers.deadlines import Punctuality
from apps.registers.facts import places_of
from apps.registers.in_use import registers_in_use
from apps.registers.lines import Line, is_number, is_organisation, is_reference, names_of, shown
from apps.registers.models import Case, Record, StepTaken
from apps.registers.register import NOTHING, RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.steps import Step, possible

#: What is longer was written into the field of a number and is none.
LONGEST_REFERENCE = 24


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """A register on the page of all registers: how many records the year has, and with how many something waits."""

    register: RecordRegister
    of_year: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a record under the label of its field; an organisation with its code."""

    label: str
    text: str
    code: str = ""
    is_number: bool = False
    is_reference: bool = False

    @property
    def is_wide(self) -> bool:
        return len(self.text) > (20 if self.code else 40)

    @property
    def is_figures(self) -> bool:
        """Whether it is a day or a number, of a document too, which no line of a table breaks."""
        if self.is_reference:
            return len(self.text) <= LONGEST_REFERENCE
        return not self.code and not any(sign.isalpha() for sign in self.text)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that a case has taken: the day, and who entered it and why where that is known."""

    step: Step
    on: date
    log: StepTaken | None


def cards_for(user: User) -> list[RegisterCard]:
    """The registers that `user` may look into, with their counts.  Two queries, beside the scope."""
    seen, there = {it.name: it for it in REGISTERS.values() if may(user, it.may("view"))}, registers_in_use()
    counts = counts_of({name: register.visible_to(user) for name, register in seen.items() if register in there})
    return [RegisterCard(register, *counts.get(name, (0, 0))) for name, register in seen.items()]


def work_for(user: User) -> list[RegisterCard]:
    """The registers in which something waits for the person.  One query, beside the scope."""
    rows = {}
    for name, register in REGISTERS.items():
        if register.waiting() == NOTHING:
            continue
        awaited = {what: action for what in register.awaited if may(user, action := register.may(what))}
        if awaited:
            where = {what: Organisation.objects.visible_to(user, action) for what, action in awaited.items()}
            rows[name] = register.visible_to(user).filter(register.in_hands_of(where))
    return [RegisterCard(REGISTERS[name], *counts) for name, counts in counts_of(rows).items() if counts[1]]


def counts_of(rows: Mapping[str, RecordQuerySet]) -> dict[str, tuple[int, int]]:
    """By register: how many of these records belong to the year, and with how many something waits.  One query."""
    counted = [_counts(REGISTERS[name], its) for name, its in rows.items()]
    if not counted:
        return {}
    found = counted[0].union(*counted[1:], all=True) if len(counted) > 1 else counted[0]
    return {name: (of_year, waiting) for name, of_year, waiting in found}


def _counts(register: RecordRegister, rows: RecordQuerySet) -> Any:
    named = rows.counted().order_by().annotate(register=Value(register.name, output_field=CharField()))
    return (
        named.values("register")
        .annotate(
            of_year=Count("pk", filter=register.in_year(today().year)),
            waiting=Count("pk", filter=register.waiting()),
        )
        .values_list("register", "of_year", "waiting")
    )


def record_for(user: User, register: RecordRegister, what: str, pk: str) -> Record:
    """The record `pk` for an action: 404 where `user` may not even see it, 403 where only the action is barred."""
    require(user, register.may(what))
    found = register.visible_to(user).filter(pk=read_id(pk)).first()
    if found is None:
        raise Http404
    record: Record = found
    return record


def holder_of(register: RecordRegister, record: Record) -> Holder:
    """A record as what keeps files."""
    code, places = record.organisation.code, frozenset(places_of(record))
    return Holder(register.name, record, register.subject(record)[:200], code, places, register.address_of(record))


def may_write(user: User, register: RecordRegister, record: Record, what: str = "record") -> bool:
    """Whether `user` may write this record.  One query."""
    if record.withdrawn_at is not None or not may(user, register.may(what)):
        return False
    return register.allows(user, record, what)


def cells_of(register: RecordRegister, record: Record) -> list[Cell]:
    """Every line of a record that holds something."""
    cells = (cell_of(register, record, line, names_of(line)) for line in register.all_lines)
    return [cell for cell in cells if cell.text]


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list: its cells, its state, and whether it was done in time."""

    record: Record
    cells: list[Cell]
    state: Any
    punctuality: Punctuality | None


def rows_of(register: RecordRegister, records: Any) -> list[Row]:
    """The records of a page with the columns of the list."""
    lines = [(line, names_of(line)) for line in register.listed]
    return [
        Row(
            record,
            [cell_of(register, record, line, named) for line, named in lines],
            register.state_of(record),
            register.punctuality_of(record),
        )
        for record in records
    ]


def cell_of(register: RecordRegister, record: Record, line: Line, named: Mapping[str, Any] | None) -> Cell:
    """A value of a record under its label."""
    of = register.model_field(line)
    code = getattr(record, line.name).code if is_organisation(of) else ""
    return Cell(register.label_of(line), shown(record, of, named), code, is_number(of), is_reference(of))


def steps_taken(register: CaseRegister, case: Case) -> list[Taken]:
    """The steps of a case in their order.  One query."""
    logged = {
        it.step: it for it in StepTaken.objects.filter(register=register.name, record=case.pk).select_related("by")
    }
    return [
        Taken(step, getattr(case, step.on), logged.get(step.code))
        for step in register.steps
        if getattr(case, step.on) is not None
    ]


def next_steps(user: User, register: RecordRegister, record: Record) -> list[Step]:
    """The steps that `user` may let a record take.  One query for each kind of action among them."""
    return steps_and_right(user, register, record)[0]


def steps_and_right(user: User, register: RecordRegister, record: Record) -> tuple[list[Step], bool]:
    """The steps that `user` may let a record take, and whether `user` may change it.

    One query for each kind of action among them.
    """
    steps: list[Step] = []
    if isinstance(register, CaseRegister) and isinstance(record, Case):
        steps = possible(register.steps, record)
    change = register.right_to_change(record)
    allowed = {it for it in {change, *(it.action for it in steps)} if may_write(user, register, record, it)}
    return [step for step in steps if step.action in allowed], change in allowed


def batch_steps(user: User, register: RecordRegister) -> list[Step]:
    """The steps that `user` may let records take together somewhere; where, the preview says."""
    steps: Iterable[Step] = getattr(register, "steps", ())
    return [step for step in steps if any(step.after) and not step.alone and may(user, register.may(step.action))]


def choosable(register: RecordRegister, steps: Sequence[Step], records: Iterable[Any]) -> set[int]:
    """Those of the records (ids) that can take one of the steps next."""
    offered = set(steps)
    if not offered or not isinstance(register, CaseRegister):
        return set()
    return {it.pk for it in records if it.withdrawn_at is None and offered.intersection(possible(register.steps, it))}
