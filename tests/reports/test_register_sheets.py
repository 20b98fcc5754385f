"""The sheets of the registers: what the year holds, without what stays in the portal."""

from datetime import date

import pytest
import time_machine

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
        taken = take(township["T01"], year=2012, as_of=date(2012, 12, 31))
    sheets = {sheet.name: sheet for sheet in sheets_of(taken)}
    assert [row[1:5] for row in sheets["荣誉台账"].rows] == [("V01", township["V01"].name, "示范村", "镇级")]  # type: ignore[union-attr]
    assert [row[3] for row in sheets["事项台账"].rows] == ["硬化村道"]  # type: ignore[union-attr]
    assert "承诺台账" not in sheets
    assert "某干部作风问题" not in str(taken)
