"""The members of the demonstration township, 2,025 on the roll at its end, and what hangs on them (layouts.md)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from apps.checklists.names import ListName
from apps.demo import names
from apps.demo.organisations import Planned
from apps.demo.planned import PlannedRecord
from apps.members.models.appraisal import LEADS, Grade
from apps.members.models.care import CareType
from apps.members.models.category import Category
from apps.members.models.member import Education, Leaving, MemberStanding, Sex
from apps.organisations.kinds import Kind, Sector

TOTAL, MOBILE, IN_HARDSHIP = 2025, 330, 120
#: Of them those who are admitted in the year (`apps.demo.admissions`).
ADMITTED = 45
#: Members of a branch that is no village's.
_COMMUNITY, _UNIT, _TWO_NEW = 60, 16, 6
_EDUCATION = (Education.PRIMARY, Education.JUNIOR, Education.SENIOR, Education.COLLEGE, Education.UNIVERSITY)
_GROUPS = ("汉族",) * 24 + ("回族", "彝族")

_SOUNDS_FEMALE = frozenset("英梅芳兰燕秀")


@dataclass(frozen=True, slots=True)
class _Person:
    code: str
    branch: str
    sector: str
    joined: date
    probationary: bool


def members(plan: list[Planned], year: int, random: Random) -> list[PlannedRecord]:
    """The roll of the year, with who left and who moved, and the records of two years."""
    made = list(_people(plan, year, random))
    found = [it for it, _person in made]
    people = [person for _it, person in made]
    first = {it.code: max(it.joined, date(year - 30, 7, 1)) for it in people}
    found += [_of("memberships", it, start=first[it.code]) for it in people]
    found += _former(people, year, random)
    settled = [it for it in people if not it.probationary]
    drawn = random.sample(settled, len(settled))
    found += _categories(drawn, year, random)
    found += _care(drawn, year, random)
    found += _commitments(people, year, random)
    pilots = {it.branch for it in people[::400]}
    found += _appraisals(people, pilots, year)
    found += [
        PlannedRecord("listings", code, {"list": ListName.PILOT_BRANCH, "start": date(year - 1, 1, 1)})
        for code in sorted(pilots)
    ]
    return found


def _of(register: str, person: _Person, **fields: Any) -> PlannedRecord:
    return PlannedRecord(register, person.branch, {"member_id": person.code, **fields})


def _sizes(plan: list[Planned], random: Random) -> dict[str, int]:
    """How many members each branch has; villages take what the others leave of the total."""
    above = {it.parent for it in plan}
    branches = [
        it
        for it in plan
        if it.details["kind"] in (Kind.BRANCH, Kind.JOINT_BRANCH)
        and not it.details.get("closed")
        and it.code not in above
    ]
    fixed, villages = {}, []
    for it in branches:
        sector = it.details["sector"]
        if sector == Sector.VILLAGE:
            villages.append(it.code)
        elif sector == Sector.COMMUNITY:
            fixed[it.code] = _COMMUNITY // 2 if "-" in it.code else _COMMUNITY
        else:
            fixed[it.code] = _TWO_NEW if it.code[0] == "N" else _UNIT
    rest = TOTAL - ADMITTED - sum(fixed.values())
    beside = Counter(code.partition("-")[0] for code in villages)
    weights = {}
    for code in villages:
        parts = beside[code.partition("-")[0]]
        weights[code] = random.randint(52, 58) // parts if parts > 1 else random.randint(26, 46)
    whole = sum(weights.values())
    sizes = {code: rest * weight // whole for code, weight in weights.items()}
    for code in villages[: rest - sum(sizes.values())]:
        sizes[code] += 1
    return fixed | sizes


def _people(plan: list[Planned], year: int, random: Random) -> Iterator[tuple[PlannedRecord, _Person]]:
    by_code, number = {it.code: it for it in plan}, 0
    for code, size in _sizes(plan, random).items():
        opened, sector = by_code[code].details["opened"], by_code[code].details["sector"]
        for at in range(size):
            number += 1
            age = random.choice((24, 29, 33, 38, 42, 47, 51, 55, 58, 62, 66, 71, 77))
            joined = max(date(year - age + random.randint(20, 22), random.choice((6, 11, 12)), 20), opened)
            on_probation = at % 40 == 7
            if on_probation:
                joined, age = date(year - 1, 11, 20), 24
            joined = min(joined, date(year - 3, 12, 20)) if not on_probation else joined
            given = random.choice(names.GIVEN_NAMES)
            female = not _SOUNDS_FEMALE.isdisjoint(given)
            best = 4 if sector != Sector.VILLAGE else 3
            fields = {
                "code": f"D{number:05}",
                "name": random.choice(names.SURNAMES) + given,
                "sex": Sex.FEMALE if female else Sex.MALE,
                "ethnic_group": random.choice(_GROUPS),
                "education": _EDUCATION[random.randint(max(0, best - 3), best)],
                "born": f"{year - age}-{random.randint(1, 12):02}",
                "standing": MemberStanding.PROBATIONARY if on_probation else MemberStanding.FULL,
                "joined_on": joined,
                "post": {0: "支部书记", 1: "组织委员", 2: "宣传委员"}.get(at, ""),
            }
            if not on_probation:
                fields["full_on"] = joined.replace(year=joined.year + 1)
            yield PlannedRecord("members", code, fields), _Person(fields["code"], code, sector, joined, on_probation)


def _former(people: list[_Person], year: int, random: Random) -> Iterator[PlannedRecord]:
    """Who died or moved away in the two years: no longer on the roll, and still known."""
    for number, near in enumerate(random.sample(people, 16)):
        left = date(year - 1 if number < 8 else year, random.randint(2, 11), random.randint(1, 28))
        joined = date(year - 40, 7, 1)
        moved = number % 4 == 0
        fields = {
            "code": f"D9{number:04}",
            "name": random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES),
            "sex": Sex.MALE,
            "ethnic_group": "汉族",
            "education": Education.JUNIOR,
            "born": f"{year - 64}-05",
            "standing": MemberStanding.FULL,
            "joined_on": joined,
            "full_on": joined.replace(year=year - 39),
        }
        how = {"left_how": Leaving.MOVED, "left_note": "转往区外"} if moved else {"left_how": Leaving.DIED}
        yield PlannedRecord("members", near.branch, {**fields, "left_on": left, **how})
        dates = {"start": date(year - 30, 7, 1), "end": left}
        yield PlannedRecord("memberships", near.branch, {"member_id": fields["code"], **dates})


def _categories(drawn: list[_Person], year: int, random: Random) -> Iterator[PlannedRecord]:
    def of(person: _Person, category: str, since: date, **more: Any) -> PlannedRecord:
        return _of("member-categories", person, category=category, start=since, **more)

    for number, it in enumerate(drawn[:MOBILE]):
        where = {"destination": random.choice(names.DESTINATIONS), "reachable": number % 9 != 4}
        seen = {"contacted_on": date(year, random.randint(10, 11), random.randint(1, 28))} if number % 7 else {}
        yield of(it, Category.MOBILE, date(year - 1, 3, 1), **where, **seen)
    for number, it in enumerate(_in_hardship(drawn)):
        yield of(it, Category.HARDSHIP, date(year - 1, 1, 10), helper=random.choice(names.HELPERS))
        if number % 3 == 0 or number % 50 == 7:
            yield of(it, Category.SUBSIDY, date(year - 1, 1, 10))
    rest = drawn[MOBILE + IN_HARDSHIP :]
    for number, it in enumerate(rest[:420]):
        duty = {"duty": random.choice(names.DUTY_POSTS)} if number % 12 else {}
        yield of(it, Category.NO_POST, date(year - 1, 4, 1), **duty)
    for number, it in enumerate(rest[420:500]):
        prospect = {"development": "列入村级后备干部培养"} if number % 3 else {}
        yield of(it, Category.CAPABLE, date(year - 1, 4, 1), helper="党支部书记", **prospect)


def _in_hardship(drawn: list[_Person]) -> list[_Person]:
    return drawn[MOBILE : MOBILE + IN_HARDSHIP]


def _care(drawn: list[_Person], year: int, random: Random) -> Iterator[PlannedRecord]:
    """Holiday visits to most members in hardship, in both years; a fixed subsidy for some."""
    for number, it in enumerate(_in_hardship(drawn)):
        for of_year in (year - 1, year):
            if number % 10 != 3 or of_year < year:
                day, occasion = (
                    (date(of_year, 1, 16), "春节慰问") if number % 2 else (date(of_year, 6, 28), "“七一”慰问")
                )
                given = {"amount": 30_000, "occasion": occasion, "given_by": random.choice(names.HELPERS)}
                yield _of("care", it, type=CareType.VISIT, date=day, **given)
            if number % 3 == 0:
                given = {"amount": 60_000, "occasion": "定额生活补助", "given_by": "镇党委"}
                yield _of("care", it, type=CareType.SUBSIDY, date=date(of_year, 9, 20), **given)


def _commitments(people: list[_Person], year: int, random: Random) -> Iterator[PlannedRecord]:
    """Nearly everybody promises something; who is old or ill is exempted, and some are late."""
    for number, it in enumerate(people):
        made = date(year, 3, random.randint(1, 25))
        if number % 60 == 11:
            why = {"exempt": True, "exempt_reason": "年老多病，长期卧床", "approved_by": "镇党委"}
            yield _of("member-commitments", it, made_on=made, **why)
        elif number % 33 != 5:
            said = {"published_on": made + timedelta(days=20), "published_where": "党务公开栏"}
            yield _of("member-commitments", it, made_on=made, text=random.choice(names.MEMBER_COMMITMENTS), **said)


def _appraisals(people: list[_Person], pilots: set[str], year: int) -> Iterator[PlannedRecord]:
    """In the year before in the pilot branches, in the year everywhere; some could not come."""
    seen: dict[str, int] = {}
    for number, it in enumerate(people):
        at = seen[it.branch] = seen.get(it.branch, -1) + 1
        for of_year in (year - 1, year):
            absent = it.probationary if of_year < year else number % 25 == 9
            if absent or (of_year < year and it.branch not in pilots):
                continue
            day = date(of_year, 12 if number % 2 else 11, 10)
            excellent = at % 5 == 0
            grade = "" if it.probationary else Grade.EXCELLENT if excellent else Grade.QUALIFIED
            own: dict[str, Any] = {
                "self_grade": Grade.QUALIFIED,
                "mutual_grade": grade or Grade.QUALIFIED,
                "ballot_grade": grade,
            }
            if excellent and it.sector == Sector.VILLAGE and grade:
                own |= {"stars": 5 if number % 2 else 4, **dict.fromkeys(LEADS, True)}
            opinion = "作用发挥突出" if excellent else "能够履行党员义务"
            yield _of("appraisals", it, year=of_year, date=day, grade=grade, opinion=opinion, **own)
