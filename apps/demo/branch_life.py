"""What branches of the demonstration township keep beside the roll: dues, letters, registrations; and the League's."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from apps.admissions.models import Recommended
from apps.checklists.names import ListName
from apps.demo import names
from apps.demo.leading import leading
from apps.demo.organisations import Planned
from apps.demo.planned import PlannedRecord
from apps.dues.models import month_end
from apps.members.models.member import Leaving
from apps.members.models.registration import RegistrationOutcome
from apps.members.models.transfer import Direction
from apps.organisations.models import Organisation
from apps.organisations.sets import LEAGUE_KINDS

#: What a member pays a month, in hundredths.
_DUES = 500
_ELSEWHERE = ("青河区城关镇党委", "青河区石桥镇党委", "市人才服务中心党委", "广东省东莞市某街道党工委")


def branch_life(
    plan: Sequence[Planned],
    roll: Sequence[PlannedRecord],
    cases: Sequence[PlannedRecord],
    made: Mapping[str, Organisation],
    year: int,
    random: Random,
) -> list[PlannedRecord]:
    """Of the year and of the year before."""
    members = [it for it in roll if it.register == "members"]
    return [
        *_dues(plan, Counter(it.organisation for it in members), year, random),
        *_letters(members, year),
        *_registrations(roll, members, year),
        *_recruitments(plan, year, random),
        *_recommendations(plan, cases, made, year, random),
    ]


def _dues(plan: Sequence[Planned], sizes: Mapping[str, int], year: int, random: Random) -> Iterator[PlannedRecord]:
    """Most branches pay in full within the month; a few late, a few less than is due."""
    opened = {it.code: it.details["opened"] for it in plan}
    for code, size in sorted(sizes.items()):
        for of_year, month in ((of_year, month) for of_year in (year - 1, year) for month in range(1, 13)):
            last = month_end(of_year, month)
            if opened[code] > last.replace(day=1):
                continue
            missing = random.choice((0,) * 15 + (1,))
            late = random.random() < 0.06
            day = last + timedelta(days=5) if late else last.replace(day=random.randint(18, 28))
            paid = {"paid": (size - missing) * _DUES, "payers": size - missing, "date": day}
            yield PlannedRecord("dues", code, {"year": of_year, "month": month, "expected": size * _DUES, **paid})


def _letters(members: Sequence[PlannedRecord], year: int) -> Iterator[PlannedRecord]:
    """Who moved away went with a letter; others came with one, and some are still under way."""
    numbers: Counter[int] = Counter()

    def letter(code: str, direction: str, issued: date, **more: Any) -> PlannedRecord:
        numbers[issued.year] += 1
        number = f"青组转〔{issued.year}〕{numbers[issued.year]}号"
        partner = _ELSEWHERE[numbers[issued.year] % len(_ELSEWHERE)]
        said = {"direction": direction, "number": number, "partner": partner, "issued_on": issued, **more}
        return PlannedRecord("transfers", code, said)

    for it in members:
        if it.fields.get("left_how") == Leaving.MOVED:
            left = it.fields["left_on"]
            said = {"member_id": it.fields["code"], "received_on": left}
            yield letter(it.organisation, Direction.OUT, left - timedelta(days=34), **said)
    there = [it for it in members if "left_on" not in it.fields]
    for number, it in enumerate(there[:: len(there) // 10]):
        issued = date(year - number % 2, 2 + number, 10)
        said = {"dues_until": f"{issued.year}-{issued.month - 1:02}"}
        received = {"received_on": issued + timedelta(days=20 + 3 * number)} if number < 8 else {}
        yield letter(it.organisation, Direction.IN, issued, **said, **received)


def _registrations(
    roll: Sequence[PlannedRecord], members: Sequence[PlannedRecord], year: int
) -> Iterator[PlannedRecord]:
    """Most members of the pilot branches, two thirds of them in the year before."""
    pilots = {
        it.organisation for it in roll if it.register == "listings" and it.fields["list"] == ListName.PILOT_BRANCH
    }
    those = [it for it in members if it.organisation in pilots and it.fields.get("full_on")]
    for number, it in enumerate(it for it in those if "left_on" not in it.fields):
        if number % 10 != 7:
            day = date(year if number % 3 == 0 else year - 1, 11, 18)
            said = {"member_id": it.fields["code"], "date": day, "outcome": RegistrationOutcome.REGISTERED}
            yield PlannedRecord("registrations", it.organisation, {**said, "note": "支部大会讨论通过"})


def _recruitments(plan: Sequence[Planned], year: int, random: Random) -> Iterator[PlannedRecord]:
    for it in plan:
        if it.details["kind"] in LEAGUE_KINDS and it.code != "L01":
            for of_year in (year - 1, year):
                planned = random.randint(2, 6)
                taken = planned - random.choice((0, 0, 0, 1))
                said = {"year": of_year, "planned": planned, "recruited": taken, "date": date(of_year, 5, 4)}
                yield PlannedRecord("league-recruitment", it.code, said)


def _recommendations(
    plan: Sequence[Planned],
    cases: Sequence[PlannedRecord],
    made: Mapping[str, Organisation],
    year: int,
    random: Random,
) -> Iterator[PlannedRecord]:
    """Those whom branches took up in their cases, and a few more each year that nobody did."""
    leagues = {it.leader: it.led for it in leading(list(plan)) if it.led.startswith("L") and it.led != "L01"}
    numbers: Counter[str] = Counter()

    def recommendation(branch: str, day: date, name: str, **more: Any) -> PlannedRecord:
        league = leagues.get(branch) or leagues.get(branch.partition("-")[0], "L01")
        beginning = f"{league}-{day.year}-"
        numbers[beginning] += 1
        present = random.randint(6, 25)
        votes = {"present": present, "in_favour": present - random.randint(0, 2)}
        said = {"code": f"{beginning}{numbers[beginning]:02}", "branch": made[branch], "name": name}
        return PlannedRecord("recommendations", league, {**said, "recommended_on": day, **votes, **more})

    for it in cases:
        day = it.fields.get("activist_on")
        if it.fields.get("recommended_by") == Recommended.LEAGUE and day and it.organisation in made:
            taken = {"taken_up_on": day, "case_number": it.fields["code"]}
            yield recommendation(it.organisation, day - timedelta(days=15), it.fields["name"], **taken)
    villages = [code for code in sorted(leagues) if code in made and code[0] == "V"]
    for of_year in (year - 1, year):
        for number, branch in enumerate(random.sample(villages, 6)):
            name = random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES)
            declined = {"declined_on": date(of_year, 7, 10)} if number % 2 else {}
            yield recommendation(branch, date(of_year, 5, 4), name, **declined)
