"""A proper record for each register, as its form and its workbook would bring it: made of `records.py`."""

from datetime import date
from typing import Any

from apps.associations.register import OfAssociations
from apps.members.models import Member
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.registers.models import Record
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.leading import leading_start
from tests.factories.township import organisation
from tests.registers.records import EXAMPLES, Hundredths

NAMES = sorted(EXAMPLES)
#: Registers about a member of the village, made first.
OF_MEMBERS = {
    "memberships",
    "member-categories",
    "care",
    "member-commitments",
    "appraisals",
    "trainings",
    "reserve",
    "procedures",
    "registrations",
    "transfers",
}
#: Judged of an organisation once a year.
SCORED = {"score-items", "score-sheets", "secretary-reports"}
#: Of which there is one: by its number, or of a member in a year.
NUMBERED = {"members", "appraisals", "admissions", "recommendations", "dues", "league-recruitment"} | SCORED
#: Of which an organisation has one for a year, or a month of it.
ONCE_A_YEAR = {"dues", "league-recruitment"} | SCORED
#: Results have a form and a workbook of their own shape, and no two checklists share a code: tests/checklists.
OF_THEIR_OWN_SHAPE = {"checklists", "own-checklists"}


#: Registers between a village and a mass organisation: the fields of both, and how codes of the latter begin.
BETWEEN = {
    "leading": ("leader", "led", "B"),
    "advice": ("giver", "organisation", "A"),
    "recommendations": ("branch", "organisation", "L"),
}
#: Registers of organisations of the League.
OF_LEAGUE = {"league-recruitment", "recommendations"}
#: Registers of associations; the village that leads one reads them.
OF_ASSOCIATIONS = {name for name, it in REGISTERS.items() if isinstance(it, OfAssociations)}
#: Who enters a record where the township office may not.
WRITERS = {"advice": "secretary01"}


#: Registers whose records belong to one of another register, whose example is made first.
WITHIN = {"campaign-stages": "campaigns", "ad-hoc-answers": "ad-hoc-forms", "score-items": "criteria"}


#: What the examples of other registers rest on may be there already.
RESTED_ON = {*WITHIN.values(), "members", "memberships"}


def ends_of(register: str, village: str) -> dict[str, str]:
    """The organisations of the example by field; an association that a village leads or advises is made first."""
    if register in WITHIN:
        _made_first(WITHIN[register], village)
    if register == "members":
        return {"organisation": village, "code": f"M-{village}"}
    if register == "admissions":
        return {"organisation": village, "code": f"F-{village}"}
    if register in OF_MEMBERS:
        member_of(village, belongs=register != "memberships")
        return {"organisation": village, "member": f"M-{village}"}
    if register not in BETWEEN and register not in OF_ASSOCIATIONS | OF_LEAGUE:
        return {"organisation": village}
    own, other, letter = BETWEEN.get(register, ("", "organisation", "L" if register in OF_LEAGUE else "A"))
    association = f"{letter}{village[1:]}"
    leader = Organisation.objects.filter(code=village).first()
    if leader and not Organisation.objects.filter(code=association).exists():
        place = leader.placements.latest("start")
        top = Organisation.objects.filter(pk__in=ids_on(place.path), kind=Kind.COMMITTEE).latest("pk")
        kind = Kind.LEAGUE_BRANCH if letter == "L" else Kind.ASSOCIATION
        made = organisation(association, top, kind=kind, sector="")
        if register != "leading":
            leading_start(leader=leader, led=made, start=date(2000, 1, 1))
    number = {"code": f"R-{village}"} if register == "recommendations" else {}
    return number | ({own: village, other: association} if own else {other: association})


def _made_first(register: str, village: str) -> None:
    owner = Organisation.objects.filter(code=village).first()
    if owner and not REGISTERS[register].records().counted().filter(organisation=owner).exists():
        record_create(register=REGISTERS[register], by=None, organisation=owner, **EXAMPLES[register][0])


def member_of(village: str, *, belongs: bool) -> None:
    """The member of a village; one without a membership, where the example is that."""
    place = Organisation.objects.filter(code=village).first()
    if place is None or Member.objects.filter(code=f"M-{village}").exists():
        return
    joined, full = date(2000, 7, 1), date(2001, 7, 1)
    facts: dict[str, Any] = {"code": f"M-{village}", "name": "李秀英", "joined_on": joined, "full_on": full}
    if belongs:
        record_create(register=REGISTERS["members"], by=None, organisation=place, **facts)
    else:
        Member.objects.create(organisation=place, **facts)


def object_of(field: str, code: str) -> Any:
    """What a field of the example holds for a code."""
    if field == "member":
        return Member.objects.get(code=code)
    return code if field == "code" else Organisation.objects.get(code=code)


def example(register: str, village: Organisation, **other: Any) -> Record:
    """The record of the example in the register, for a village."""
    codes = ends_of(register, village.code)
    if register in RESTED_ON and not other:
        made: Record | None = REGISTERS[register].records().counted().filter(organisation=village).first()
        if made is not None:
            return made
    ends: dict[str, Any] = {field: object_of(field, code) for field, code in codes.items()}
    fields = {**EXAMPLES[register][0], **other}
    return record_create(register=REGISTERS[register], by=None, **ends, **fields)


def typed(register: str, village: str, **other: Any) -> dict[str, str]:
    """The example as a browser sends it."""
    return as_typed({**ends_of(register, village), **EXAMPLES[register][0], **other})


def as_typed(fields: dict[str, Any]) -> dict[str, str]:
    """Fields as a browser sends them."""
    return {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in fields.items()}


def row_of(register: RecordRegister, code: str, **other: Any) -> dict[str, Any]:
    """The example as a row of the workbook: Chinese words under Chinese headings."""
    fields = {**ends_of(register.name, code), **EXAMPLES[register.name][0], **other}
    cells = {}
    for column in register.columns:
        if column.key in fields:
            value = fields[column.key]
            value = int(value) / 100 if isinstance(value, Hundredths) else value
            cells[column.heading] = getattr(column, "written", {}).get(value, value)
    return cells
