"""Table C: what is done about every organisation that began the year backward."""

from datetime import date
from typing import Any

import pytest

from apps.matters.models import Matter
from apps.posts.models import Appointment
from apps.reports.layout import Head, Table
from apps.reports.scope import ReportScope
from apps.reports.sections import table_c
from tests.factories.township import Township
from tests.reports.facts import graded

DAY = date(2012, 12, 31)
HEAD = Head("清溪镇党委", 2012, DAY, "0" * 64)


def rectification(place: Any, on: date = date(2012, 3, 5), **facts: Any) -> Matter:
    found: Matter = Matter.objects.create(
        organisation=place, title="整顿", category="rectification", registered_on=on, problem="班子不团结", **facts
    )
    return found


def table(township: Township, day: date = DAY) -> Table:
    (found,) = table_c.tables(HEAD, table_c.collect(ReportScope(township["T01"], 2012, day)))
    return found


@pytest.fixture
def rectified(township: Township) -> Township:
    """V01 settled and accepted, V02 accepted though late, V03-1 without any; V03 only has a matter of the public."""
    graded(township["V01"], "backward", "general", accepted=True, accepted_on=date(2012, 11, 12))
    graded(township["V02"], "backward", "general", accepted=True)
    graded(township["V03-1"], "backward")
    settled: dict[str, Any] = {"settled_on": date(2012, 10, 20), "result": "已办结"}
    rectification(township["V01"], helper="周正华", due=date(2012, 10, 31), progress="班子已调整", **settled)
    rectification(township["V02"], due=date(2012, 9, 30))
    Matter.objects.create(
        organisation=township["V03"], title="修桥", category="practical", registered_on=date(2012, 3, 1)
    )
    Appointment.objects.create(organisation=township["V01"], post="secretary", person="马红梅", start=date(2011, 1, 1))
    return township


def test_every_backward_organisation_stands_in_the_ledger_with_what_is_done(rectified: Township) -> None:
    rows = table(rectified).rows
    assert [(row[1], row[9]) for row in rows] == [
        ("组织V01", "已验收：班子已调整"),
        ("组织V02", "已验收"),
        ("组织V03-1", "未立项"),
    ]
    assert rows[0][2:] == (
        *("马红梅", "班子不团结", "", "周正华", "", "", date(2012, 10, 31), "已验收：班子已调整"),
        *(date(2012, 11, 12), "已办结", date(2012, 10, 20)),
    )


def test_the_notes_name_who_has_none_and_where_class_and_ledger_disagree(rectified: Township) -> None:
    first, missing, contradicting = table(rectified).notes
    assert "后进党组织3个" in first
    assert "整顿任务2项，其中已验收2项" in first
    assert missing == "尚未立项的1个：组织V03-1。"
    assert contradicting == "整顿验收已通过、台账尚未销号的1个：组织V02。"


def test_on_an_earlier_day_nothing_is_known_that_came_later(rectified: Township) -> None:
    row = table(rectified, date(2012, 9, 1)).rows[0]
    assert row[9:] == ("整改中：班子已调整", None, "", None)
    assert table(rectified, date(2012, 9, 1)).rows[1][9] == "整改中"
    settled_only = table(rectified, date(2012, 11, 1)).rows[0]
    assert settled_only[9:] == ("已销号，待验收：班子已调整", None, "已办结", date(2012, 10, 20))


def test_what_was_left_open_goes_on_and_what_was_settled_before_does_not(rectified: Township) -> None:
    rectification(rectified["V03"], date(2011, 5, 1))
    rectification(rectified["V03-2"], date(2011, 5, 1), settled_on=date(2011, 12, 1), result="已办结")
    assert [row[1] for row in table(rectified).rows] == ["组织V01", "组织V02", "组织V03", "组织V03-1"]
