"""Public notice: how long it runs, what may be named when, and what needs none."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.seen import as_seen
from apps.honours.models import Honour, NoticeRule
from apps.registers.batches import Refused, steps_take
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create, step_take
from apps.registers.steps import Entered
from apps.workbooks.importing import import_workbook
from tests.factories.browser import enter_as
from tests.factories.township import Township, organisation
from tests.registers.books import workbook
from tests.registers.examples import example, row_of

pytestmark = pytest.mark.django_db
HONOURS: Any = REGISTERS["honours"]
NAMED = next(step for step in HONOURS.steps if step.code == "named")
WEDNESDAY, TUESDAY = date(2012, 6, 6), date(2012, 6, 12)


@pytest.fixture(autouse=True)
def in_summer() -> Iterator[None]:
    with time_machine.travel("2012-06-29 09:00+08:00", tick=False):
        yield


def waiting(township: Township, title: str, noticed: date | None = WEDNESDAY, code: str = "V01", level: int = 1) -> Any:
    days = {"nominated_on": date(2012, 6, 1), "noticed_on": noticed, "named_on": None}
    return example("honours", township[code], **days, title=title, level=level)


def name(township: Township, honour: Any, on: date) -> None:
    step_take(register=HONOURS, case=honour, step=NAMED, on=on, version=None, by=township.people["staff"])


@pytest.mark.parametrize(
    ("title", "level", "noticed", "on", "refused"),
    [
        ("每月一星", 1, WEDNESDAY, TUESDAY, True),
        ("每月一星", 1, WEDNESDAY, date(2012, 6, 13), False),
        ("每月一星", 1, None, date(2012, 6, 13), True),
        ("每月一星", 2, None, date(2012, 6, 13), False),  # the district names: its notice is its own affair
        ("示范村", 1, None, date(2012, 6, 13), False),
        ("示范村", 1, WEDNESDAY, TUESDAY, True),  # needs none, but has one: that runs
    ],
)
def test_nothing_is_named_before_its_notice_is_over(
    township: Township, title: str, level: int, noticed: date | None, on: date, refused: bool
) -> None:
    honour = waiting(township, title, noticed, level=level)
    if refused:
        with pytest.raises(ValidationError) as refusal:
            name(township, honour, on)
        assert (not noticed) or TUESDAY.isoformat() in str(refusal.value)
    else:
        name(township, honour, on)
    assert Honour.objects.filter(named_on=on).exists() is not refused


def test_a_form_names_nothing_earlier_than_a_step(township: Township) -> None:
    by, fields = township.people["staff"], {"title": "每月一星", "level": 1, "nominated_on": date(2012, 6, 1)}
    entered: Any = {"organisation": township["V01"], **fields, "named_on": date(2012, 6, 20)}
    with pytest.raises(ValidationError):
        record_create(register=HONOURS, by=by, **entered)
    made = record_create(register=HONOURS, by=by, **entered, noticed_on=WEDNESDAY)
    with pytest.raises(ValidationError):
        record_change(register=HONOURS, record=made, version=None, by=by, named_on=TUESDAY)
    record_change(register=HONOURS, record=made, version=None, by=by, merits="带头修路")


def test_several_at_once_keep_to_their_notices_too(township: Township) -> None:
    late, ready = waiting(township, "每月一星", date(2012, 6, 8)), waiting(township, "每月一星", code="V02")
    taking: Any = {"register": HONOURS, "entered": Entered(NAMED, date(2012, 6, 13)), "by": township.people["staff"]}
    with pytest.raises(Refused) as refusal:
        steps_take(**taking, seen=[as_seen(late), as_seen(ready)])
    assert [bool(draft.in_the_way) for draft in refusal.value.drafts] == [True, False]
    assert [it.organisation.code for it in steps_take(**taking, seen=[as_seen(ready)])] == ["V02"]


def test_days_off_do_not_count(township: Township) -> None:
    example("holidays", township["T01"], name="端午节", first_day=date(2012, 6, 11), last_day=date(2012, 6, 12))
    honour = waiting(township, "每月一星")
    with pytest.raises(ValidationError, match="2012-06-14"):
        name(township, honour, date(2012, 6, 13))


def test_the_township_says_which_honours_need_how_long_a_notice(township: Township) -> None:
    example("notice-rules", township["T01"], start=date(2012, 6, 1), working_days=7)
    elsewhere = organisation("T02", kind="committee", sector="")
    example("notice-rules", elsewhere, type="star_of_month", start=date(2012, 6, 1), required=False)
    with pytest.raises(ValidationError, match="7"):
        name(township, waiting(township, "示范村", None), date(2012, 6, 13))
    with pytest.raises(ValidationError, match="2012-06-14"):
        name(township, waiting(township, "示范村", code="V02"), date(2012, 6, 14))
    with pytest.raises(ValidationError):
        name(township, waiting(township, "每月一星", None), date(2012, 6, 13))
    NoticeRule.objects.filter(organisation=township["T01"]).update(end=date(2012, 6, 10))
    name(township, waiting(township, "示范村", None, code="V03"), date(2012, 6, 13))


def test_what_was_named_before_comes_in_by_workbook_as_it_was(township: Township) -> None:
    row = row_of(HONOURS, "V01", title="每月一星", named_on=date(2012, 6, 20))
    outcome = import_workbook(register=HONOURS, file=workbook(HONOURS, row), by=township.people["staff"])
    assert (outcome.errors, outcome.created) == ((), 1)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2012-06-09", "公示第3天（共5个工作日），至6月12日"),
        ("2012-06-12", "公示第5天"),
        ("2012-06-13", "已于6月12日期满"),
    ],
)
def test_the_page_says_which_day_of_the_notice_it_is(township: Township, now: str, told: str) -> None:
    honour = waiting(township, "每月一星")
    with time_machine.travel(f"{now} 09:00+08:00", tick=False):
        client = enter_as(Client(), township.people["secretary01"])
        assert told in "".join(client.get(HONOURS.address_of(honour)).context["notes"])


def test_the_notices_of_many_cost_no_more_queries(township: Township) -> None:
    counts: list[int] = []
    for _time in range(2):
        cases = [waiting(township, "每月一星", code=code) for code in ("V01", "V02", "V03")[: 1 + 2 * len(counts)]]
        with CaptureQueriesContext(connection) as queries:
            HONOURS.entry_errors(cases, {"named_on"})
        counts.append(len(queries))
    assert counts[0] == counts[1] == 3
