"""What the branches of the demonstration township held during the year (mission/layouts.md).

Records per branch and year: villages 22–30, units 14–18, two-new organisations 8–12; attendance 55–75 %.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from apps.activities.types import ActivityType, Carrier, PlaceCategory
from apps.demo import names
from apps.demo.meeting import TALKS, THREE_COMPARISONS, campaign_of, drives
from apps.demo.organisations import Planned
from apps.organisations.kinds import Kind, Sector

#: From this year on branches hold a theme day; before it nobody did.
FIRST_YEAR_OF_THEME_DAYS = 2016
FIRST_YEAR_OF_ORGANISATION_LIFE = 2019


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity to be; `hours` in hundredths; `members` and `posts` (organisation and post) are ticked."""

    date: date
    type: ActivityType
    topic: str
    hosts: tuple[str, ...]
    due: int | None = None
    present: int | None = None
    hours: int | None = None
    campaign: str = ""
    members: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    carrier: str = ""
    taken_to: str = ""
    households: int | None = None


#: Records per branch and year, from–to.
RECORDS = {"settlement": (22, 30), "unit": (14, 18), "two_new": (8, 12)}
MEMBERS = {"settlement": (22, 50), "unit": (12, 20), "two_new": (4, 8)}


def activities(plan: list[Planned], year: int, random: Random) -> list[PlannedActivity]:
    """Every activity of the year, by date and host."""
    held = [it for planned in plan if planned.details["kind"] in _BRANCHES for it in _of_branch(planned, year, random)]
    general = [it for it in plan if it.details["kind"] == Kind.GENERAL_BRANCH and it.code.startswith("V")]
    held.extend(it for planned in general for it in _of_settlement(planned, year, random))
    held.extend(_of_township(year))
    held.extend(_talks(year))
    held.extend(_of_unions(plan, year))
    return sorted(held, key=lambda it: (it.date, it.hosts, it.topic))


_BRANCHES = frozenset({Kind.BRANCH, Kind.JOINT_BRANCH})


def _of_branch(branch: Planned, year: int, random: Random) -> Iterator[PlannedActivity]:
    group = _group(branch)
    members = random.randint(*MEMBERS[group])
    its_campaigns = "community" if branch.details["sector"] == Sector.COMMUNITY else group
    is_settlement = group == "settlement" and "-" not in branch.code
    for type_, topic, month in _programme(group, year, random, is_settlement=is_settlement):
        day = date(year, month, random.randint(1, 28))
        if _open_on(branch, day):
            campaign = campaign_of(its_campaigns, type_, day, random)
            yield replace(_held(type_, topic, day, branch.code, members, random), campaign=campaign)


def _of_settlement(general: Planned, year: int, random: Random) -> Iterator[PlannedActivity]:
    """What a village or community with several branches holds itself."""
    for type_, topic, month in _of_villages(random):
        yield _held(type_, topic, date(year, month, random.randint(1, 28)), general.code, 50, random)


def _group(branch: Planned) -> str:
    if branch.details["sector"] in (Sector.VILLAGE, Sector.COMMUNITY):
        return "settlement"
    return "two_new" if branch.code.startswith("N") else "unit"


#: How many of a hundred meetings that are due are held.
HELD = {"settlement": 94, "unit": 92, "two_new": 84}


def _programme(
    group: str, year: int, random: Random, *, is_settlement: bool
) -> Iterator[tuple[ActivityType, str, int]]:
    """Type, topic and month of what a branch of this group holds in a year."""
    wanted = random.randint(*RECORDS[group])
    due = [(ActivityType.MEMBERS_MEETING, names.MEMBERS_MEETINGS[at], month) for at, month in enumerate((2, 5, 8, 11))]
    due += [(ActivityType.PARTY_LECTURE, names.LECTURES[at], month) for at, month in enumerate((3, 6, 9, 12))]
    due += [(ActivityType.SPIRIT_ANALYSIS, names.ANALYSIS, 11), (ActivityType.WINTER_TRAINING, names.WINTER, 12)]
    if year >= FIRST_YEAR_OF_ORGANISATION_LIFE:
        due.append((ActivityType.ORGANISATION_LIFE, names.ORGANISATION_LIFE, 12))
    if group == "settlement":
        due += [(ActivityType.COMMITTEE_MEETING, names.COMMITTEE_MEETING, month) for month in range(1, 13)]
    regular = [it for it in due if random.randint(1, 100) <= HELD[group]]
    if is_settlement:
        regular += _of_villages(random)
    yield from regular
    offered = [it for it in names.OCCASIONS if it[0] != ActivityType.THEME_DAY or year >= FIRST_YEAR_OF_THEME_DAYS]
    for type_, topic, month in random.choices(offered, k=max(0, wanted - len(regular))):
        yield ActivityType(type_), topic, month


