"""Which posts should be held, what is vacant since when, where an election is due."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.posts.models import Holders, Post, Way
from apps.posts.seats import in_step_of, seats_of, tallies_of, term_of
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.browser import enter_as
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
TODAY = date(2012, 12, 20)


def entered(register: str, at: Organisation, **fields: Any) -> Any:
    return record_create(register=REGISTERS[register], by=None, organisation=at, **fields)


def held(at: Organisation, start: date, post: Post = Post.SECRETARY, **fields: Any) -> Any:
    return entered("posts", at, post=post, person="王建国", start=start, **fields)


def states(*codes: str, on: date = TODAY) -> dict[tuple[str, str], str]:
    found = seats_of(Organisation.objects.filter(code__in=codes), on)
    return {(it.code, str(it.post.value)): it.state.code for it in found}


def test_a_village_has_four_posts_whatever_stands_below_it_and_a_branch_of_it_a_secretary(township: Township) -> None:
    organisation("L01", township["T01"], kind=Kind.LEAGUE_BRANCH)
    assert [post for code, post in states("V01")] == ["secretary", "director", "clerk", "supervision"]
    assert set(states("T01", "V03-1", "L01")) == {("V03-1", "secretary"), ("L01", "league")}


@pytest.mark.parametrize(
    ("start", "fields", "state"),
    [
        (date(2010, 3, 1), {}, "held"),
        (date(2008, 3, 20), {}, "due"),
        (date(2007, 12, 20), {}, "overdue"),
        (date(2007, 12, 20), {"way": Way.APPOINTED}, "held"),
        (date(2007, 12, 20), {"term_ends": date(2014, 1, 1)}, "held"),
        (date(2010, 3, 1), {"end": date(2012, 12, 1)}, "vacant"),
        (date(2010, 3, 1), {"end": date(2012, 9, 1)}, "vacant_long"),
        (date(2013, 1, 1), {}, "vacant_long"),
    ],
)
def test_a_post_is_held_due_over_or_vacant(township: Township, start: date, fields: dict[str, Any], state: str) -> None:
    held(township["V01"], start, **fields)
    assert states("V01")["V01", "secretary"] == state


def test_vacant_since_whoever_held_it_last_has_left_or_else_since_it_was_founded(township: Township) -> None:
    township["V02"].opened = date(2012, 12, 1)
    township["V02"].save(by=None)
    for start, end in ((date(2008, 3, 1), date(2010, 3, 1)), (date(2010, 3, 1), date(2012, 12, 13))):
        held(township["V01"], start, end=end)
    found = {it.code: it for it in seats_of(Organisation.objects.all(), TODAY) if it.post == Post.SECRETARY}
    assert (found["V01"].vacant_since, found["V01"].vacant_days) == (date(2012, 12, 13), 7)
    assert (found["V02"].vacant_since, found["V02"].state.code) == (date(2012, 12, 1), "vacant")


def test_the_township_says_otherwise_for_all_below_it_and_the_nearest_rule_holds(township: Township) -> None:
    held(township["V01"], date(2010, 3, 1))
    rule = {"holders": Holders.SETTLEMENTS, "start": date(2012, 1, 1)}
    entered("post-rules", township["T01"], post=Post.SECRETARY, years=2, **rule)
    entered("post-rules", township["T01"], post=Post.CLERK, required=False, **rule)
    assert states("V01")["V01", "secretary"] == "overdue"
    assert ("V01", "clerk") not in states("V01")
    entered("post-rules", township["V01"], post=Post.SECRETARY, years=4, **rule)
    assert states("V01")["V01", "secretary"] == "held"
    assert states("V01", on=date(2011, 12, 31))["V01", "secretary"] == "held"


def test_a_term_that_began_on_29_february_ends_on_1_march(township: Township) -> None:
    assert term_of(held(township["V01"], date(2008, 2, 29)), 5) == date(2013, 3, 1)


def test_the_page_counts_what_it_lists_for_whoever_sees_it(township: Township) -> None:
    held(township["V01"], date(2010, 3, 1))
    held(township["V02"], date(2007, 12, 20))
    address = "/registers/posts/seats/"
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        staff = enter_as(Client(), township.people["staff"])
        page = staff.get(address)
        (secretary,) = (it for it in page.context["tallies"] if it.post == Post.SECRETARY)
        assert (secretary.held.numerator, secretary.held.denominator) == (2, 5)
        for state, number in secretary.states.items():
            seats = staff.get(f"{address}?post=secretary&state={state}").context["page"].object_list
            assert len(seats) == number, state
        own = enter_as(Client(), township.people["secretary01"]).get(address).context["page"].object_list
        assert {it.code for it in own} == {"V01"}
        answer = staff.get(f"{address}?state=overdue&export=xlsx")
        sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
        assert sheet is not None
        assert [row[:4] + row[6:7] for row in list(sheet.values)[1:]] == [
            ("V02", "组织V02", "书记", "王建国", "届满未换届")
        ]


def test_it_costs_the_same_for_two_and_for_fifty(township: Township) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            tallies_of(seats_of(Organisation.objects.all(), TODAY))
        return len(captured)

    few = queries()
    for number in range(10, 60):
        held(organisation(f"V{number}", township["T01"]), date(2010, 3, 1))
    assert queries() == few == 4


@pytest.mark.parametrize(
    ("start", "end", "on", "state"),
    [
        (date(2010, 3, 1), None, date(2012, 4, 1), "in_time"),
        (date(2012, 5, 30), None, date(2012, 5, 29), "running"),
        (date(2012, 5, 30), None, TODAY, "in_time"),
        (date(2012, 5, 31), None, TODAY, "late"),
        (date(2010, 3, 1), date(2012, 4, 1), date(2012, 5, 30), "late"),
    ],
)
def test_the_head_of_a_mass_organisation_is_held_in_step_with_a_new_secretary(
    township: Township, start: date, end: date | None, on: date, state: str
) -> None:
    """Within ninety days: by 30 May."""
    for code, leader in (("W01", "V01"), ("W02", "V02")):
        organisation(code, township["T01"], kind=Kind.WOMENS_FEDERATION, sector="")
        leading_start(leader=township[leader], led=Organisation.objects.get(code=code), start=date(2010, 1, 1))
    held(township["V01"], date(2012, 3, 1), way=Way.ELECTED)
    held(township["V02"], date(2011, 12, 31))
    held(Organisation.objects.get(code="W01"), start, Post.WOMEN, end=end)
    found = seats_of(Organisation.objects.filter(code__startswith="W"), on)
    assert {it.code: it.in_step and it.in_step.state.code for it in found} == {"W01": state, "W02": None}
    told = in_step_of(found)
    assert (told.numerator, told.denominator) == {"in_time": (1, 1), "late": (0, 1), "running": (0, 0)}[state]
