"""What is entered in the registers, by staff on a screen and by a village on a phone, and the figures that move."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from openpyxl import load_workbook
from playwright.sync_api import expect

from apps.checklists.models import Inspection
from apps.honours.models import Honour
from apps.matters.models import Matter
from apps.organisations.models import Organisation
from tests.browser.test_year import cells, figure, number_of, official, shown
from tests.browser.test_year_end import report_of
from tests.browser.visitor import Visitor
from tests.services.processes import Processes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

#: Model villages, villages and communities with the "three haves", practical matters settled.
NAMED, HAVES, SETTLED = "PIO-03", "VIT-03", "MAS-03"
SHEET = {NAMED: "基层组织建设示范村", HAVES: "村（社区）“三有”覆盖率"}
GRID = "/registers/checklists/grid/?checklist=three_haves&on=2012-12-20"


@pytest.mark.parametrize("width", [1440, 360])
def test_what_staff_enter_moves_the_dashboard_and_the_report(
    visit: Callable[..., Visitor], processes: Processes, tmp_path: Path, width: int
) -> None:
    staff = visit("registers", width=width)
    staff.enter("staff", "zh-hans", "/registers/")
    staff.look("all")
    before = official(NAMED)
    honour = name_a_village(staff)
    fill_the_grid(staff)
    assert official(NAMED) == before + 1
    assert (figure(HAVES)["official"], figure(HAVES)["denominator"]) == (41, 42)
    see_on_the_dashboard(staff, NAMED, HAVES)
    find_a_document(staff)
    sheet = load_workbook(report_of(staff, processes, tmp_path))["表G 目标任务完成情况"]
    column = next(cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "完成数")
    assert number_of(sheet, SHEET[NAMED], column) == before + 1
    assert number_of(sheet, SHEET[HAVES], column) == 41

    staff.go(honour)
    step(staff, "revoked", on="2012-12-28", reason="弄虚作假")
    staff.look("revoked-detail")
    assert official(NAMED) == before
    see_on_the_dashboard(staff, NAMED)


def name_a_village(staff: Visitor) -> str:
    """From the empty form through the public notice to the naming; the address of the honour."""
    named = Honour.objects.filter(type="model_village").values("organisation")
    villages = Organisation.objects.filter(sector="village", code__startswith="V").exclude(code__contains="-")
    village = villages.exclude(pk__in=named).order_by("code")[0]
    page = staff.page
    page.click("main a[href='/registers/honours/']")
    staff.look("list")
    page.click("main a[href$='/honours/new/']")
    page.click("main form button[type=submit]")
    staff.look("missing")
    page.fill("[name=organisation]", village.code)
    page.fill("[name=title]", "示范村")
    page.select_option("[name=level]", "1")
    page.fill("[name=nominated_on]", "2012-13-03")
    staff.send_in_vain("main form button[type=submit]")
    staff.look("no-such-day")
    page.fill("[name=nominated_on]", "2012-12-03")
    page.click("main form button[type=submit]")
    step(staff, "noticed", on="2012-12-04")
    step(staff, "named", on="2012-12-20", document_number="青委〔2012〕70号")
    staff.look("named-detail")
    honour = Honour.objects.get(organisation=village, nominated_on="2012-12-03")
    assert (honour.type, honour.state and honour.state.code) == ("model_village", "named")
    return page.url.removeprefix(staff.portal)


def step(visitor: Visitor, code: str, **fields: str) -> None:
    """Take a step of the record that is open."""
    page = visitor.page
    page.click(f"main .btn-list a[href$='/{code}/']")
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    visitor.look(code)
    page.click("main form button[type=submit]")
    expect(page.locator("main .steps")).to_be_visible()


def fill_the_grid(staff: Visitor) -> None:
    """Forty-two villages and communities by one paste; what is wrong in it is put right with the keyboard alone."""
    page = staff.page
    staff.go(GRID)
    marks = page.locator(".checklists-grid select")
    expect(marks).to_have_count(42 * 3)
    copy(staff, "\r\n".join(["√\t√\t√", "1\t1\t1", "有\t达标\t是", *["√\t√\t√"] * 37, "√\t×\t√", "√\t0\t√"]) + "\r\n")
    field = page.locator("[data-paste]")  # a phone pastes into text only
    (field if field.is_visible() else marks.first).focus()
    page.keyboard.press("Control+V")
    marks.first.focus()
    expect(marks.last).to_have_value("√")
    for key in ("ArrowDown",) * 40 + ("ArrowRight", "1", "Enter", " ", " ", "Tab", "Backspace", "1", "ArrowLeft", "0"):
        page.keyboard.press(key)
    values = marks.evaluate_all("all => all.map((it) => it.value)")
    assert "".join(values) == "√" * (41 * 3) + "√×√"
    staff.look("grid")
    page.locator("main form[data-checklist] button[type=submit]").press("Enter")
    expect(page.locator(".alert-success")).to_contain_text("42")
    outcomes = Inspection.objects.filter(date="2012-12-20").values_list("outcome", flat=True)
    assert sorted(outcomes) == ["lacking", *["met"] * 41]


def copy(staff: Visitor, text: str) -> None:
    """Put a text onto the clipboard, as somebody does in another window."""
    other = staff.page.context.new_page()
    other.set_content("<textarea></textarea>")
    other.locator("textarea").fill(text)
    other.locator("textarea").press("Control+A")
    other.locator("textarea").press("Control+C")
    other.close()


def find_a_document(staff: Visitor) -> None:
    staff.go("/registers/documents/")
    staff.page.fill("main [name=q]", "青委〔2012〕12号")
    staff.page.press("main [name=q]", "Enter")
    found = staff.page.locator("main tbody tr")
    expect(found).to_have_count(1)
    staff.look("document-found")
    found.locator("a").click()
    expect(staff.page.locator("main")).to_contain_text("2012年基层党建工作意见")


def see_on_the_dashboard(staff: Visitor, *codes: str) -> None:
    staff.go("/dashboard/?year=2012")
    for code in codes:
        expect(cells(staff.page, code).nth(1)).to_contain_text(shown(figure(code)))


@pytest.mark.parametrize("width", [1440, 360])
def test_a_village_settles_a_matter_late(visit: Callable[..., Visitor], width: int) -> None:
    before = figure(SETTLED)
    secretary = visit("matter", width=width)
    secretary.enter("secretary01", "zh-hans", "/registers/matters/new/")
    page = secretary.page
    page.fill("[name=title]", "维修村口水渠")
    page.select_option("[name=category]", "practical")
    page.fill("[name=registered_on]", "2012-12-03")
    page.fill("[name=due]", "2012-12-10")
    secretary.look("new")
    page.click("main form button[type=submit]")
    expect(page.locator("main .steps")).to_be_visible()
    assert against(figure(SETTLED)) == (before["official"], before["denominator"] + 1)
    step(secretary, "settled", on="2012-12-21", result="已通水")
    secretary.look("settled-detail")
    assert against(figure(SETTLED)) == (before["official"] + 1, before["denominator"] + 1)
    secretary.go("/registers/matters/")
    secretary.look("list")
    leader = visit("matter-settled", width=width)
    leader.enter("leader", "zh-hans", "/")
    see_on_the_dashboard(leader, SETTLED)
    assert Matter.objects.filter(title="维修村口水渠", organisation__code="V01", settled_on__gt=F("due")).exists()


def against(standing: dict[str, Any]) -> tuple[int, int]:
    return standing["official"], standing["denominator"]
