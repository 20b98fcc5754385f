"""A form of the district, from the blank file to the filled one, on a screen and on a telephone."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.district_forms.books import SUMS, blank_workbook, parts_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = "2012-10-31"


@pytest.mark.parametrize(("width", "language"), [(1440, "zh-hans"), (360, "en")])
def test_staff_point_at_cells_once_and_fill_the_form_for_any_day(
    visit: Callable[..., Visitor], tmp_path: Path, width: int, language: str
) -> None:
    staff = visit(f"district-form-{width}", width=width)
    staff.enter("staff", language, "/reports/")
    staff.page.click("a[href='/reports/forms/']")
    staff.look("forms")
    take_in(staff, tmp_path)
    choose(staff, "B2", "name:organisation", by_pointing=width > 1000)
    choose(staff, "D7", "PIO-03", by_pointing=width > 1000)
    choose(staff, "E7", "QUA-05", by_pointing=width > 1000)
    refused(staff, "C5", "QUA-05")
    village_in_each_row(staff)
    staff.page.click("main .page-header a.btn")
    staff.page.fill("input[name=as_of]", DAY)
    staff.page.click("main form[method=get] button:not([formaction], [type=button])")
    staff.look("figures")
    staff.page.locator("a[href^='/plans/2012/indicators/PIO-03/']").first.click()
    staff.look("records")
    staff.page.go_back()
    compare(staff.download("button[formaction]", tmp_path / "filled.xlsx"))


def take_in(staff: Visitor, folder: Path) -> None:
    blank = folder / "统计表.xlsx"
    blank.write_bytes(blank_workbook())
    staff.page.click("a[href='/reports/forms/new/']")
    staff.look("new")
    staff.page.fill("input[name=name]", "统计表")
    staff.page.set_input_files("input[type=file]", str(blank))
    staff.page.click("main form button[type=submit]")
    staff.look("cells")


def choose(staff: Visitor, cell: str, figure: str, *, by_pointing: bool) -> None:
    """Point at a cell or type its address, and say what is written there."""
    page = staff.page
    if by_pointing:
        page.click(f"[data-cell={cell}]")
        expect(page.locator("input[name=cell]")).to_have_value(cell)
    else:
        page.fill("input[name=cell]", cell)
    page.fill("input[name=figure]", figure)
    page.keyboard.press("Tab")
    expect(page.locator(".district-preview dd").first).to_be_visible()
    page.click("#line button[type=submit]")


def refused(staff: Visitor, formula: str, figure: str) -> None:
    staff.page.fill("input[name=cell]", formula)
    staff.page.fill("input[name=figure]", figure)
    staff.page.click("#line button[type=submit]")
    expect(staff.page.locator("#error-summary")).to_contain_text(formula)


def village_in_each_row(staff: Visitor) -> None:
    page = staff.page
    page.select_option("select[name=spread]", "organisations")
    page.fill("input[name=cell]", "C6")
    page.fill("input[name=figure]", "QUA-05")
    page.select_option("select[name=part]", "denominator")
    page.fill("input[name=key_column]", "A")
    expect(page.locator(".district-preview dt")).to_have_count(3)
    staff.look("column")
    page.click("#line button[type=submit]")
    staff.look("all-cells")


def compare(file: Path) -> None:
    """The cells say what the command says; every part but the two sheets and the workbook's own is as it was."""
    sheet: Any = load_workbook(file)[SUMS]
    whole = figures("T01")
    assert sheet["D7"].value == whole["PIO-03"]["numerator"]
    assert f"{sheet['E7'].value * 100:.1f}" == whole["QUA-05"]["percent"]
    villages = [figures(code)["QUA-05"]["denominator"] for code in ("V01", "V02", "V03")]
    assert [sheet[f"C{row}"].value for row in (6, 7, 8)] == villages
    before, after = parts_of(blank_workbook()), parts_of(file.read_bytes())
    own = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", "docProps/core.xml"}
    assert {name: it for name, it in after.items() if name not in own} == {
        name: it for name, it in before.items() if name not in own
    }


def figures(code: str) -> dict[str, Any]:
    out = StringIO()
    call_command("progress", "--organisation", code, "--year", "2012", "--as-of", DAY, "--json", stdout=out)
    return {it["code"]: it for it in json.loads(out.getvalue())["indicators"]}
