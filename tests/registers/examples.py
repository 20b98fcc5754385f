"""A proper record for each register, as its form and its workbook would bring it."""

from datetime import date
from typing import Any

from apps.associations.register import OfAssociations
from apps.core.amount import plain
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


class Hundredths(int):
    """An amount as the database has it; people write it as a number."""

    def __str__(self) -> str:
        return plain(self)


#: By register: the fields of a record, and what an edit changes of it to another proper value.
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "honours": (
        {"title": "示范村", "level": 1, "named_on": date(2012, 6, 20), "document_number": "清委发〔2012〕28号"},
        {"granted_by": "清溪镇党委"},
    ),
    "matters": (
        {"title": "硬化村道", "category": "practical", "registered_on": date(2012, 3, 1), "due": date(2012, 9, 1)},
        {"owner": "李村长"},
    ),
    "tasks": (
        {
            "title": "书记轮训",
            "type": "general",
            "owner": "何敏",
            "set_on": date(2012, 3, 1),
            "due": date(2012, 9, 1),
        },
        {"stage": "第一期"},
    ),
    "commitments": (
        {"text": "年内硬化村道两公里", "made_on": date(2012, 3, 1), "to_whom": "全体村民"},
        {"due": date(2012, 12, 31)},
    ),
    "documents": (
        {"number": "清委发〔2012〕12号", "type": "opinion", "title": "2012年党建工作意见", "date": date(2012, 3, 20)},
        {"copies": 50},
    ),
    "checklist-items": (
        {"checklist": "three_haves", "start": date(2012, 3, 1), "items": "有场所\n有经费\n有制度"},
        {"basis": "清委发〔2012〕12号"},
    ),
    "listings": (
        {"list": "adopting_unit", "start": date(2012, 3, 1), "basis": "清委发〔2012〕12号"},
        {"end": date(2012, 12, 31)},
    ),
    "leading": (
        {"start": date(2012, 3, 1), "basis": "清委发〔2012〕12号"},
        {"end": date(2012, 12, 31)},
    ),
    "advice": (
        {"text": "建议采收前签好收购合同", "given_on": date(2012, 6, 20)},
        {"given_on": date(2012, 6, 19)},
    ),
    "associations": (
        {"trade": "crops", "product": "柑橘", "start": date(2012, 3, 1)},
        {"villages": "清水村、河坝村"},
    ),
    "member-households": (
        {"date": date(2012, 6, 30), "households": 86, "joined": 5},
        {"left": 1},
    ),
    "agreements": (
        {"subject": "柑橘保底收购", "households": 40, "start": date(2012, 3, 1)},
        {"partner": "禾丰粮油有限公司"},
    ),
    "association-services": (
        {"content": "统一订购良种", "stage": "before", "date": date(2012, 3, 1), "households": 60},
        {"under_agreement": 40},
    ),
    "association-needs": (
        {"subject": "协会启动资金", "type": "funds", "registered_on": date(2012, 3, 1)},
        {"amount": Hundredths(500_000)},
    ),
    "association-projects": (
        {"title": "柑橘示范基地", "combination": "trade_base", "start": date(2012, 3, 1)},
        {"progress": "已建成一期"},
    ),
    "venues": (
        {"title": "党员活动室", "type": "activities", "area": Hundredths(12000), "start": date(2012, 3, 1)},
        {"ownership": "own"},
    ),
    "funds": (
        {"purpose": "work", "date": date(2012, 3, 1), "planned": Hundredths(800_000)},
        {"standard": "每名党员200元"},
    ),
    "incomes": (
        {"type": "collective", "date": date(2012, 3, 1), "amount": Hundredths(12_500_000)},
        {"basis": "经营性收入"},
    ),
    "teams": (
        {"title": "党员志愿服务站", "type": "station", "start": date(2012, 3, 1)},
        {"people": 12},
    ),
    "two-new-units": (
        {"title": "青禾果业有限公司", "type": "enterprise", "coverage": "joint", "start": date(2012, 3, 1)},
        {"staff": 40},
    ),
    "posts": (
        {"post": "secretary", "person": "王建国", "start": date(2012, 3, 1)},
        {"trained_on": date(2012, 6, 8)},
    ),
    "post-rules": (
        {
            "holders": "settlements",
            "post": "secretary",
            "required": True,
            "years": 3,
            "vacant_days": 60,
            "start": date(2012, 3, 1),
        },
        {"end": date(2012, 12, 31)},
    ),
    "branch-rules": (
        {"kind": "branch", "of": "members", "least": 3, "start": date(2012, 3, 1)},
        {"most": 50},
    ),
    "contacts": (
        {"type": "leader", "partner": "周正华", "start": date(2012, 3, 1)},
        {"position": "党委副书记"},
    ),
    "holidays": (
        {"name": "国庆节", "kind": "off", "first_day": date(2012, 9, 30), "last_day": date(2012, 10, 7)},
        {"basis": "国办发明电〔2011〕45号"},
    ),
    "notice-rules": (
        {"type": "model_village", "start": date(2012, 3, 1), "required": True, "working_days": 7},
        {"end": date(2012, 12, 31)},
    ),
    "frequency-rules": (
        {"type": "joint_meeting", "whom": "township", "times": 1, "per": "quarter", "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "warning-rules": (
        {"rule": "vacant", "severity": "yellow", "raised": True, "number": 60, "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "ad-hoc-forms": (
        {
            "item": "汛期转移群众",
            "unit": "人",
            "whom": "community",
            "purpose": "防汛抗旱指挥部核对转移安置",
            "approved_by": "何敏",
            "date": date(2012, 3, 1),
            "due": date(2012, 11, 30),
        },
        {"explanation": "按转移人次计"},
    ),
    "ad-hoc-answers": (
        {"item": "汛期转移群众", "due": date(2012, 11, 30), "value": Hundredths(300), "answered_on": date(2012, 3, 8)},
        {"remark": "已核对"},
    ),
    "check-rules": (
        {"checked": "times", "strength": "explain", "number": Hundredths(500), "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "campaigns": (
        {"title": "基层组织建设年", "start": date(2012, 3, 1), "end": date(2012, 12, 1)},
        {"basis": "清委发〔2012〕12号"},
    ),
    "campaign-stages": (
        {"campaign": "基层组织建设年", "title": "学习发动", "start": date(2012, 3, 1), "end": date(2012, 4, 1)},
        {"asked": "召开动员会"},
    ),
    "members": (
        {"name": "张桂芳", "joined_on": date(2012, 3, 1), "sex": "female", "standing": "probationary"},
        {"ethnic_group": "回族"},
    ),
    "memberships": (
        {"start": date(2012, 3, 1), "note": "介绍信2012-03"},
        {"end": date(2012, 12, 1)},
    ),
    "member-categories": (
        {"category": "mobile", "start": date(2012, 3, 1), "destination": "广东务工"},
        {"end": date(2012, 12, 1)},
    ),
    "care": (
        {"type": "visit", "date": date(2012, 3, 1), "amount": Hundredths(30_000)},
        {"given_by": "何敏"},
    ),
    "member-commitments": (
        {"made_on": date(2012, 3, 1), "text": "带头清淤保春耕"},
        {"published_on": date(2012, 3, 20)},
    ),
    "appraisals": (
        {"year": 2012, "date": date(2012, 3, 1), "grade": "qualified"},
        {"self_grade": "qualified"},
    ),
    "trainings": (
        {"type": "rotation", "course": "党员集中轮训", "date": date(2012, 3, 1), "hours": 16},
        {"held_by": "镇党校"},
    ),
    "reserve": (
        {"post": "secretary", "entered_on": date(2012, 3, 1), "source": "返乡能人"},
        {"mentor": "何敏"},
    ),
    "procedures": (
        {"opened_on": date(2012, 3, 1)},
        {"handled_by": "镇纪委"},
    ),
    "training-rules": (
        {"audience": "members", "level": "township", "hours": 32, "start": date(2012, 3, 1)},
        {"end": date(2012, 12, 31)},
    ),
    "talks": (
        {"type": "report", "position": "书记", "due": date(2012, 3, 1)},
        {"held_on": date(2012, 2, 20)},
    ),
    "official-appraisals": (
        {"kind": "graduate", "position": "大学生村干部", "person": "王建国", "listed_on": date(2012, 3, 1)},
        {"visits": 2},
    ),
    "degree-studies": (
        {"position": "文书", "person": "王建国", "degree": "college", "enrolled_on": date(2012, 3, 1)},
        {"school": "开放大学行政管理"},
    ),
    "veterans": (
        {"type": "visit", "subject": "春节走访慰问", "date": date(2012, 3, 1), "people": 12},
        {"place": "老干部活动室"},
    ),
    "registrations": (
        {"date": date(2012, 3, 1), "outcome": "registered"},
        {"approved_on": date(2012, 3, 20)},
    ),
    "transfers": (
        {
            "direction": "out",
            "number": "清委组转〔2012〕3号",
            "partner": "青河区城关镇党委",
            "issued_on": date(2012, 3, 1),
        },
        {"dues_until": "2012-02"},
    ),
    "admissions": (
        {"name": "张桂芳", "applied_on": date(2012, 3, 1), "sex": "female"},
        {"education": "college"},
    ),
    "dues": (
        {
            "year": 2012,
            "month": 3,
            "expected": Hundredths(26_000),
            "paid": Hundredths(24_000),
            "date": date(2012, 3, 20),
        },
        {"payers": 24},
    ),
    "criteria": (
        {
            "field": "village",
            "title": "2012年村党组织考核标准",
            "start": date(2012, 3, 1),
            "items": "40 班子建设\n60 工作业绩 【OPT-01】",
        },
        {"vetoes": "发生重大群体性事件"},
    ),
    "score-items": (
        {"year": 2012, "item": "班子建设", "rated_on": date(2012, 3, 5)},
        {"own_points": Hundredths(3_900)},
    ),
    "score-sheets": (
        {"year": 2012, "held_on": date(2012, 3, 6), "members_good": 20, "members_fair": 4},
        {"public_good": 30},
    ),
    "secretary-reports": (
        {"year": 2012, "date": date(2012, 3, 6), "secretary": "马红梅", "report": "抓班子、带队伍"},
        {"good": 25},
    ),
    "league-recruitment": (
        {"year": 2012, "planned": 6, "date": date(2012, 3, 1)},
        {"recruited": 4},
    ),
    "recommendations": (
        {"name": "张新", "recommended_on": date(2012, 3, 1), "present": 20},
        {"in_favour": 18},
    ),
    "admission-rules": (
        {"start": date(2012, 3, 1), "notice_days": 7, "basis": "清委发〔2012〕12号"},
        {"end": date(2012, 12, 31)},
    ),
    "decisions": (
        {"title": "村道硬化", "proposed_on": date(2012, 3, 1)},
        {"disclosed_where": "村务公开栏"},
    ),
}
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
