from collections import Counter
from random import Random

import pytest

from apps.activities.types import ActivityType
from apps.demo.activities import RECORDS, activities
from apps.demo.organisations import organisations


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_branch_holds_as_much_as_a_believable_one(seed: int) -> None:
    plan = organisations(2012, Random(seed))
    count = Counter(host for it in activities(plan, 2012, Random(seed)) for host in it.hosts)
    assert {count[f"V{number:02}"] for number in (1, 2, 39)} <= set(range(22, 31))
    assert RECORDS["unit"][0] <= count["J01"] <= RECORDS["unit"][1]
    assert RECORDS["two_new"][0] <= count["N01"] <= RECORDS["two_new"][1]
    assert count["T01"] == 11


def test_attendance_lies_between_55_and_75_percent_of_those_due() -> None:
    plan = organisations(2012, Random(1))
    meetings = [it for it in activities(plan, 2012, Random(1)) if it.type == ActivityType.MEMBERS_MEETING]
    assert all(it.due and it.present and it.present * 100 <= it.due * 75 for it in meetings)


def test_nobody_held_a_theme_day_in_2012() -> None:
    def theme_days(year: int) -> int:
        held = activities(organisations(year, Random(1)), year, Random(1))
        return sum(it.type == ActivityType.THEME_DAY for it in held)

    assert theme_days(2012) == 0
    assert theme_days(2026) > 0
