"""The cadres of the demonstration township: who is trained, in reserve, appraised, talked to; and the veterans."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from apps.cadres.models.official import OfficialGrade, OfficialKind
from apps.cadres.models.procedure import Measure
from apps.cadres.models.reserve import SourceLine
from apps.cadres.models.study import Degree
from apps.cadres.models.talk import TalkType
from apps.cadres.models.training_rule import Audience, Level
from apps.cadres.models.veteran import ServiceType
from apps.demo import names
from apps.demo.organisations import Planned
from apps.demo.planned import PlannedRecord
from apps.demo.registers import Planning
from apps.members.models.training import CourseType
from apps.posts.models import Post

#: Villages that have nobody in reserve yet, and branches all of whose members came to the winter training.
_NO_RESERVE, _WHOLE = frozenset({"V09", "V31"}), 6
_SOURCES = ("外出务工返乡", "退役军人", "致富能手", "在村青年党员")

#: The members of each branch: the number, since when they belong there, and whether they are on its committee.
Roll = Mapping[str, list[tuple[str, date, bool]]]


def cadres(plan: list[Planned], people: list[PlannedRecord], year: int, random: Random) -> list[PlannedRecord]:
    """Every record of both years; `people` are the roll and the memberships, with those who joined in the year."""
    existing = [it for it in plan if not it.details.get("closed") and it.details["opened"] < date(year - 1, 1, 1)]
    settlements = sorted(it.code for it in existing if it.code.startswith("V") and "-" not in it.code)
    units = sorted(it.code for it in existing if it.code.startswith("J"))
    roll = _roll(people)
    made = [*_training_rules(year), *_reserve(settlements, roll, year), *_procedures(roll, year)]
    for of_year in (year - 1, year):
        done = of_year < year
        made += _trainings(roll, of_year)
        made += _talks(settlements, units, of_year, random, done=done)
        made += _appraisals(settlements, units, of_year, random, done=done)
        made += _veterans(settlements[-4:], of_year)
    return [PlannedRecord(*it) for it in [*made, *_new_members(people, year), *_studies(settlements, units, year)]]


def _roll(people: list[PlannedRecord]) -> Roll:
    on_committee = {it.fields["code"] for it in people if it.register == "members" and it.fields.get("post")}
    found: dict[str, list[tuple[str, date, bool]]] = defaultdict(list)
    for it in people:
        if it.register == "memberships" and "end" not in it.fields:
            code = it.fields["member_id"]
            found[it.organisation].append((code, it.fields["start"], code in on_committee))
    return found


def _training_rules(year: int) -> Planning:
    for whom, level, hours, course in (
        (Audience.SECRETARIES, Level.TOWNSHIP, 40, "农村政策、基层党务、产业发展"),
        (Audience.COMMITTEES, Level.TOWNSHIP, 56, "党务工作实务"),
        (Audience.LEAGUE, Level.TOWNSHIP, None, "团务工作、青年服务"),
        (Audience.NEW_MEMBERS, Level.DISTRICT, 24, "党性教育、党章"),
        (Audience.MEMBERS, Level.BRANCH, 32, "党的理论、实用技术"),
    ):
        rule = {"audience": whom, "level": level, "hours": hours, "course": course, "start": date(year - 1, 1, 1)}
        yield "training-rules", "T01", {**rule, "basis": "年度党员干部教育培训计划"}


def _trainings(roll: Roll, year: int) -> Planning:
    """Committees in rotation and in winter; of some branches everybody in winter."""
    for number, (branch, members) in enumerate(sorted(roll.items())):
        for code, since, on_committee in members:
            if since >= date(year, 1, 1):
                continue
            winter = {"type": CourseType.WINTER, "course": "党员冬训", "held_by": "镇党校"}
            if on_committee and number % 9:
                course = {"type": CourseType.ROTATION, "course": "支部书记和委员集中轮训", "hours": 40}
                yield "trainings", branch, {"member_id": code, **course, "date": date(year, 7, 12)}
            if on_committee or number % 14 == 3:
                yield "trainings", branch, {"member_id": code, **winter, "hours": 16, "date": date(year, 12, 8)}


def _new_members(people: list[PlannedRecord], year: int) -> Planning:
    """Most who joined in the year were at the course for new members a week later."""
    joined = [it for it in people if it.register == "memberships" and it.fields["start"] >= date(year, 2, 1)]
    for number, it in enumerate(joined):
        day = it.fields["start"] + timedelta(days=7)
        if "end" not in it.fields and number % 11 and day.year == year:
            course = {"type": CourseType.NEW_MEMBERS, "course": "新党员集中党性教育", "held_by": "区委党校"}
            who = {"member_id": it.fields["member_id"], "hours": 24, "date": day}
            yield "trainings", it.organisation, {**course, **who}


def _reserve(settlements: list[str], roll: Roll, year: int) -> Planning:
    lines = list(SourceLine)
    for number, village in enumerate(settlements):
        there = [it for branch, its in sorted(roll.items()) if branch.partition("-")[0] == village for it in its]
        those = [code for code, since, on_committee in there if not on_committee and since < date(year - 1, 1, 1)]
        for at, code in enumerate(those[:: max(1, len(those) // 3)][: 0 if village in _NO_RESERVE else 1 + number % 3]):
            entered = date(year - (at == 0), 3 + at, 10)
            fields = {"member_id": code, "post": Post.CLERK if at == 2 else Post.SECRETARY, "entered_on": entered}
            fields |= {"line": lines[(number + at) % 4], "source": _SOURCES[(number + at) % 4], "mentor": "镇联系领导"}
            assessed = {"assessed_on": date(year, 9, 18), "assessed_by": "镇党委"} if number % 4 else {}
            over = {"appointed_on": date(year, 11, 6)} if (number, at) == (7, 0) else {}
            over = {"left_on": date(year, 10, 9)} if (number, at) == (16, 0) else over
            yield "reserve", village, {**fields, **assessed, **over}


def _procedures(roll: Roll, year: int) -> Planning:
    """One that was approved the year before, one that was, one that is under way, one that ended without a measure."""
    branches = [it for it in sorted(roll) if it.startswith("V")][:40:10]
    decided = {"verified_on": date(year, 4, 12), "meeting_on": date(year, 5, 8), "measure": Measure.CORRECT}
    before = {"verified_on": date(year - 1, 5, 6), "meeting_on": date(year - 1, 6, 8), "measure": Measure.REMOVED}
    steps: tuple[dict[str, Any], ...] = (
        {"opened_on": date(year - 1, 4, 10), **before, "approved_on": date(year - 1, 7, 2)},
        {"opened_on": date(year, 3, 20), **decided, "approved_on": date(year, 6, 4)},
        {"opened_on": date(year, 10, 15), "verified_on": date(year, 11, 6)},
        {"opened_on": date(year, 8, 3), "dropped_on": date(year, 9, 5)},
    )
    for branch, its in zip(branches, steps, strict=True):
        old = [code for code, since, is_on in roll[branch] if since < date(year - 1, 1, 1) and not is_on]
        yield "procedures", branch, {"member_id": old[-1], "handled_by": "镇纪委、镇党建办", **its}


def _talks(settlements: list[str], units: list[str], year: int, random: Random, *, done: bool) -> Planning:
    for number, code in enumerate([*settlements, *units]):
        position = "书记" if code in settlements else "负责人"
        for kind, month, day, by in ((TalkType.TALK, 6, 30, "镇党委委员"), (TalkType.REPORT, 12, 31, "镇党委")):
            held = date(year, month, random.randint(3, 27)) if done or number % 13 != 5 else None
            kept = {"held_on": held, "held_by": by} if held else {}
            yield "talks", code, {"type": kind, "position": position, "due": date(year, month, day), **kept}
    for position in ("党委书记", "镇长", "党委副书记"):
        kept = {"held_on": date(year, 1, 20), "held_by": "区委组织部"}
        yield "talks", "T01", {"type": TalkType.PERSONAL, "position": position, "due": date(year, 1, 31), **kept}


def _appraisals(settlements: list[str], units: list[str], year: int, random: Random, *, done: bool) -> Planning:
    for number, (code, kind, position) in enumerate(_officials(settlements, units)):
        fields = {"kind": kind, "position": position, "listed_on": date(year, 1, 10)}
        fields["person"] = names.SURNAMES[number % len(names.SURNAMES)] + names.GIVEN_NAMES[number % 7]
        seen = {"visits": 2 + number % 3, "visited_on": date(year, 10, random.randint(8, 26)), "attended": 230}
        if kind == OfficialKind.GRADUATE:
            fields |= {**seen, "term_ends": date(year + 1, 8, 31)}
        grade = OfficialGrade.EXCELLENT if number % 6 == 0 else OfficialGrade.COMPETENT
        graded = {"grade": grade, "appraised_on": date(year, 12, 18), "appraised_by": "镇考核办"}
        yield "official-appraisals", code, {**fields, **(graded if done or number % 17 != 4 else {})}


def _officials(settlements: list[str], units: list[str]) -> Iterator[tuple[str, str, str]]:
    for code in settlements[::4]:
        yield code, OfficialKind.GRADUATE, "大学生村干部"
    for code in settlements:
        yield code, OfficialKind.VILLAGE, "村（居）委会主任"
    for code in units:
        yield code, OfficialKind.STAFF, "工作人员1"
        yield code, OfficialKind.STAFF, "工作人员2"


def _studies(settlements: list[str], units: list[str], year: int) -> Planning:
    degrees = (Degree.COLLEGE, Degree.BACHELOR, Degree.COLLEGE, Degree.POSTGRADUATE)
    for number, code in enumerate([*settlements[:18:3], *units[:4]]):
        position = "文书" if code in settlements else "工作人员1"
        person = names.SURNAMES[-1 - number % 9] + names.GIVEN_NAMES[number % 7]
        study = {"position": position, "person": person, "degree": degrees[number % 4]}
        since = {"school": "开放大学行政管理", "enrolled_on": date(year - 3 + number % 4, 9, 5)}
        over = {"graduated_on": date(year, 7, 1)} if number % 4 == 0 else {}
        yield "degree-studies", code, {**study, **since, **over}


def _veterans(communities: list[str], year: int) -> Planning:
    held = (
        (ServiceType.VISIT, "春节走访慰问老干部", date(year, 1, 18), 26),
        (ServiceType.STUDY, "上半年形势报告会", date(year, 5, 16), 31),
        (ServiceType.TOUR, "参观柑橘产业园和新村建设", date(year, 9, 20), 24),
        (ServiceType.VISIT, "重阳节走访慰问老干部", date(year, 10, 20), 28),
    )
    for kind, subject, day, people in held:
        yield "veterans", "T01", {"type": kind, "subject": subject, "date": day, "people": people}
    votes = {"valid": 30, "satisfied": 24 if year % 2 else 23, "fairly": 4}
    ballot = {"type": ServiceType.BALLOT, "subject": "老干部对党建工作满意度测评", "date": date(year, 12, 12)}
    yield "veterans", "T01", {**ballot, **votes}
    for number, code in enumerate(communities):
        service = {"type": ServiceType.COMMUNITY, "subject": "老干部工作进社区", "people": 9 + number}
        yield "veterans", code, {**service, "date": date(year, 3 + number, 14), "place": "社区活动室"}
