"""Workbooks of a month as people spoil them: each gets sentences, at its cells, and changes nothing."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from apps.exchange.models import Upload
from apps.filings.models import Filing, FilingLine
from tests.filings.test_month_workbook import PAGE, UPLOAD, cell, fill

SignIn = Callable[[str], Client]
Spoil = Callable[[Workbook], None]


def typed(heading: str, value: Any, code: str = "F-STOCK") -> Spoil:
    """Something else in one cell."""

    def spoil(book: Workbook) -> None:
        cell(book.worksheets[0], heading, code).value = value

    return spoil


def headed(heading: str, value: Any) -> Spoil:
    """Another heading."""

    def spoil(book: Workbook) -> None:
        next(it for it in book.worksheets[0][1] if it.value == heading).value = value

    return spoil


def in_sheet(change: Callable[[Any], None]) -> Spoil:
    return lambda book: change(book.worksheets[0])


def swap_codes(sheet: Any) -> None:
    """One column sorted, the others not."""
    first, second = cell(sheet, "指标编码", "F-FLOW"), cell(sheet, "指标编码", "F-STOCK")
    first.value, second.value = second.value, first.value


def merge(sheet: Any) -> None:
    sheet.merge_cells("G2:G3")


def twice(sheet: Any) -> None:
    sheet.append([it.value for it in sheet[2]])


def beside(sheet: Any) -> None:
    sheet.cell(2, sheet.max_column + 1).value = "电话里说的"


def of_all_parts(sheet: Any) -> None:
    cell(sheet, "数值", "F-RATE").value, cell(sheet, "分母", "F-RATE").value = 3, 0


#: What was done to the workbook, in which column it is told, and what is said of it.
SPOILED: list[tuple[str, Spoil, str, str]] = [
    ("another village", typed("组织编码", "V02"), "组织编码", "此处只填报 V01"),
    ("no organisation at all", typed("组织编码", "V99"), "组织编码", "此处只填报 V01"),
    ("its code is gone", typed("组织编码", None), "组织编码", "必填项不能为空"),
    ("another month", typed("月份", 9), "月份", "此处只填报 2012-10"),
    ("a month that there is not", typed("月份", 13), "月份", "1 至 12"),
    ("another year", typed("年度", 2011), "年度", "此处只填报 2012-10"),
    ("an indicator of no plan", typed("指标编码", "F-NONE"), "指标编码", "没有此指标编码"),
    ("what the portal computes", typed("指标编码", "M-ONE"), "指标编码", "台账"),
    ("what others file", typed("指标编码", "F-ASSOC"), "指标编码", "不填报此指标"),
    ("its indicator is gone", typed("指标编码", None), "指标编码", "必填项不能为空"),
    ("one column sorted alone", in_sheet(swap_codes), "指标名称", "名称与编码不符"),
    ("the name of another village", typed("组织名称", "河坝村"), "组织名称", "名称与编码不符"),
    ("a number in words", typed("数值", "八人"), "数值", "数字"),
    ("a number with a remark", typed("数值", "8 左右"), "数值", "数字"),
    ("less than zero", typed("数值", -8), "数值", "不能小于零"),
    ("half a person", typed("数值", 8.5), "数值", "整数"),
    ("three decimals", typed("数值", 8.125, "F-FLOW"), "数值", "小数"),
    ("an unclear comma", typed("数值", "8,5", "F-FLOW"), "数值", "逗号"),
    ("more than there can be", typed("数值", 10**14, "F-FLOW"), "数值", "0 至"),
    ("a day", typed("数值", date(2012, 10, 8)), "数值", "数字"),
    ("a formula that was never computed", typed("数值", "=G2*2"), "数值", "公式"),
    ("a formula that went wrong", typed("数值", "#REF!"), "数值", "公式"),
    ("yes instead of a number", typed("数值", True), "数值", "数字"),
    ("a denominator of a count", typed("分母", 10), "分母", "没有分母"),
    ("a part of nothing", in_sheet(of_all_parts), "分母", "不能为 0"),
    ("a long remark", typed("说明", "长" * 201), "说明", "200"),
    ("a version that is none", typed("表格版本", "新"), "表格版本", "整数"),
    ("merged cells", in_sheet(merge), "数值", "合并"),
    ("a row twice", in_sheet(twice), "年度", "第 2 行"),
    ("a heading renamed", headed("数值", "本月数"), "本月数", "列名"),
    ("a heading twice", headed("分母", "数值"), "数值", "重复"),
    ("a heading that is gone", headed("指标编码", None), "指标编码", "缺少"),
    ("values beside the table", in_sheet(beside), "", "没有列名"),
    ("a title above the headings", in_sheet(lambda sheet: sheet.insert_rows(1)), "", "列名在第 2 行"),
    ("the sheets in another order", lambda book: book.move_sheet(book.worksheets[1], -1), "年度", "缺少"),
]


def test_malformed_workbooks_are_told_by_cell_and_change_nothing(filing: Filing, signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    clean = b"".join(client.get(PAGE + "workbook/"))
    for name, spoil, column, sentence in SPOILED:
        book = load_workbook(BytesIO(clean))
        fill(book.worksheets[0])
        spoil(book)
        answer = client.post(UPLOAD, {"file": sent(book)}, follow=True)
        errors = Upload.objects.latest("uploaded_at").outcome["errors"]
        assert answer.status_code == 200, name
        assert any(it["column"] == column and sentence in it["message"] for it in errors), (name, errors)
        assert all(it["cell"] in answer.content.decode() for it in errors), name
    assert len(SPOILED) >= 30
    assert set(FilingLine.objects.values_list("numerator", "denominator", "note")) == {(None, None, "")}


@pytest.mark.parametrize(
    "content", [b"", "数值,8".encode(), b"PK\x03\x04" + bytes(99), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)]
)
def test_what_is_no_workbook_is_told_on_the_page(filing: Filing, signed_in: SignIn, content: bytes) -> None:
    answer = signed_in("secretary01").post(UPLOAD, {"file": SimpleUploadedFile("月报.xlsx", content)}, follow=True)
    assert "alert-danger" in answer.content.decode()
    assert not Upload.objects.exists()


def sent(book: Workbook) -> SimpleUploadedFile:
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("月报.xlsx", file.getvalue())
