"""From the year's classes in Excel to the year-end report in Excel, as the township's staff go through it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.services.processes import Processes, kill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


@pytest.mark.parametrize("width", [1440, 360])
def test_staff_import_classes_see_the_rates_and_get_the_report(
    visit: Callable[..., Visitor], processes: Processes, tmp_path: Path, width: int
) -> None:
    for language in ("zh-hans", "en"):
        staff = visit(f"year-end-{language}", width=width)
        come_in(staff, language)
        before = upgraded_general(staff)
        bring_in(staff, one_more_upgrade(export_of_classes(staff, tmp_path)))
        staff.go("/gradings/?year=2012&organisation=T01")
        staff.look("rates-now")
        assert upgraded_general(staff) == before + 1
        report = report_of(staff, processes, tmp_path)
        assert before + 1 in numbers_in(report)


def come_in(staff: Visitor, language: str) -> None:
    """Sign in on the way to a page, then look around."""
    staff.go("/organisations/?q=V01")
    staff.look("sign-in")
    staff.sign_in("staff", language)
    assert staff.page.url.endswith("/organisations/?q=V01")
    assert staff.page.get_attribute("html", "lang") == {"zh-hans": "zh-Hans", "en": "en"}[language]
    for name, path in (
        ("home", "/"),
        ("organisations", "/organisations/"),
        ("tree", "/organisations/tree/"),
        ("organisation", "/organisations/V01/"),
        ("rates", "/gradings/?year=2012&organisation=T01"),
        ("classes", "/gradings/classes/?year=2012"),
        ("help", "/help/"),
    ):
        staff.go(path)
        staff.look(name)


def export_of_classes(staff: Visitor, folder: Path) -> Path:
    staff.go("/exchange/")
    staff.look("exchange")
    staff.page.click("a[href='/exchange/classes/export/']")
    staff.look("export")
    staff.page.fill("input[name=year]", "2012")
    return staff.download("main button[type=submit]", folder / "classes.xlsx")


def one_more_upgrade(workbook: Path) -> Path:
    """Let the first general organisation that has not moved be advanced at the end of the year."""
    book = load_workbook(workbook)
    sheet = book.worksheets[0]
    columns = {str(cell.value).rstrip("*"): number for number, cell in enumerate(sheet[1], start=1)}
    row = next(row for row in range(2, sheet.max_row + 1) if stayed_general(sheet, row, columns))
    sheet.cell(row, columns["年末等次"]).value = "先进"
    book.save(workbook)
    return workbook


def stayed_general(sheet: Worksheet, row: int, columns: dict[str, int]) -> bool:
    start, end, confirmed = (sheet.cell(row, columns[name]).value for name in ("年初等次", "年末等次", "核准日期"))
    return start == "一般" and end == "一般" and confirmed is not None


def bring_in(staff: Visitor, workbook: Path) -> None:
    staff.go("/exchange/classes/import/")
    staff.look("import")
    staff.page.set_input_files("input[name=file]", workbook)
    staff.page.click("main button[type=submit]")
    staff.look("check")
    staff.page.click("main button[type=submit]")
    expect(staff.page.locator("main [role=status]")).to_be_visible()
    staff.look("imported")


def upgraded_general(staff: Visitor) -> int:
    """The numerator of the upgrade rate of general organisations, as the API says it."""
    answer = staff.page.request.get(f"{staff.portal}/api/v1/rates/?organisation=T01&year=2012")
    numerator: int = answer.json()["rates"]["general_upgrade"]["numerator"]
    return numerator


def report_of(staff: Visitor, processes: Processes, folder: Path) -> Path:
    """Ask for the report, see it wait for the worker, leave, come back to the report, download it."""
    staff.go("/reports/")
    staff.look("reports")
    staff.go("/reports/new/")
    staff.look("ask")
    staff.page.select_option("select[name=organisation]", index=0)
    staff.page.fill("input[name=year]", "2012")
    staff.send_in_vain("main button[type=submit]")
    staff.page.check("input[name=uncommented]")
    staff.page.click("main button[type=submit]")
    staff.page.wait_for_url("**/reports/*/")
    staff.look("progress")
    asked = staff.page.url
    staff.go("/")
    worker, beat = processes.worker(), processes.start("beat")
    staff.page.goto(asked)
    download = staff.page.locator("a[href$='/download/']")
    expect(download).to_be_visible(timeout=60_000)
    staff.look("report")
    kill(worker)
    kill(beat)
    return staff.download("a[href$='/download/']", folder / "report.xlsx")


def numbers_in(workbook: Path) -> set[object]:
    """Every number in the report's sheets."""
    book = load_workbook(workbook, read_only=True)
    values = (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return {value for value in values if isinstance(value, int | float)}
