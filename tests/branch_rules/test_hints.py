"""What the size of a branch suggests, by the regulations or as the township says."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from apps.organisations.hints import hints_of
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.township import Township

pytestmark = pytest.mark.django_db
ON, SINCE = date(2012, 12, 20), date(2012, 3, 1)


def entered(register: str, at: Organisation, **fields: Any) -> Any:
    return record_create(register=REGISTERS[register], by=None, organisation=at, **fields)


def members(at: Organisation, number: int, **fields: Any) -> None:
    facts = {"name": "李秀英", "joined_on": date(2000, 7, 1), **fields}
    for one in range(number):
        entered("members", at, code=f"{at.code}-{fields.get('standing', '')}{one}", **facts)


def rule(at: Organisation, start: date = SINCE, **fields: Any) -> None:
    entered("branch-rules", at, start=start, **{"kind": "branch", "of": "members", **fields})


def hints(at: Organisation, on: date = ON) -> list[str]:
    with override("en"):
        return [it.split(":")[0] for it in hints_of(at, path_on(at, on), on)]


def test_a_branch_of_two_full_members_is_part_of_a_joint_one_and_of_an_empty_one_nothing_is_known(
    township: Township,
) -> None:
    members(township["V01"], 2)
    members(township["V01"], 4, standing="probationary", joined_on=date(2012, 1, 5))
    members(township["V02"], 3)
    assert hints(township["V01"]) == ["Fewer than 3 full members"]
    assert hints(township["V02"]) == hints(township["V03-1"]) == []


def test_the_nearest_rule_that_is_in_force_says_how_many(township: Township) -> None:
    members(township["V01"], 4)
    rule(township["T01"], most=3)
    assert hints(township["V01"]) == ["More than 3 members"]
    assert hints(township["V01"], date(2012, 2, 29)) == []
    rule(township["V01"], start=date(2012, 6, 1), most=None)
    assert hints(township["V01"], date(2012, 5, 31)) == ["More than 3 members"]
    assert hints(township["V01"]) == []


def test_a_general_branch_counts_the_members_of_its_branches(township: Township) -> None:
    assert township["V03"].kind == Kind.GENERAL_BRANCH
    for code in ("V03-1", "V03-2"):
        members(township[code], 2)
    rule(township["T01"], kind="general_branch", most=3)
    assert hints(township["V03"]) == ["More than 3 members"]
