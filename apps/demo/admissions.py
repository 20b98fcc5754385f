"""Admissions of the demonstration township: 45 approved in the year, 42 of them rural (mission/layouts.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from apps.admissions.models import Group, Recommended
from apps.admissions.steps import ORDER
from apps.demo import names
from apps.demo.planned import PlannedRecord
from apps.members.models.member import MemberStanding

RURAL, OTHERS = 42, 3
#: How many are approved in which month of the year; of those of the year before none is a full member yet.
_MONTHS = (6,) * 18 + (11,) * 20 + (12,) * 7
#: Days before or after the approval of each step up to that; the steps after it are told apart.
_BEFORE = {
    "applied": 790,
    "talked": 770,
    "activist": 480,
    "filed": 470,
    "mentored": 465,
    "checked": 140,
    "noticed": 110,
    "candidate": 95,
    "candidate_filed": 90,
    "introduced": 85,
    "reviewed": 75,
    "trained": 60,
    "examined": 50,
    "prereviewed": 42,
    "form": 38,
    "meeting": 30,
    "interviewed": 12,
    "approved": 0,
}
_AFTER = {"reported": 7, "placed": 10, "oath": 20}


def admissions(roll: list[PlannedRecord], year: int, random: Random) -> list[PlannedRecord]:
    """Who is on probation was admitted the year before; 45 are admitted in the year, and others are on the way."""
    members = [it for it in roll if it.register == "members" and "left_on" not in it.fields]
    found = [
        _case(it.organisation, it.fields, date(year - 1, 12, 20), _passed(year), random)
        for it in members
        if it.fields["standing"] == MemberStanding.PROBATIONARY
    ]
    for it, month in zip(_branches(members, random), _MONTHS, strict=True):
        number = len(found)
        person = _person(f"D8{number:04}", year, random)
        found.append(_case(it, person, date(year, month, 20 if month < 12 else 12), {}, random))
    found += _on_the_way(members, year, random)
    return found


def newly_on_the_roll(cases: list[PlannedRecord], as_of: date) -> Iterator[PlannedRecord]:
    """The members that the cases of the year make once they are approved."""
    for it in cases:
        fields = it.fields
        if fields["code"].startswith("D8") and (approved := fields.get("approved_on")) and approved <= as_of:
            said = {name: fields[name] for name in ("code", "name", "sex", "born", "education")}
            joined = fields["meeting_on"]
            yield PlannedRecord(
                "members", it.organisation, {**said, "standing": MemberStanding.PROBATIONARY, "joined_on": joined}
            )
            yield PlannedRecord("memberships", it.organisation, {"member_id": fields["code"], "start": joined})


def _branches(members: list[PlannedRecord], random: Random) -> list[str]:
    """One in each branch: 42 of villages, three of others."""
    codes = sorted({it.organisation for it in members})
    rural = random.sample([it for it in codes if it[0] == "V" and it[:3] <= "V38"], RURAL)
    others = random.sample([it for it in codes if it[0] in "JN"], OTHERS)
    drawn = [*rural, *others]
    random.shuffle(drawn)
    return drawn


def _person(code: str, year: int, random: Random) -> dict[str, Any]:
    return {
        "code": code,
        "name": random.choice(names.SURNAMES) + random.choice(names.GIVEN_NAMES),
        "sex": random.choice(("male", "male", "female")),
        "born": f"{year - random.randint(22, 45)}-{random.randint(1, 12):02}",
        "education": random.choice(("senior", "college", "university")),
    }


def _passed(year: int) -> dict[str, Any]:
    """The branch meeting on full membership, of which the approval is still to come."""
    days = {"observed_on": date(year, 11, 5), "full_applied_on": date(year, 11, 10)}
    return days | {"full_meeting_on": date(year, 11, 28), "full_entitled": 20, "full_in_favour": 19}


def _case(
    branch: str, person: Mapping[str, Any], approved: date, after: dict[str, Any], random: Random
) -> PlannedRecord:
    said = {name: person.get(name, "") for name in ("code", "name", "sex", "born", "education")}
    days = {f"{step}_on": approved - timedelta(days=before) for step, before in _BEFORE.items()}
    days |= {f"{step}_on": approved + timedelta(days=later) for step, later in _AFTER.items()}
    entitled = random.randint(6, 40)
    league = random.random() < 0.5
    who: dict[str, Any] = {"recommended_by": Recommended.LEAGUE if league else Recommended.MEMBERS}
    who |= {"recommender": "团支部"} if league else {}
    group = random.choice(("", Group.FRONTLINE, Group.MIGRANT))
    votes = {"training_hours": 40, "entitled": entitled, "in_favour": entitled - random.randint(0, entitled // 4)}
    return PlannedRecord("admissions", branch, {**said, "group": group, **who, **days, **votes, **after})


def _on_the_way(members: list[PlannedRecord], year: int, random: Random) -> Iterator[PlannedRecord]:
    """In many branches somebody is an applicant, an activist or a candidate."""
    codes = sorted({it.organisation for it in members})
    for number, branch in enumerate(random.sample(codes, 40)):
        person = _person(f"D7{number:04}", year, random)
        last = ("talked", "filed", "checked", "checked", "candidate_filed", "trained")[number % 6]
        whole = _case(branch, person, date(year + 1, 4 if number % 2 else 2, 20), {}, random)
        later = {f"{code}_on" for code in ORDER[ORDER.index(last) + 1 :]} | {"training_hours", "entitled", "in_favour"}
        if last == "trained":
            later.remove("training_hours")
        if last == "talked":
            later |= {"recommended_by", "recommender"}
        yield replace(whole, fields={name: it for name, it in whole.fields.items() if name not in later})
