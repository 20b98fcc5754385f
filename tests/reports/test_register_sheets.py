"""The sheets of the registers: what the year holds, without what stays in the portal."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from apps.core.text import text_width
from apps.reports.layout import Form, Head
from apps.reports.sections import registers
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import take
from tests.factories.township import Township
from tests.registers.examples import example

pytestmark = pytest.mark.django_db


def test_each_register_with_records_has_a_sheet_without_what_is_restricted(township: Township) -> None:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        example("honours", township["V01"])
        example("honours", township["V02"], named_on=date(2011, 6, 1))
        example("matters", township["V01"])
        example("matters", township["V02"], title="某干部作风问题", category="work_style")
        example("leading", township["V01"], start=date(2010, 1, 1))
        example("leading", township["V02"], start=date(2010, 1, 1), end=date(2011, 12, 31))
        example("advice", township["V01"])
        taken = take(township["T01"], year=2012, as_of=date(2012, 12, 31))
    sheets = {sheet.name: sheet for sheet in sheets_of(taken)}
    links = sheets["领导关系台账"]
    assert [row[1:6] for row in links.rows] == [  # type: ignore[union-attr]
        ("A01", "组织A01", "组织V01", date(2000, 1, 1), None),
        ("B01", "组织B01", "组织V01", date(2010, 1, 1), None),
    ]
    assert "建议台账" not in sheets
    assert [row[1:5] for row in sheets["荣誉台账"].rows] == [("V01", township["V01"].name, "示范村", "镇级")]  # type: ignore[union-attr]
    assert [row[3] for row in sheets["事项台账"].rows] == ["硬化村道"]  # type: ignore[union-attr]
    assert "承诺台账" not in sheets
    assert "某干部作风问题" not in str(taken)


def test_an_amount_stands_in_the_sheet_as_people_write_it(township: Township) -> None:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        example("funds", township["V01"], planned=800_050)
        taken = take(township["T01"], year=2012, as_of=date(2012, 12, 31))
    (row,) = {sheet.name: sheet for sheet in sheets_of(taken)}["经费台账"].rows  # type: ignore[union-attr]
    assert row[5:] == (Decimal("8000.5"), None, None)


def test_numbers_and_days_are_such_and_each_column_is_as_wide_as_what_stands_in_it() -> None:
    data = {
        "registers": [
            {
                "name": "dues",
                "sheet": "党费收缴",
                "headings": ["组织名称", "年度", "说明", "上缴日期", "建成"],
                "rows": [
                    ["V01", "石桥村党支部", 2012, "镇党委和本支部全体党员群众，逐户说明", "2012-03-01", "1898-05-01"],
                    ["V02", "柳湾村党支部", 2012, "2012-05-06", None, None],
                ],
            }
        ]
    }
    head = Head(organisation="镇", year=2012, as_of=date(2012, 12, 31), sha256="")
    (table,) = registers.SECTION.tables(head, data)
    columns = {it.heading: it for it in table.columns}
    forms = [columns[it].form for it in ("年度", "说明", "上缴日期", "建成")]
    assert forms == [Form.NUMBER, Form.TEXT, Form.DAY, Form.TEXT]
    assert [row[4:] for row in table.rows] == [
        ("镇党委和本支部全体党员群众，逐户说明", date(2012, 3, 1), "1898-05-01"),
        ("2012-05-06", None, None),
    ]
    assert columns["年度"].width < columns["上缴日期"].width < columns["说明"].width
    assert columns["说明"].width > text_width("镇党委和本支部全体党员群众，逐户说明")


def test_a_sheet_tells_what_was_known_on_its_day_and_no_honour_that_is_gone(township: Township) -> None:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        example("honours", township["V01"], revoked_on=date(2012, 11, 1))
        example("honours", township["V02"], expires_on=date(2012, 12, 1))
        example("matters", township["V01"], settled_on=date(2013, 1, 5), result="已办结", due=date(2013, 1, 10))
        taken = take(township["T01"], year=2012, as_of=date(2012, 12, 31))
    sheets = {sheet.name: sheet for sheet in sheets_of(taken)}
    assert "荣誉台账" not in sheets
    (row,) = sheets["事项台账"].rows  # type: ignore[union-attr]
    assert (row[6], row[7]) == (date(2013, 1, 10), None)
