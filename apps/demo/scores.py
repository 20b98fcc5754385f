"""How the demonstration township judges its organisations at the year's end: criteria, points, ballots, reports."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from apps.demo import names
from apps.demo.organisations import Planned, party_organisations
from apps.demo.planned import PlannedRecord
from apps.scores.items import items_in
from apps.scores.models import Field, ReportGrade, field_of

#: The seven indicators of the assessment, with their points.
ITEMS = (
    ("党组织带头人", 15),
    ("工作思路", 10),
    ("工作制度 【QUA-05】", 15),
    ("活动阵地 【VIT-03】", 15),
    ("保障机制", 15),
    ("工作业绩", 20),
    ("群众评价", 10),
)
_ITEMS_TEXT = "\n".join(f"{points} {name}" for name, points in ITEMS)
_NAMED = [(it.points, it.name) for it in items_in(_ITEMS_TEXT)]
VETOES = "发生重大群体性事件\n党组织书记受到党纪处分"
_TITLES = {
    Field.VILLAGE: "村党组织",
    Field.COMMUNITY: "社区党组织",
    Field.OFFICE: "机关事业单位党组织",
    Field.TWO_NEW: "两新组织党组织",
}


def scores(plan: Sequence[Planned], year: int, random: Random) -> list[PlannedRecord]:
    """Of the year: points in November, ballots at its end, reports of the villages' secretaries in December."""
    judged = [it for it in party_organisations(list(plan)) if not it.details.get("closed")]
    return [
        PlannedRecord(*it) for it in (*_criteria(year), *_sheets(judged, year, random), *_reports(judged, year, random))
    ]


_Made = Iterator[tuple[str, str, dict[str, object]]]


def _criteria(year: int) -> _Made:
    for field, name in _TITLES.items():
        told = {"approved_on": date(year, 3, 10), "document_number": f"{names.DOCUMENT_MARK}〔{year}〕11号"}
        texts = {"title": f"{year}年{name}考核评价标准", "items": _ITEMS_TEXT, "vetoes": VETOES}
        yield "criteria", "T01", {"field": field, "start": date(year, 3, 10), **texts, **told}


def _sheets(judged: Sequence[Planned], year: int, random: Random) -> _Made:
    for it in judged:
        if it.details["opened"] >= date(year, 1, 1):
            continue
        lost = random.choice((4, 8, 8, 12, 20, 30))
        for points, name in _NAMED:
            superior = round(points * (100 - lost) / 100)
            rated = {
                "own_points": min(points, superior + random.randint(0, 2)) * 100,
                "superior_points": superior * 100,
            }
            yield "score-items", it.code, {"year": year, "item": name, "rated_on": date(year, 11, 5), **rated}
        poor = random.randint(0, 1 + lost // 10)
        members = {"members_good": random.randint(8, 20), "members_fair": lost // 4, "members_ordinary": 1}
        public = {"public_good": random.randint(10, 30), "public_fair": lost // 2, "public_poor": poor}
        yield "score-sheets", it.code, {"year": year, "held_on": date(year, 11, 8), **members, **public}


def _reports(judged: Sequence[Planned], year: int, random: Random) -> _Made:
    villages = [it for it in judged if field_of(str(it.details["sector"])) == Field.VILLAGE and "-" not in it.code]
    for it in villages:
        votes = {
            "good": random.randint(20, 32),
            "fair": random.randint(4, 12),
            "ordinary": random.randint(0, 4),
            "poor": 0,
        }
        said = {
            "secretary": random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES),
            "report": "抓班子带队伍、抓制度促规范、抓产业促增收",
            "comments": "思路清、措施实；“三会一课”记录还要规范",
            "grade": ReportGrade.GOOD if votes["good"] > 25 else ReportGrade.FAIR,
        }
        yield "secretary-reports", it.code, {"year": year, "date": date(year, 11, 10), **said, **votes}
