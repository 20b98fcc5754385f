"""What an import of activities asks: second records, hours that a day does not have; and closed months."""

from typing import Any

import pytest
import time_machine

from apps.activities.models import Activity
from apps.activities.services import activity_withdraw
from apps.audit.models import Entry
from apps.workbooks.register import Outcome
from apps.workbooks.table import Answers
from tests.activities.test_workbook import counts, row, taken
from tests.closing.cast import CLOSED_DAY, SERVICE, close
from tests.factories.activities import activity
from tests.factories.township import Township

ALL = Answers(again=None)
#: As offices write such workbooks, without the column of numbers.
PLAIN = ["日期", "类型", "主办组织编码", "主题", "应到", "实到"]


def asked(outcome: Outcome) -> list[str]:
    assert outcome.errors == ()
    return [question.cell for question in outcome.questions]


def test_the_same_file_twice_is_asked_about_row_by_row_and_not_doubled(township: Township) -> None:
    rows = [["2012-08-03", "党课", "V01", "双传", 20, 18], ["2012-08-04", "培训", "V01", "双传", 20, 18]]
    assert counts(taken(rows, headings=PLAIN)) == (2, 0, 0)
    again = taken(rows, headings=PLAIN)
    assert asked(again) == ["A2", "A3"]
    assert [("2012-00001" in again.questions[0].message), "2012-00002" in again.questions[1].message] == [True, True]
    assert Activity.objects.count() == 2
    assert not Entry.objects.filter(action="workbook.imported").count() > 1


def test_rows_that_repeat_each_other_are_asked_about_too(township: Township) -> None:
    outcome = taken([row(), row(主题="另一次"), row(主办组织编码="V02、V01")])
    assert asked(outcome) == ["B3", "B4"]
    assert "2" in outcome.questions[0].message
    assert not Activity.objects.exists()


def test_what_is_confirmed_is_written_and_what_is_left_out_is_not(township: Township) -> None:
    rows = [row(), row(主题="另一次"), row(主题="重复")]
    outcome = taken(rows, answers=Answers(again=frozenset({3}), skipped=frozenset({4})))
    assert (counts(outcome), outcome.skipped) == ((2, 0, 0), 1)
    assert set(Activity.objects.values_list("topic", flat=True)) == {"柑橘管护技术", "另一次"}
    assert counts(taken([row()], answers=ALL)) == (1, 0, 0)


def test_a_row_that_is_moved_to_where_another_stands_is_asked_about(township: Township) -> None:
    first = activity(township["V01"], date=CLOSED_DAY, type="party_lecture")
    second = activity(township["V01"], date=CLOSED_DAY, type="training")
    same = {"编号": second.number, "日期": CLOSED_DAY, "主题": second.topic}
    assert asked(taken([row(**same, 类型="培训", 应到=9)])) == []
    outcome = taken([row(**same, 类型="党课")])
    assert asked(outcome) == ["B2"]
    assert first.number in outcome.questions[0].message


def test_withdrawn_records_are_nothing_to_ask_about(township: Township) -> None:
    taken([row()])
    activity_withdraw(activity=Activity.objects.get(), version=1, reason="错", by=None)
    assert counts(taken([row()])) == (1, 0, 0)


def test_hours_that_a_day_does_not_have_are_asked_about_once(township: Township) -> None:
    assert asked(taken([row(时长=24), row(日期="2012-06-02", 时长=240)])) == ["H3"]
    assert counts(taken([row(时长=240)], answers=ALL)) == (1, 0, 0)
    number = Activity.objects.get().number
    assert counts(taken([row(编号=number, 时长=240, 主题="改名")])) == (0, 1, 0)


@pytest.fixture
def closed(township: Township) -> Activity:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        it = activity(township["V01"], date=CLOSED_DAY, **SERVICE)
        close(township)
    return it


def closed_rows(it: Activity) -> list[list[Any]]:
    changed = row(编号=it.number, 日期=CLOSED_DAY, 类型="志愿服务", 主题=it.topic, 时长=3)
    moved = row(日期="2012-10-20", 主题="补录")
    return [changed, moved, row(日期="2012-11-02")]


def test_whoever_files_there_imports_nothing_into_a_closed_month(closed: Activity, township: Township) -> None:
    outcome = taken(closed_rows(closed), township.people["secretary01"])
    assert [error.cell for error in outcome.errors] == ["B2", "B3"]
    assert "2012-10" in outcome.errors[0].message
    closed.refresh_from_db()
    assert (closed.hours, Activity.objects.count()) == (200, 1)
    unchanged = row(编号=closed.number, 日期=CLOSED_DAY, 类型="志愿服务", 主题=closed.topic, 时长=2)
    assert counts(taken([unchanged], township.people["secretary01"])) == (0, 0, 1)


def test_a_reviewer_imports_into_a_closed_month_with_a_reason(closed: Activity, township: Township) -> None:
    staff = township.people["staff"]
    without = taken(closed_rows(closed), staff)
    assert (without.closed, without.is_in_order) == (("组织V01 2012-10",), False)
    closed.refresh_from_db()
    assert closed.hours == 200
    assert counts(taken(closed_rows(closed), staff, answers=Answers(reason="核对签到表"))) == (2, 1, 0)
    closed.refresh_from_db()
    assert closed.hours == 300
    reasons = Entry.objects.filter(action__startswith="activity.").exclude(actor=None).values_list("after", flat=True)
    assert {after.get("reason") for after in reasons} == {"核对签到表"}


def test_a_command_writes_everywhere(closed: Activity) -> None:
    assert counts(taken(closed_rows(closed))) == (2, 1, 0)
