"""Personal data leaves masked, or with a watermark that says who took it and when."""

from collections.abc import Callable
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.workbooks.watermark import SIGN, is_watermark
from tests.administration.books import exported, sheet_of
from tests.factories.township import Township

SignIn = Callable[[str], Client]
NUMBER = "13812345678"


@pytest.fixture(autouse=True)
def _numbers(township: Township) -> None:
    User.objects.filter(username="clerk01").update(phone=NUMBER)
    User.objects.filter(username="staff").update(name="张三&李四")
    township.people["staff"].refresh_from_db()


def numbers(sheet: Worksheet) -> set[str]:
    return {str(row[2]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[2]}


def printed(sheet: Worksheet) -> list[str | None]:
    """What header and footer say of who took the data."""
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    return [sheet.oddHeader.center.text, sheet.oddFooter.left.text]


@pytest.mark.parametrize("address", ["/accounts/?export=xlsx", "/exchange/accounts/export/?export=xlsx"])
def test_who_may_export_personal_data_gets_it_with_a_watermark_on_screen_and_paper(
    township: Township, signed_in: SignIn, address: str
) -> None:
    with time_machine.travel("2012-06-01 09:05+08:00"):
        client = signed_in("staff")
        sheet = sheet_of(BytesIO(b"".join(client.get(address))))
    said = f"{SIGN} 导出人：张三&李四（staff） 导出时间：2012-06-01 09:05"
    assert numbers(sheet) == {NUMBER}
    assert sheet["A2"].value == said
    assert [sheet.freeze_panes, sheet.print_title_rows] == ["A3", "$1:$2"]
    assert printed(sheet) == [said.replace("&", "&&")] * 2
    acts = Entry.objects.filter(action="personal_data.exported")
    assert [(it.actor, it.after["fields"]) for it in acts] == [(township.people["staff"], ["accounts.User.phone"])]


@pytest.mark.parametrize("address", ["/accounts/?export=xlsx", "/exchange/accounts/export/?export=xlsx"])
def test_who_may_not_gets_it_masked_and_without_one(township: Township, signed_in: SignIn, address: str) -> None:
    sheet = sheet_of(BytesIO(b"".join(signed_in("admin").get(address))))
    assert numbers(sheet) == {"138****5678"}
    assert SIGN not in str(list(sheet.iter_rows(values_only=True)))
    assert printed(sheet) == [None, None]
    assert not Entry.objects.filter(action="personal_data.exported").exists()


def test_a_register_without_personal_data_bears_no_watermark(township: Township, signed_in: SignIn) -> None:
    sheet = sheet_of(BytesIO(b"".join(signed_in("staff").get("/organisations/?export=xlsx"))))
    assert sheet["A2"].value == "T01"
    assert not Entry.objects.filter(action="personal_data.exported").exists()


def test_only_the_line_itself_is_passed_over() -> None:
    assert is_watermark({1: f"{SIGN} 导出人：张三"})
    assert is_watermark({3: f"{SIGN} 导出人：张三"})
    assert not is_watermark({1: f"{SIGN} 导出人：张三", 2: "李四"})
    assert not is_watermark({1: "张三"})
    assert not is_watermark({1: 5})


def test_the_filter_reaches_over_every_row_below_the_line(township: Township) -> None:
    sheet = sheet_of(exported(township.people["staff"]))
    assert sheet.auto_filter.ref == f"A1:H{len(township.people) + 2}"
