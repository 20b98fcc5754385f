"""What the indicators of members count: people, each once, where they belong on the day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from apps.checklists.names import ListName
from apps.closing.models import Proposal
from apps.members.models import Member
from apps.members.services import member_transfer
from apps.organisations.models import Organisation
from apps.registers.proposing import record_propose
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create, record_withdraw
from tests.factories.township import Township
from tests.measures.test_registers import figure, tallies

pytestmark = pytest.mark.django_db
BRANCHES = ("party_branch",)


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        yield


@pytest.fixture
def people(township: Township) -> list[Member]:
    """Four members of V01 and two of V02."""
    return [member(township[code], f"D{at}") for at, code in enumerate(("V01",) * 4 + ("V02",) * 2)]


def member(village: Organisation, code: str, joined: date = date(2000, 7, 1)) -> Member:
    facts: dict[str, Any] = {"code": code, "name": "李秀英", "joined_on": joined}
    made = record_create(register=REGISTERS["members"], by=None, organisation=village, **facts)
    assert isinstance(made, Member)
    return made


def about(one: Member, register: str, **fields: Any) -> Any:
    """A record of a register about a member, where they belong now."""
    place = Member.objects.select_related("organisation").get(pk=one.pk).organisation
    return record_create(register=REGISTERS[register], by=None, organisation=place, member=one, **fields)


def hardship(one: Member, **more: Any) -> Any:
    return about(one, "member-categories", **{"category": "hardship", "start": date(2011, 1, 1), **more})


def help_for(one: Member, day: date) -> Any:
    return about(one, "care", type="visit", date=day)


def test_commitments_are_of_those_on_the_roll_less_the_exempted(township: Township, people: list[Member]) -> None:
    assert figure(township, "M082", BRANCHES) is None
    for one in people[:3]:
        promised = {"text": "带头清淤保春耕", "published_on": date(2012, 4, 1)}
        about(one, "member-commitments", made_on=date(2012, 3, 1), **promised)
    about(people[3], "member-commitments", made_on=date(2012, 3, 1), text="尚未公开")
    why = {"exempt": True, "exempt_reason": "长期卧床", "approved_by": "镇党委"}
    about(people[4], "member-commitments", made_on=date(2012, 3, 1), **why)
    assert figure(township, "M082", BRANCHES) == (3, 5)
    record_withdraw(register=REGISTERS["members"], record=people[5], version=None, reason="误录", by=None)
    assert figure(township, "M082", BRANCHES) == (3, 4)


def test_two_commitments_of_one_member_count_once(township: Township, people: list[Member]) -> None:
    for day in (date(2012, 3, 1), date(2012, 5, 1)):
        about(people[0], "member-commitments", made_on=day, text="带头清淤", published_on=day)
    assert figure(township, "M082", BRANCHES) == (1, 6)


def test_those_in_hardship_who_got_help_in_the_year_are_counted_once_each(
    township: Township, people: list[Member]
) -> None:
    for one in people[:3]:
        hardship(one)
    hardship(people[4], end=date(2012, 3, 1))
    for day in (date(2012, 1, 16), date(2012, 6, 28)):
        help_for(people[0], day)
    help_for(people[1], date(2011, 6, 28))
    help_for(people[5], date(2012, 6, 28))
    assert figure(township, "M118", BRANCHES) == (1, 3)
    assert figure(township, "M118", BRANCHES, as_of=date(2012, 1, 10)) == (0, 4)


def test_whoever_moves_counts_where_they_belong_on_the_day(township: Township, people: list[Member]) -> None:
    hardship(people[0])
    help_for(people[0], date(2012, 1, 16))
    member_transfer(member=people[0], version=None, to=township["V02"], on=date(2012, 7, 1), by=None)
    places = {True: date(2012, 12, 31), False: date(2012, 6, 30)}
    for moved, day in places.items():
        found = tallies(township, "M118", BRANCHES, as_of=day)
        assert found is not None
        assert (found.whole.numerator, found.whole.denominator) == (1, 1)
        (part,) = [path for path, tally in found.parts.items() if tally.denominator]
        assert part == township["V02" if moved else "V01"].placements.get().path


def test_only_pilot_branches_owe_the_yearly_appraisal(township: Township, people: list[Member]) -> None:
    pilot: dict[str, Any] = {"list": ListName.PILOT_BRANCH, "start": date(2012, 1, 1)}
    record_create(register=REGISTERS["listings"], by=None, organisation=township["V01"], **pilot)
    assert figure(township, "M114", ("pilot_branch",)) is None
    for one in (people[0], people[1], people[5]):
        about(one, "appraisals", year=2012, date=date(2012, 12, 10))
    assert figure(township, "M114", ("pilot_branch",)) == (2, 4)


def test_what_is_proposed_about_members_is_pending(township: Township, people: list[Member]) -> None:
    hardship(people[0])
    facts: dict[str, Any] = {
        "organisation": township["V01"],
        "member": people[1],
        "category": "hardship",
        "start": date(2012, 3, 1),
    }
    category = REGISTERS["member-categories"]
    record_propose(register=category, by=township.people["secretary01"], reason="漏录", **facts)
    assert Proposal.objects.get().new["member"] == "D1"
    found = tallies(township, "M118", BRANCHES)
    assert found is not None
    assert (found.whole.numerator, found.whole.denominator, found.whole.pending) == (0, 1, 0)