def _of_villages(random: Random) -> list[tuple[ActivityType, str, int]]:
    """What villages and communities hold, whether they are one branch or several."""
    due = [(ActivityType.SUPERVISION_REPORT, names.SUPERVISION, month) for month in (6, 12)]
    due += [(ActivityType.VISIT, "春节走访慰问困难党员", 1), (ActivityType.VISIT, "国庆节走访慰问老党员", 9)]
    return [it for it in due if random.randint(1, 100) <= HELD["settlement"]]


def _held(type_: ActivityType, topic: str, day: date, code: str, members: int, random: Random) -> PlannedActivity:
    due = 5 if type_ == ActivityType.COMMITTEE_MEETING else members
    present = due * random.randint(55, 75) // 100
    hours = random.choice((200, 300, 400)) if type_ == ActivityType.VOLUNTEER_SERVICE else None
    it = PlannedActivity(day, type_, topic, (code,), due, max(1, present), hours)
    if type_ == ActivityType.PUBLICITY:
        return replace(it, carrier=Carrier.TALK, taken_to=PlaceCategory.VILLAGE)
    return replace(it, households=2 + day.day % 7) if topic in names.FOR_HOUSEHOLDS else it


def _of_township(year: int) -> Iterator[PlannedActivity]:
    """The committee meets with League, women and unions once a quarter, one event with four hosts, and hears them."""
    for month, type_, topic in (
        (6, ActivityType.HEARING, "镇党委听取群团工作汇报"),
        (7, ActivityType.OBSERVED_MEETING, "党员旁听镇党委会议"),
        (12, ActivityType.HEARING, "镇党委听取群团工作汇报"),
    ):
        hosts = ("T01", "L01", "W01", "G01") if type_ == ActivityType.HEARING else ("T01",)
        yield PlannedActivity(date(year, month, 15), type_, topic, hosts, 16, 14)
    for quarter, month in enumerate((3, 6, 9, 12), start=1):
        topic = f"党群工作第{names.QUARTERS[quarter - 1]}季度联席会议"
        yield PlannedActivity(
            date(year, month, 20), ActivityType.JOINT_MEETING, topic, ("T01", "L01", "W01", "G01"), 16, 14
        )


def _talks(year: int) -> Iterator[PlannedActivity]:
    """What the committee takes to villages, communities, enterprises and schools in a year that asks for it (M057)."""
    if not any(it.title == TALKS for it in drives(year)):
        return
    for month, place in zip((4, 6, 9, 11), PlaceCategory, strict=False):
        its = PlannedActivity(date(year, month, 12), ActivityType.PUBLICITY, names.TALK, ("T01",), present=60)
        yield replace(its, campaign=TALKS, carrier=Carrier.TALK, taken_to=place)


def _of_unions(plan: list[Planned], year: int) -> Iterator[PlannedActivity]:
    """Most trade unions compare skills, management and thrift; a few have not begun."""
    unions = [it.code for it in plan if it.parent == "G01"]
    for number, code in enumerate(unions[:-2]):
        topic = names.UNION_CONTESTS[number % len(names.UNION_CONTESTS)]
        day = date(year, 4 + number % 7, 18)
        yield PlannedActivity(day, ActivityType.OTHER, topic, (code,), 40, 33, campaign=THREE_COMPARISONS)


def _open_on(branch: Planned, day: date) -> bool:
    closed = branch.details.get("closed")
    return bool(branch.details["opened"] <= day) and (closed is None or day < closed)
