"""The organisations of the demonstration township (mission/layouts.md, "A believable township").

One committee, 10 general branches and 79 branches; Youth League 51, women 47, trade unions 17, associations 14.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from apps.demo import names
from apps.organisations.kinds import GRADED_KINDS, Closing, Kind, Sector, Setting

#: Women's organisations of villages were called 妇代会 before they became federations.
FIRST_YEAR_OF_VILLAGE_FEDERATIONS = 2016


@dataclass(frozen=True, slots=True)
class Planned:
    """An organisation to be: its code, the code above it, and the fields of `Organisation`."""

    code: str
    parent: str | None
    details: dict[str, Any] = field(default_factory=dict)


def organisations(year: int, random: Random) -> list[Planned]:
    """Every organisation that exists at some time of `year`, parents first."""
    plan = [_planned("T01", None, f"中共{names.TOWNSHIP}委员会", Kind.COMMITTEE, "", date(year - 50, 7, 1))]
    for part in (_villages, _communities, _units, _two_new, _league, _women, _unions, _associations):
        plan.extend(part(year, random))
    return plan


def party_organisations(plan: list[Planned]) -> list[Planned]:
    """The 89 general branches and branches, which take part in grading."""
    return [planned for planned in plan if planned.details["kind"] in GRADED_KINDS]


def _planned(code: str, parent: str | None, name: str, kind: Kind, sector: str, opened: date, **more: Any) -> Planned:
    details = {"name": name, "kind": kind, "sector": sector, "opened": opened, "graded": kind in GRADED_KINDS}
    return Planned(code, parent, {**details, "setting": _setting(kind, sector), **more})


def _setting(kind: Kind, sector: str) -> str:
    """Villages and communities by area, offices and institutions by function; enterprises and societies on none."""
    if kind not in GRADED_KINDS:
        return ""
    by_function = (Sector.OFFICE, Sector.INSTITUTION, Sector.SUB_OFFICE)
    return (
        Setting.AREA
        if sector in (Sector.VILLAGE, Sector.COMMUNITY)
        else Setting.FUNCTION
        if sector in by_function
        else ""
    )


def _some_day(year: int, random: Random, years_ago: tuple[int, int]) -> date:
    return date(year - random.randint(*years_ago), random.randint(1, 12), random.randint(1, 28))


def _villages(year: int, random: Random) -> Iterator[Planned]:
    for number, name in enumerate(names.VILLAGES, start=1):
        branches = names.VILLAGE_GENERAL_BRANCHES.get(number, 0)
        yield from _settlement(number, f"{name}村", Sector.VILLAGE, branches, _some_day(year, random, (12, 45)))


def _communities(year: int, random: Random) -> Iterator[Planned]:
    for number, name in enumerate(names.COMMUNITIES, start=len(names.VILLAGES) + 1):
        branches = names.COMMUNITY_GENERAL_BRANCHES.get(number, 0)
        yield from _settlement(number, f"{name}社区", Sector.COMMUNITY, branches, _some_day(year, random, (3, 10)))


def _settlement(number: int, name: str, sector: Sector, branches: int, opened: date) -> Iterator[Planned]:
    """A village or community: one branch, or a general branch with its branches."""
    code = f"V{number:02}"
    if not branches:
        yield _planned(code, "T01", f"{name}党支部", Kind.BRANCH, sector, opened)
        return
    yield _planned(code, "T01", f"{name}党总支", Kind.GENERAL_BRANCH, sector, opened)
    for ordinal in range(branches):
        branch_name = f"{name}{names.ORDINALS[ordinal]}党支部"
        on_trade = {"setting": Setting.ASSOCIATION} if ordinal == 1 and sector == Sector.VILLAGE else {}
        yield _planned(f"{code}-{ordinal + 1}", code, branch_name, Kind.BRANCH, sector, opened, **on_trade)


def _units(year: int, random: Random) -> Iterator[Planned]:
    for number, (name, sector) in enumerate(names.UNITS, start=1):
        yield _planned(f"J{number:02}", "T01", name, Kind.BRANCH, sector, _some_day(year, random, (4, 30)))


def _two_new(year: int, random: Random) -> Iterator[Planned]:
    """Two are set up during the year and so not graded; one is dissolved with the committee's approval."""
    opened_this_year = {9: date(year, 3, 12), 13: date(year, 4, 20)}
    dissolved = {
        "closed": date(year, 8, 31),
        "closing": Closing.DISSOLVED,
        "approval_number": f"{names.DOCUMENT_MARK}〔{year}〕41号",
    }
    for number, (name, sector) in enumerate(names.TWO_NEW, start=1):
        kind = Kind.JOINT_BRANCH if number > 9 else Kind.BRANCH
        opened = opened_this_year.get(number) or _some_day(year, random, (1, 8))
        yield _planned(f"N{number:02}", "T01", name, kind, sector, opened, **(dissolved if number == 6 else {}))


def _league(year: int, random: Random) -> Iterator[Planned]:
    opened = _some_day(year, random, (5, 40))
    yield _planned("L01", "T01", f"共青团{names.TOWNSHIP}委员会", Kind.LEAGUE_COMMITTEE, "", opened)
    for number, (name, sector) in enumerate(_settlements_and(names.LEAGUE_UNITS), start=2):
        yield _planned(f"L{number:02}", "L01", f"{name}团支部", Kind.LEAGUE_BRANCH, sector, opened)


def _women(year: int, random: Random) -> Iterator[Planned]:
    opened = _some_day(year, random, (5, 40))
    yield _planned("W01", "T01", f"{names.TOWNSHIP}妇女联合会", Kind.WOMENS_FEDERATION, "", opened)
    in_villages = "妇联" if year >= FIRST_YEAR_OF_VILLAGE_FEDERATIONS else "妇代会"
    for number, (name, sector) in enumerate(_settlements_and(names.WOMEN_UNITS), start=2):
        ending = in_villages if sector in (Sector.VILLAGE, Sector.COMMUNITY) else "妇委会"
        yield _planned(f"W{number:02}", "W01", f"{name}{ending}", Kind.WOMENS_FEDERATION, sector, opened)


def _unions(year: int, random: Random) -> Iterator[Planned]:
    opened = _some_day(year, random, (5, 25))
    yield _planned("G01", "T01", f"{names.TOWNSHIP}总工会", Kind.TRADE_UNION, "", opened)
    for number, name in enumerate(names.UNION_UNITS, start=2):
        yield _planned(f"G{number:02}", "G01", f"{name}工会", Kind.TRADE_UNION, "", _some_day(year, random, (1, 5)))


def _associations(year: int, random: Random) -> Iterator[Planned]:
    for number, name in enumerate(names.ASSOCIATIONS, start=1):
        opened = _some_day(year, random, (1, 6))
        sector = Sector.SOCIAL_ORGANISATION
        yield _planned(f"A{number:02}", "T01", f"{names.TOWNSHIP}{name}协会", Kind.ASSOCIATION, sector, opened)


def _settlements_and(units: list[str]) -> Iterator[tuple[str, str]]:
    for name in names.VILLAGES:
        yield f"{name}村", Sector.VILLAGE
    for name in names.COMMUNITIES:
        yield f"{name}社区", Sector.COMMUNITY
    for name in units:
        yield name, ""
