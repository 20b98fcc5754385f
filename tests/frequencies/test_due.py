"""Who owes which meetings, and what was held of them (figures.md, section 5)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.activities.services import activity_withdraw
from apps.activities.types import ActivityType
from apps.checklists.names import ListName
from apps.frequencies.alike import owed as owed_alike
from apps.frequencies.due import Dues
from apps.frequencies.periods import Held
from apps.frequencies.selectors import due_rows
from apps.organisations.kinds import Kind
from apps.organisations.sets import Below
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.activities import activity
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
YEAR_END = date(2012, 12, 31)
LECTURE, COMMITTEE, GROUP = (
    ActivityType.PARTY_LECTURE,
    ActivityType.COMMITTEE_MEETING,
    ActivityType.GROUP_MEETING,
)


def owed(township: Township, type_: str, on: date = YEAR_END) -> dict[str, Held]:
    """Held and due by code; the rows of the page, and those who are alike, come to the same."""
    path = township["T01"].placements.get(end=None).path
    codes = {it.pk: code for code, it in township.organisations.items()}
    found: dict[str, Held] = {}
    for it in Dues(Below(path, on), on.year, on, [type_]):
        code, its = codes[it.place.organisation], it.held(on)
        before = found.get(code, Held(0, 0))
        found[code] = Held(before.held + its.held, before.due + its.due)
    alike = owed_alike(Below(path, on), on.year, on, [type_], None).alike
    assert [sum(it.held[at] * it.number for it in alike) for at in (0, 1)] == [
        sum(its[at] for its in found.values()) for at in (0, 1)
    ]
    shown: dict[str, Held] = {}
    for (code, _name), line in due_rows(Below(path, on), on.year, on, [type_]):
        before = shown.get(code, Held(0, 0))
        shown[code] = Held(before.held + line.held.held, before.due + line.held.due)
    assert {code: its for code, its in shown.items() if its.due} == {
        code: its for code, its in found.items() if its.due
    }
    return found


def rule(township: Township, over: str = "T01", **said: Any) -> None:
    usual: dict[str, Any] = {
        "type": LECTURE,
        "whom": "party_branch",
        "times": 1,
        "per": "month",
        "start": date(2000, 1, 1),
    }
    record_create(register=REGISTERS["frequency-rules"], by=None, organisation=township[over], **(usual | said))


def listed(township: Township, code: str, start: date, end: date | None = None) -> None:
    said: dict[str, Any] = {"list": ListName.WITH_COMMITTEE, "start": start, "end": end}
    record_create(register=REGISTERS["listings"], by=None, organisation=township[code], **said)


def test_every_branch_owes_a_lecture_in_each_quarter_and_nobody_else_does(township: Township) -> None:
    for month in (3, 4, 5):
        activity(township["V01"], type=LECTURE, date=date(2012, month, 9))
    assert owed(township, LECTURE) == {"V01": (2, 4), "V02": (0, 4), "V03-1": (0, 4), "V03-2": (0, 4)}
    assert owed(township, LECTURE, date(2012, 6, 29))["V01"] == (1, 1)


def test_a_joint_one_counts_for_each_host_and_a_withdrawn_one_for_nobody(township: Township) -> None:
    both = activity(township["V01"], township["V02"], type=LECTURE)
    assert [owed(township, LECTURE)[code] for code in ("V01", "V02")] == [(1, 4), (1, 4)]
    activity_withdraw(activity=both, version=None, reason="重复", by=None)
    assert owed(township, LECTURE)["V01"] == (0, 4)


def test_a_committee_meeting_is_due_only_where_and_while_there_is_a_committee(township: Township) -> None:
    assert owed(township, COMMITTEE) == {}
    listed(township, "V01", date(2000, 1, 1), date(2012, 2, 15))
    listed(township, "V01", date(2012, 11, 1))
    listed(township, "V02", date(2012, 3, 2))
    for month in (1, 2, 3):
        activity(township["V01"], type=COMMITTEE, date=date(2012, month, 9))
    assert owed(township, COMMITTEE) == {"V01": (1, 3), "V02": (0, 9)}


def test_a_group_meeting_is_due_where_groups_are_and_a_meeting_of_one_is_its_branchs(township: Township) -> None:
    group = organisation("V01-G", township["V01"], kind=Kind.GROUP, opened=date(2012, 10, 1))
    activity(group, type=GROUP, date=date(2012, 10, 5))
    activity(township["V01"], type=GROUP, date=date(2012, 10, 6))
    activity(township["V01"], type=GROUP, date=date(2012, 12, 6))
    assert owed(township, GROUP) == {"V01": (2, 3)}


def test_a_branch_that_was_closed_in_the_year_was_asked_until_then(township: Township) -> None:
    branch = organisation("V04", township["T01"], opened=date(2012, 1, 2))
    township.organisations["V04"] = branch
    type(branch).objects.filter(pk=branch.pk).update(closed=date(2012, 9, 30))
    assert owed(township, LECTURE)["V04"] == (0, 1)


def test_the_nearest_rule_takes_the_place_of_the_usual_one_from_its_day_on(township: Township) -> None:
    rule(township, times=2, per="half_year", end=date(2012, 7, 1))
    rule(township, "V03", per="month")
    rule(township, "V02", times=0)
    for day in (date(2012, 2, 9), date(2012, 2, 10), date(2012, 6, 9)):
        activity(township["V01"], township["V03-1"], type=LECTURE, date=day)
    assert owed(township, LECTURE) == {"V01": (2, 4), "V03-1": (2, 12), "V03-2": (0, 12)}


def test_what_a_regulation_asks_for_is_due_from_the_first_whole_year_after_it(township: Township) -> None:
    life = ActivityType.ORGANISATION_LIFE
    assert owed(township, life, date(2018, 12, 31)) == {}
    assert owed(township, life, date(2019, 12, 31))["V01"] == (0, 1)


def test_the_number_of_queries_does_not_grow(township: Township) -> None:
    listed(township, "V01", date(2000, 1, 1))
    rule(township, "V02", type=COMMITTEE, condition="groups", times=3)

    def queries() -> int:
        path = township["T01"].placements.get(end=None).path
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(Dues(Below(path, YEAR_END), 2012, YEAR_END))
            due_rows(Below(path, YEAR_END), 2012, YEAR_END)
        return len(captured)

    before = queries()
    for number in range(20):
        made = organisation(f"X{number:02}", township["T01"])
        activity(made, type=LECTURE)
    assert queries() == before == 3 + 2
