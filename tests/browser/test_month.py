"""A village's month: the way back from the check page, the workbook, what is printed, and screens of every width."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from apps.filings.models import FilingLine
from apps.filings.services import filings_open_due
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

INCOME = "FIL-01"
#: Elements that hide or scroll a part of themselves beside the screen; a grid that is wide by nature may scroll.  The
#: browser's own calendar stands unseen behind its button.
CUT_OFF = """
() => [...document.querySelectorAll("main *, .topbar *, aside *")].filter((it) => {
  const style = getComputedStyle(it);
  return it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1 && style.display !== "inline"
    && style.overflowX !== "visible" && !it.matches(".day-field > [type=date]")
    && !it.closest(".visually-hidden, .targets-scroll, .collapse:not(.show)");
}).map((it) => `${it.tagName}.${it.className} ${it.scrollWidth} > ${it.clientWidth}`)
"""


def december() -> str:
    """Open December; the address of the month of a village whose November income was approved."""
    filings_open_due(on=date(2013, 1, 1))
    november = FilingLine.objects.filter(indicator__code=INCOME, filing__month=11, filing__state="approved")
    return f"/filings/{november.order_by('filing__organisation__code')[0].filing.organisation.code}/2012/12/"


def secretary_of(month: str) -> str:
    return f"secretary{month.split('/')[2].removeprefix('V')}"


def fill_in(page: Page) -> None:
    """Every figure, the income far too high."""
    for field in page.locator("input.filing-figure").all():
        field.fill("1")
    page.locator("fieldset.filing-line", has_text="村集体经济收入").locator("input.filing-figure").fill("99999")
    page.click("button[value=check]")
    page.wait_for_url("**/check/")


def test_what_is_said_on_the_check_page_survives_the_browsers_own_back(visit: Callable[..., Visitor]) -> None:
    month = december()
    village = visit("month-check", width=360)
    page = village.page
    village.enter(secretary_of(month), "zh-hans", "/")
    village.go(month)
    fill_in(page)
    page.click("button[value=submit]")
    page.wait_for_url("**/check/?missing")
    expect(page.locator("#error-summary")).to_be_visible()
    odd = page.locator(".filing-odd").first
    odd.locator("select").select_option("one_off")
    expect(page.locator("#draft-state .text-success")).to_be_visible()
    with page.expect_response("**/check/"):
        odd.locator("input").fill("土地流转")
    for _step in range(3):
        answer = page.go_back(wait_until="networkidle")
        assert answer is None or answer.request.method == "GET"
        expect(page.locator("main h1")).to_be_visible()
    village.go(month)
    expect(page.locator("fieldset.filing-line", has_text="村集体经济收入").locator(".filing-note input")).to_have_value(
        "本月有一次性大额项目；土地流转"
    )
    village.look("kept")
    village.go(f"{month}check/")
    expect(page.locator(".filing-odd select").first).to_have_value("one_off")
    village.look("check")
    village.go(f"{month}check/?missing")
    village.look("missing")
    village.go(f"{month}check/")
    for more in page.locator(".filing-odd select").all():
        more.select_option("checked")
    page.click("button[value=submit]")
    page.wait_for_url("**/receipt/")


@pytest.mark.parametrize("width", [1440, 360])
def test_the_months_workbook_comes_back_where_it_was_taken(
    visit: Callable[..., Visitor], tmp_path: Path, width: int
) -> None:
    month = december()
    village = visit("month-workbook", width=width)
    page = village.page
    village.enter(secretary_of(month), "zh-hans", month)
    file = village.download("#workbook a", tmp_path / "month.xlsx")
    workbook = load_workbook(file)
    sheet = workbook.worksheets[0]
    headings = [str(it.value).rstrip("*") for it in sheet[1]]
    code, value = headings.index("指标编码") + 1, headings.index("数值") + 1
    (row,) = [number for number in range(2, sheet.max_row + 1) if sheet.cell(number, code).value == INCOME]
    sheet.cell(row, value).value = "十二"
    workbook.save(file)
    expect(page.locator(".file-choice")).to_contain_text("未选择文件")
    page.set_input_files("#workbook-file", file)
    expect(page.locator(".file-choice")).to_contain_text("month.xlsx")
    village.look("chosen")
    page.click("#workbook button[type=submit]")
    page.wait_for_url("**/exchange/uploads/*/")
    expect(page.locator("main tbody")).to_contain_text("十二")
    village.look("errors")
    page.click(f"main a[href='{month}#workbook'], .page-header a[href='{month}#workbook']")
    sheet.cell(row, value).value = 12.5
    workbook.save(file)
    page.set_input_files("#workbook-file", file)
    page.click("#workbook button[type=submit]")
    page.wait_for_url(f"**{month}")
    income = page.locator("fieldset.filing-line", has_text="村集体经济收入").locator("input.filing-figure")
    expect(income).to_have_value("12.5")
    village.look("taken")


def test_paper_says_what_it_is_and_lacks_nothing(visit: Callable[..., Visitor]) -> None:
    leader = visit("paper", width=1440)
    page = leader.page
    leader.enter("leader", "zh-hans", "/dashboard/?year=2012&as_of=2012-12-31")
    page.emulate_media(media="print")
    # Nobody has scrolled to the grid of filings: it is loaded for the paper.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".dashboard-grid .filing-grid")).to_have_count(1)
    for address, wanted in {
        "/filings/V01/2012/9/record/": ["月报填报", "2012年9月"],
        "/filings/?year=2012&month=9&q=V0": ["月报填报", "年度 2012", "月份 9", "V0"],
        "/gradings/?year=2012": ["2012"],
        "/organisations/V01/": ["打印于"],
    }.items():
        leader.go(address)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        head = page.locator(".page-header")
        for words in wanted:
            expect(head.or_(page.locator("main h2").first).first).to_be_visible()
            assert words in page.locator("main").inner_text()
        assert re.search(r"打印于 \d{4}-\d\d-\d\d", head.inner_text())
        expect(page.locator("main .btn:visible")).to_have_count(0)
        page.set_viewport_size({"width": 718, "height": 1000})  # a sheet without its margins
        assert page.evaluate(CUT_OFF) == []
        page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("username", ["staff", "leader", "secretary01"])
def test_nothing_is_cut_off_on_screens_of_three_widths(visit: Callable[..., Visitor], username: str) -> None:
    person = visit(f"widths-{username}", width=1024)
    page = person.page
    person.enter(username, "zh-hans", "/")
    rooms = [link.get_attribute("href") or "" for link in page.locator("#rooms a.nav-link").all()]
    further = ["/filings/V01/2012/9/record/", "/organisations/V01/", "/organisations/A01/"]
    found = []
    for address in [*rooms, *further]:
        person.go(address)
        person.rest()
        for width in (1440, 1024):
            page.set_viewport_size({"width": width, "height": 768})
            found += [f"{address} {width}: {it}" for it in page.evaluate(CUT_OFF)]
        page.set_viewport_size({"width": 360, "height": 768})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{address} is wider than a phone")
    assert found == []
