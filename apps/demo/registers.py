"""What stands in the registers of the demonstration township at the end of the year (mission/layouts.md).

The year before is told by `apps.demo.year_before`, with the same makers.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from apps.commitments.models import Outcome
from apps.demo import names
from apps.demo.checklists import adopting
from apps.demo.organisations import Planned, party_organisations
from apps.demo.plan_tasks import plan_tasks, project_units
from apps.demo.planned import PlannedRecord
from apps.documents.models import DocumentType
from apps.honours.types import HonourLevel, HonourType
from apps.matters.models import MatterCategory
from apps.organisations.kinds import Kind, Sector
from apps.registers.registry import REGISTERS


def registers(plan: list[Planned], backward: list[str], year: int, random: Random) -> list[PlannedRecord]:
    """Every record of the year; `backward` are the codes of the organisations to be rectified."""
    settlements = [it.code for it in plan if it.code.startswith("V") and "-" not in it.code]
    made = [
        *_honours(plan, settlements, year, random),
        *matters(settlements, backward, year, random),
        *commitments(plan, year, random),
        *documents(year),
        *_charters(plan, year),
        *decisions(settlements, year, random),
        *commended(plan, settlements, year, random),
        *plan_tasks(plan, settlements, year),
    ]
    return [PlannedRecord(*it) for it in made]


def known_on(record: PlannedRecord, as_of: date) -> dict[str, Any] | None:
    """The fields that are known on a day; None where nothing of the record is."""
    steps = getattr(REGISTERS[record.register].model, "STEPS", ())
    ahead = KNOWN_AHEAD | {"end"} if record.register in PLANNED else KNOWN_AHEAD
    days = {name for name, value in record.fields.items() if isinstance(value, date)} - ahead
    late = {name for name in days if record.fields[name] > as_of}
    if late == days:
        return None
    later = late.union(*(step.asks for step in steps if step.on in late))
    return {name: value for name, value in record.fields.items() if name not in later}


#: Days that are known before they come.
KNOWN_AHEAD = {"due", "expires_on", "last_day", "term_ends", "due_on"}
#: Registers of what is planned from day to day: the end is known from the beginning.
PLANNED = {"campaigns", "campaign-stages"}

Planning = Iterator[tuple[str, str, dict[str, Any]]]


def _honours(plan: list[Planned], settlements: list[str], year: int, random: Random) -> Planning:
    villages = [it.code for it in plan if it.details["sector"] == Sector.VILLAGE and it.code in settlements]
    units = [it.code for it in plan if it.code[0] in "JN" and not it.details.get("closed")]
    graded = [it.code for it in party_organisations(plan) if not it.details.get("closed")]
    for number, code in enumerate(random.sample(villages, 21)):
        revoked = {"revoked_on": date(year, 10, 18)} if number == 3 else {}
        yield named("示范村", code, date(year, 6 if number < 9 else 11, 20), year, **revoked)
    yield named("示范社区", settlements[-1], date(year, 6, 20), year)
    for number, code in enumerate(random.sample(units, 10)):
        yield named("示范单位", code, date(year, 6 if number < 6 else 11, 20), year)
    for month in range(1, 13):
        star = {"person": random.choice(names.STARS), "consented": True, "merits": random.choice(names.MERITS)}
        yield named("每月一星", random.choice(settlements), date(year, month, 25), year, **star)
    for code in random.sample(graded, 8):
        yield named("先进基层党组织", code, date(year, 6, 25), year, type=HonourType.COMMENDATION)
    for code in random.sample(graded, 28):
        yield named("党务公开示范点", code, date(year, random.randint(4, 10), 15), year)
    for code in random.sample(adopting(plan), 28):
        yield named("“三二”工作法示范点", code, date(year, random.randint(4, 11), 10), year)


def commended(plan: list[Planned], settlements: list[str], year: int, random: Random) -> Planning:
    """Members commended before 1 July, who agreed to be named, and whom the district names."""
    branches = [it.code for it in plan if it.details["kind"] == Kind.BRANCH and not it.details.get("closed")]
    for title, count in (("优秀共产党员", 10), ("优秀党务工作者", 5)):
        for code in random.sample(branches, count):
            name = random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES)
            who = {"person": name, "consented": True, "merits": random.choice(names.MERITS)}
            yield named(title, code, date(year, 6, 25), year, type=HonourType.COMMENDATION, **who)
    league, union = (next(it.code for it in plan if it.parent == above) for above in ("L01", "G01"))
    for title, by, code, day in (
        *(("“五好”基层党组织", "中共青河区委组织部", code, (12, 16)) for code in random.sample(settlements, 6)),
        ("红旗团支部", "共青团青河区委员会", league, (5, 4)),
        ("先进职工之家", "青河区总工会", union, (5, 1)),
    ):
        yield named(title, code, date(year, *day), year, level=HonourLevel.DISTRICT, granted_by=by)
    yield from _created_by_unions(plan, year)
    for code in project_units(plan):
        yield named("基层党建项目示范点", code, date(year, 12, 5), year)


def _created_by_unions(plan: list[Planned], year: int) -> Planning:
    """What the federation of trade unions names after its contest, for three years."""
    unions = [it.code for it in plan if it.parent == "G01"]
    until = date(year + 3, 11, 25)
    for title, code in zip(("诚信企业", "诚信企业", "示范窗口", "服务品牌"), unions[7:11], strict=True):
        yield named(title, code, date(year, 11, 25), year, granted_by=f"{names.TOWNSHIP}总工会", expires_on=until)


def named(title: str, code: str, day: date, year: int, **more: Any) -> tuple[str, str, dict[str, Any]]:
    fields = {
        "title": title,
        "level": HonourLevel.TOWNSHIP,
        "nominated_on": day - timedelta(days=20),
        "noticed_on": day - timedelta(days=8),
        "named_on": day,
        "granted_by": f"中共{names.TOWNSHIP}委员会",
        "document_number": f"{names.DOCUMENT_MARK}〔{year}〕28号" if day.month == 6 else "",
    }
    return "honours", code, fields | more


def matters(settlements: list[str], backward: list[str], year: int, random: Random) -> Planning:
    for code in settlements:
        for title in random.sample(names.PRACTICAL_MATTERS, 3):
            day = date(year, random.randint(1, 9), random.randint(1, 28))
            due = day + timedelta(days=random.choice((60, 90, 120)))
            settled = due + timedelta(days=random.randint(-40, 12))
            yield _matter(code, title, MatterCategory.PRACTICAL, day, due, settled if random.random() < 0.94 else None)
    for code in backward:
        title, problem, measures = random.choice(names.RECTIFICATIONS)
        day, due = date(year, 3, 5), date(year, 10, 31)
        plan = {"problem": problem, "measures": measures, "helper": random.choice(names.HELPERS)}
        plan |= {"helping_unit": names.HELPING_UNIT, "progress": names.RECTIFICATION_PROGRESS}
        yield _matter(code, title, MatterCategory.RECTIFICATION, day, due, date(year, 10, 20), **plan)
    for code, title in zip(settlements[4:6], names.AFTER_ELECTION_MATTERS, strict=True):
        yield _matter(
            code, title, MatterCategory.AFTER_ELECTION, date(year, 4, 22), date(year, 6, 30), date(year, 6, 8)
        )
    for code in ("L01", "W01", "G01"):
        title = random.choice(names.MASS_BODY_MATTERS)
        yield _matter(code, title, MatterCategory.MASS_BODY, date(year, 4, 10), date(year, 9, 30), date(year, 8, 30))


def _matter(
    code: str, title: str, category: str, day: date, due: date, settled: date | None, **more: Any
) -> tuple[str, str, dict[str, Any]]:
    done = {"settled_on": settled, "result": "已办结"} if settled else {}
    fields = {"title": title, "category": category, "registered_on": day, "due": due, "owner": "党支部书记"}
    return "matters", code, fields | done | more


def commitments(plan: list[Planned], year: int, random: Random) -> Planning:
    for number, it in enumerate(party_organisations(plan)):
        if it.details["opened"] >= date(year, 1, 1):
            continue
        day = date(year, 2, random.randint(10, 28))
        published = (
            {}
            if number % 17 == 16
            else {"published_on": day + timedelta(days=20), "published_where": "党员大会、公开栏"}
        )
        checked = (
            {"checked_on": date(year, 12, 10), "checked_by": "党建办", "outcome": Outcome.KEPT} if published else {}
        )
        fields = {
            "text": random.choice(names.COMMITMENTS),
            "to_whom": "镇党委、本支部党员群众",
            "made_on": day,
            "reviewed_on": day + timedelta(days=7),
            "due": date(year, 11, 30),
        }
        yield "commitments", it.code, {**fields, **published, **checked}


#: Of these one is current at a time: each repeals that of the year before.
REPLACING = frozenset({DocumentType.EMERGENCY, DocumentType.PROCEDURE})


def documents(year: int) -> Planning:
    for running, day, type_, title in (
        (3, date(year, 1, 16), DocumentType.TRAINING_PLAN, f"{year}年党员干部教育培训计划"),
        (9, date(year, 2, 24), DocumentType.EMERGENCY, "重大自然灾害志愿服务应急预案"),
        (12, date(year, 3, 20), DocumentType.OPINION, f"{year}年基层党建工作意见"),
        (15, date(year, 4, 12), DocumentType.REPLY, "关于同意成立果蔬专业合作社党支部的批复"),
        (19, date(year, 5, 8), DocumentType.PROCEDURE, "镇党委议事规则和决策程序"),
        (28, date(year, 6, 25), DocumentType.DECISION, "关于表彰先进基层党组织和优秀共产党员的决定"),
        (63, date(year, 12, 20), DocumentType.REPORT, f"关于{year}年度党建工作情况的报告"),
    ):
        number = f"{names.DOCUMENT_MARK}〔{year}〕{running}号"
        fields = {"number": number, "type": type_, "title": title, "date": day, "copies": 50}
        if type_ in REPLACING:
            fields["supersedes"] = f"{names.DOCUMENT_MARK}〔{year - 1}〕{running}号"
        yield "documents", "T01", fields


def _charters(plan: list[Planned], year: int) -> Planning:
    for it in plan:
        if it.code.startswith("A"):
            day = max(it.details["opened"], date(year - 2, 3, 1))
            yield (
                "documents",
                it.code,
                {"type": DocumentType.CHARTER, "title": f"{it.details['name']}章程", "date": day},
            )


def decisions(settlements: list[str], year: int, random: Random) -> Planning:
    gaps = ("consulted_on", "reviewed_on", "resolved_on", "disclosed_on", "result_disclosed_on")
    for code in settlements:
        day = date(year, random.randint(1, 8), random.randint(1, 28))
        fields: dict[str, Any] = {"title": random.choice(names.DECISIONS), "proposed_on": day}
        for at, name in enumerate(gaps if random.random() < 0.85 else gaps[:4], start=1):
            fields[name] = day + timedelta(days=7 * at + (45 if name == "result_disclosed_on" else 0))
        present = random.randint(28, 46)
        votes = {"assembly_present": present, "assembly_in_favour": present - random.randint(0, 4)}
        supervised = {"supervision": "程序合规，同意"} if "result_disclosed_on" in fields else {}
        place = {"members_in_favour": random.randint(18, 40), "disclosed_where": "村务公开栏"}
        yield "decisions", code, {**fields, **votes, **place, **supervised}
