"""What the demonstration township has: rooms, money, people in posts, units and who stands by whom (layouts.md)."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from apps.branch_rules.models import BranchKind, Of
from apps.checklists.names import ListName
from apps.contacts.models import ContactType
from apps.core.amount import HUNDRED
from apps.demo import names
from apps.demo.organisations import Planned
from apps.demo.people import Person
from apps.demo.planned import PlannedRecord
from apps.demo.registers import Planning
from apps.filings.check_names import Check, Strength
from apps.funds.models import IncomeType, Purpose
from apps.holidays.models import HolidayKind
from apps.honours.types import HonourType
from apps.organisations.kinds import Role, Sector
from apps.plans.natures import Applies
from apps.posts.models import Holders, Post, Way
from apps.teams.models import TeamType
from apps.two_new.models import Coverage, UnitType
from apps.venues.models import Ownership, VenueType
from apps.warnings.names import RuleName, Severity

#: Villages whose room is too small still.
_TOO_SMALL = frozenset({"V09", "V27"})
#: Where a post is empty: nobody has held it yet, or whoever did has left.
_NEVER_HELD, _LEFT_IN_SEPTEMBER = frozenset({"G09"}), frozenset({"L07", "W09"})
#: How many units each of the four joint branches holds.
_JOINT = {"N10": 5, "N11": 4, "N12": 4, "N13": 3}


def house(plan: list[Planned], cast: list[Person], year: int, random: Random) -> list[PlannedRecord]:
    """Every record of it; the secretaries of `cast`, who sign in, are those in office."""
    secretaries = {code: it.name for it in cast if it.role == Role.SECRETARY for code in it.over}
    places = {it.code: it for it in plan if it.code.startswith("V") and "-" not in it.code}
    made = [
        *_venues(places, year, random),
        *_funds(plan, places, year, random),
        *_teams(places, year, random),
        *_units(plan, year, random),
        *_posts(plan, places, secretaries, year, random),
        *_contacts(places, year),
        *_funds_before(places, year),
        *_incomes(plan, places, year),
        *_should_have(plan, places, year),
        *_rules(year),
        *_ad_hoc(places, year, random),
    ]
    return [PlannedRecord(*it) for it in made]


def _venues(places: Mapping[str, Planned], year: int, random: Random) -> Planning:
    for code, it in places.items():
        is_community = it.details["sector"] == Sector.COMMUNITY
        area = random.randint(150, 320) if is_community else random.randint(100, 260)
        start = max(it.details["opened"], date(year - random.randint(2, 6), 5, 1))
        yield (
            "venues",
            code,
            {
                "title": f"{_short(it)}党员活动室",
                "type": VenueType.ACTIVITIES,
                "area": 100 * (85 if code in _TOO_SMALL else area),
                "ownership": Ownership.OWN if random.random() < 0.8 else Ownership.PUBLIC,
                "shared_with": "团支部、妇女组织",
                "start": start,
            },
        )
        if random.random() < 0.7:
            service = {
                "title": f"{_short(it)}便民服务站",
                "type": VenueType.SERVICE,
                "area": 100 * random.randint(40, 90),
            }
            yield "venues", code, {**service, "services": "代办证照、低保、医保、农技", "start": date(year, 3, 1)}
    room = {"title": "老干部活动室", "type": VenueType.VETERANS, "area": 12_000, "ownership": Ownership.PUBLIC}
    yield "venues", "T01", {**room, "start": date(year - 5, 10, 1)}
    for code in sorted(places)[-2:]:
        centre = {"title": f"{_short(places[code])}党群活动中心", "type": VenueType.CENTRE, "area": 42_000}
        yield "venues", code, {**centre, "ownership": Ownership.PUBLIC, "start": date(year, 9, 1)}


def _funds(plan: list[Planned], places: Mapping[str, Planned], year: int, random: Random) -> Planning:
    for code in places:
        members = random.randint(22, 66)
        for purpose, planned in ((Purpose.WORK, 800_000), (Purpose.ACTIVITIES, members * 20_000)):
            fund = {"purpose": purpose, "date": date(year, 3, 20), "source": "镇财政", "planned": planned}
            standard = "每村每年8000元" if purpose == Purpose.WORK else "每名党员每年200元"
            allotted = {
                "allotted": planned,
                "allotted_on": date(year, 6, 15),
                "paid": planned * random.randint(5, 9) // 10,
            }
            yield "funds", code, {**fund, "standard": standard, **allotted}
    for code in sorted(places)[5:9:2]:
        relief = {"purpose": Purpose.RELIEF, "date": date(year, 7, 20), "source": "区委组织部代管党费"}
        relief |= {"standard": "洪涝灾害一次性补助", "planned": 2_000_000}
        yield "funds", code, {**relief, "allotted": 2_000_000, "allotted_on": date(year, 8, 6)}
    for code in (it.code for it in plan if it.code.startswith("A")):
        fund = {"purpose": Purpose.START, "date": date(year, 4, 10), "source": "产业扶持资金", "planned": 500_000}
        yield "funds", code, {**fund, "allotted": 500_000, "allotted_on": date(year, 7, 2)}


def _incomes(plan: list[Planned], places: Mapping[str, Planned], year: int) -> Planning:
    """What villages and the households of associations earned, and a little less the year before."""
    for number, code in enumerate(sorted(places)):
        for past in (1, 0) if places[code].details["opened"] < date(year, 1, 1) else (0,):
            earned = {"type": IncomeType.COLLECTIVE, "date": date(year - past, 12, 31), "source": "土地流转和集体资产"}
            amount = 3_000_000 + 150_000 * (number % 9) - 240_000 * past
            yield "incomes", code, {**earned, "amount": amount, "basis": "经营性收入，不含上级补助"}
    for number, it in enumerate(it for it in plan if it.code.startswith("A")):
        gain = {"type": IncomeType.PER_HOUSEHOLD, "date": date(year, 12, 31), "basis": "会员户均比入会前增加"}
        yield "incomes", it.code, {**gain, "amount": 80_000 + 7_500 * number, "source": "协会统计"}


def _funds_before(places: Mapping[str, Planned], year: int) -> Planning:
    """What each had the year before: a little less."""
    for code, it in places.items():
        if it.details["opened"] < date(year - 1, 1, 1):
            for purpose, amount in ((Purpose.WORK, 750_000), (Purpose.ACTIVITIES, 820_000)):
                fund = {"purpose": purpose, "date": date(year - 1, 3, 20), "source": "镇财政", "planned": amount}
                spent = {"allotted": amount, "allotted_on": date(year - 1, 6, 15), "paid": amount * 9 // 10}
                yield "funds", code, {**fund, **spent}


def _teams(places: Mapping[str, Planned], year: int, random: Random) -> Planning:
    centre = {"title": "党员志愿服务协调中心", "type": TeamType.STATION, "start": date(year, 3, 5), "people": 26}
    yield "teams", "T01", centre
    for code, it in places.items():
        since = {"start": date(year, 3, random.randint(5, 25))}
        for ending, kind in (("志愿服务站", TeamType.STATION), ("志愿服务队", TeamType.VOLUNTEERS)):
            yield "teams", code, {"title": _short(it) + ending, "type": kind, "people": random.randint(6, 30), **since}
        if random.random() < 0.6:
            yield "teams", code, {"title": f"{_short(it)}政策宣传点", "type": TeamType.PUBLICITY, "people": 3, **since}
        station = {"title": f"{_short(it)}远程教育站点", "type": TeamType.DISTANCE_EDUCATION, "people": 1}
        yield "teams", code, {**station, **since}
        area = {"title": f"{_short(it)}党员责任区", "type": TeamType.AREA, "leader": _somebody(random)}
        yield "teams", code, {**area, "people": random.randint(3, 9), **since}


def _units(plan: list[Planned], year: int, random: Random) -> Planning:
    """Thirty in operation: eight with a branch of their own at the end of the year, sixteen in four joint ones.

    The one whose branch is dissolved in August joins another.
    """
    branches = {it.code: it for it in plan if it.code.startswith("N")}
    others = iter(names.TWO_NEW_UNITS)
    for code, branch in branches.items():
        sector = branch.details["sector"]
        since = {"start": date(year - 9, 4, 1), "covered_on": branch.details["opened"]}
        if code not in _JOINT:
            joined = code if not branch.details.get("closed") else "N10"
            coverage = Coverage.ALONE if joined == code else Coverage.JOINT
            title = branch.details["name"].removesuffix("党支部")
            yield _unit(title, sector, joined, coverage, random, **since)
            continue
        for _number in range(_JOINT[code] - (code == "N10")):
            yield _unit(next(others), sector, code, Coverage.JOINT, random, **since)
    for number, title in enumerate(others):
        coverage = Coverage.WORK if number < 2 else Coverage.NONE
        why = {} if number < 2 else {"why_none": "党员不足三名"}
        sector = Sector.PRIVATE_ENTERPRISE if number < 4 else Sector.SOCIAL_ORGANISATION
        yield _unit(title, sector, "T01", coverage, random, start=date(year - 3, 4, 1), **why)


def _unit(
    title: str, sector: str, code: str, coverage: str, random: Random, **more: Any
) -> tuple[str, str, dict[str, Any]]:
    is_organised = coverage in (Coverage.ALONE, Coverage.JOINT)
    fields = {
        "title": title,
        "type": UnitType.ENTERPRISE if sector == Sector.PRIVATE_ENTERPRISE else UnitType.SOCIAL,
        "head": _somebody(random),
        "staff": random.randint(8, 160),
        "members": random.randint(3, 9) if is_organised else random.randint(0, 2),
        "coverage": coverage,
        "instructor": _somebody(random),
        "has_union": is_organised and random.random() < 0.6,
        "has_league": is_organised and random.random() < 0.3,
        "has_women": is_organised and random.random() < 0.3,
        "has_funds": is_organised,
        "has_venue": is_organised and random.random() < 0.9,
        "has_workers": is_organised and random.random() < 0.9,
    }
    return "two-new-units", code, {**fields, **more}


def _posts(
    plan: list[Planned], places: Mapping[str, Planned], secretaries: Mapping[str, str], year: int, random: Random
) -> Planning:
    for number, code in enumerate(sorted(places)):
        since = {"start": date(year - 2, 11, 20), "way": Way.ELECTED, "term_ends": date(year + 1, 11, 20)}
        yield "posts", code, {"post": Post.SECRETARY, "person": secretaries.get(code, _somebody(random)), **since}
        director = {"post": Post.DIRECTOR, "person": _somebody(random)}
        if number % 5:
            yield "posts", code, {**director, **since}
        else:
            yield "posts", code, {**director, **since, "end": date(year, 3, 16)}
            new = {"start": date(year, 3, 16), "way": Way.BY_ELECTION, "term_ends": since["term_ends"]}
            talk = {"talked_on": date(year, 4, 12), "talked_by": names.HELPERS[number % 3]} if number != 40 else {}
            course = (
                {"trained_on": date(year, 7, 20), "training": "新任三职干部轮训", "hours": 24} if number != 35 else {}
            )
            yield "posts", code, {"post": Post.DIRECTOR, "person": _somebody(random), **new, **talk, **course}
        yield "posts", code, {"post": Post.CLERK, "person": _somebody(random), **since}
        yield "posts", code, {"post": Post.SUPERVISION, "person": _somebody(random), **since}
    for number, it in enumerate(plan):
        post = {"L": Post.LEAGUE, "W": Post.WOMEN, "G": Post.UNION, "A": Post.ASSOCIATION}.get(it.code[0])
        if post is None and it.code not in places and it.code != "T01":
            post = Post.SECRETARY
        if post is None or it.code in _NEVER_HELD:
            continue
        begun = date(year - 3, 11, 4) if number % 9 == 0 else date(year - 1 - number % 2, 5, 4)
        since = {"start": max(it.details["opened"], begun), "way": Way.ELECTED}
        left = {"end": date(year, 9, 3)} if it.code in _LEFT_IN_SEPTEMBER else {}
        left |= {"end": it.details["closed"]} if it.details.get("closed") else {}
        course = {"trained_on": date(year, 5, 20), "training": "团干部培训班", "hours": 16}
        was_there = max(it.details["opened"], begun) < date(year, 5, 1)
        taught = course if post == Post.LEAGUE and number % 8 and was_there else {}
        yield "posts", it.code, {"post": post, "person": _somebody(random), **since, **taught, **left}


def _contacts(places: Mapping[str, Planned], year: int) -> Planning:
    for number, code in enumerate(sorted(places)):
        who, position = names.LEADERS[number % len(names.LEADERS)]
        task = {"task": "每月到点一次，帮助解决突出问题", "start": date(year, 2, 20)}
        yield "contacts", code, {"type": ContactType.LEADER, "partner": who, "position": position, **task}
        if number % 3 == 0:
            unit = names.UNITS[number // 3 % len(names.UNITS)][0]
            paired = {"type": ContactType.UNIT, "partner": unit, "helped": 12 + number}
            yield "contacts", code, {**paired, "task": "结对共建，帮扶产业", "start": date(year, 3, 10)}
        if number % 7 == 0:
            sponsored = {"type": ContactType.SPONSOR, "partner": "机关干部结对", "helped": 2}
            yield "contacts", code, {**sponsored, "task": "资助学费", "start": date(year, 8, 25)}


def _should_have(plan: list[Planned], places: Mapping[str, Planned], year: int) -> Planning:
    """Villages and communities League and women, the large units of the township and of the economy unions."""
    for code in places:
        for name in (ListName.SHOULD_HAVE_LEAGUE, ListName.SHOULD_HAVE_WOMEN):
            yield "listings", code, {"list": name, "start": date(year, 1, 1), "basis": "党建带群建实施意见"}
    for it in plan:
        if it.code[0] in "JN" and not it.details.get("closed"):
            start = max(it.details["opened"], date(year, 1, 1))
            yield "listings", it.code, {"list": ListName.SHOULD_HAVE_UNION, "start": start}


def _rules(year: int) -> Planning:
    """The days off that every year has, and a rule of public notice."""
    for name, first, last in (
        ("元旦", date(year, 1, 1), date(year, 1, 1)),
        ("劳动节", date(year, 5, 1), date(year, 5, 1)),
        ("国庆节", date(year, 10, 1), date(year, 10, 3)),
    ):
        days = {"first_day": first, "last_day": last}
        yield "holidays", "T01", {"name": name, "kind": HolidayKind.OFF, **days, "basis": "全国年节及纪念日放假办法"}
    rule = {"type": HonourType.ADVANCED_ORGANISATION, "start": date(year, 1, 1), "required": True, "working_days": 5}
    yield "notice-rules", "T01", rule

    secretary = {"holders": Holders.SETTLEMENTS, "post": Post.SECRETARY, "years": 5, "vacant_days": 60}
    size = {"kind": BranchKind.JOINT_BRANCH, "of": Of.UNITS, "most": 5, "start": date(year, 1, 1)}
    yield "branch-rules", "T01", {**size, "basis": "支部工作条例"}
    yield "post-rules", "T01", {**secretary, "start": date(year, 1, 1), "basis": "农村基层组织工作条例"}
    sooner = {"rule": RuleName.VACANT, "severity": Severity.YELLOW, "raised": True, "number": 61}
    yield "warning-rules", "T01", {**sooner, "start": date(year, 1, 1), "basis": "党建工作预警办法"}
    usual = {"checked": Check.USUAL, "strength": Strength.INFORM, "number": 6 * HUNDRED, "start": date(year, 1, 1)}
    yield "check-rules", "T01", {**usual, "basis": "月报填报说明"}


def _ad_hoc(places: Mapping[str, Planned], year: int, random: Random) -> Planning:
    """What was asked once, before the floods, and every village has answered."""
    item, start, end = "防汛沙袋储备", date(year, 5, 7), date(year, 5, 18)
    whom = {"whom": Applies.VILLAGE, "unit": "个", "purpose": "镇防汛抗旱指挥部核定物资调拨", "approved_by": "周正华"}
    yield "ad-hoc-forms", "T01", {"item": item, **whom, "date": start, "due": end}
    for code in (code for code, it in places.items() if it.details["sector"] == Sector.VILLAGE):
        given = {"value": random.randint(2, 12) * 100 * HUNDRED, "answered_on": date(year, 5, random.randint(8, 18))}
        yield "ad-hoc-answers", code, {"item": item, "due": end, **given}


def _short(it: Planned) -> str:
    """A village as people call it."""
    name: str = it.details["name"]
    for ending in ("党总支", "党支部"):
        name = name.removesuffix(ending)
    return name


def _somebody(random: Random) -> str:
    return random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES)
