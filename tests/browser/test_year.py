"""From the plan to the year-end report, as a year goes: what is held, filed, returned, corrected and approved."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page, expect

from apps.core.amount import plain
from apps.filings.models import FilingLine
from apps.filings.services import filings_open_due
from tests.browser.test_year_end import report_of
from tests.browser.visitor import Visitor
from tests.services.processes import Processes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

#: Joint meetings are measured, the villages’ income is filed, of the members’ commitments nothing is known yet.
MEETINGS, INCOME, ADMISSIONS = "MAS-02", "FIL-01", "QUA-02"
#: December's income of the village in hundredths of ten thousand yuan; it is first entered in yuan.
EARNED = 1250


@dataclass(frozen=True, slots=True)
class Village:
    """A village whose November is approved, with its December open."""

    code: str

    @property
    def secretary(self) -> str:
        return f"secretary{self.code.removeprefix('V')}"

    @property
    def month(self) -> str:
        return f"/filings/{self.code}/2012/12/"


def test_a_year_from_the_plan_to_the_report(
    visit: Callable[..., Visitor], processes: Processes, tmp_path: Path
) -> None:
    village = december_of_a_village()
    staff, secretary = visit("year-staff", width=1440), visit("year-secretary", width=360)
    start = figure(INCOME)
    look_at_the_plan(staff)
    hold_a_joint_meeting(staff)

    file_the_month(secretary, village)
    assert pending(INCOME) == pending_of(start) + EARNED * 10_000
    return_the_month(staff, village)
    correct_the_month(secretary, village)
    assert figure(INCOME) == {**start, "pending": pending_of(start) + EARNED}
    approve_the_month(staff, village)
    assert official(INCOME) == official_of(start) + EARNED
    assert pending(INCOME) == pending_of(start)

    see_the_dashboard(visit("year-leader", width=1440), village)
    staff.go("/plans/2012/")
    staff.look("plan-again")
    expect(cells(staff.page, INCOME).nth(2)).to_contain_text(plain(official(INCOME)))
    assert_report_agrees(report_of(staff, processes, tmp_path))


def december_of_a_village() -> Village:
    """Open December, as beat does on 1 January; a village that filed an income of some size in November."""
    filings_open_due(on=date(2013, 1, 1))
    november = FilingLine.objects.filter(indicator__code=INCOME, filing__month=11, filing__state="approved")
    return Village(
        november.filter(numerator__gt=EARNED).order_by("filing__organisation__code")[0].filing.organisation.code
    )


def figure(code: str) -> dict[str, Any]:
    """What `manage.py progress --json` says of an indicator of the township."""
    indicators: list[dict[str, Any]] = printed("progress")["indicators"]
    return next(it for it in indicators if it["code"] == code)


def printed(command: str) -> dict[str, Any]:
    said = StringIO()
    call_command(command, organisation="T01", year=2012, json=True, stdout=said)
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


def official_of(standing: dict[str, Any]) -> int:
    number: int = standing["official"]
    return number


def pending_of(standing: dict[str, Any]) -> int:
    number: int = standing["pending"]
    return number


def official(code: str) -> int:
    return official_of(figure(code))


def pending(code: str) -> int:
    return pending_of(figure(code))


def cells(page: Page, code: str) -> Locator:
    """The cells of an indicator's row on the plan and on the dashboard."""
    return page.locator("main tr", has=page.locator(f"a[href*='/indicators/{code}/']")).locator("td")


def come_in(visitor: Visitor, username: str, language: str, path: str) -> None:
    visitor.enter(username, language, path)


def look_at_the_plan(staff: Visitor) -> None:
    come_in(staff, "staff", "en", "/plans/")
    staff.look("plans")
    staff.page.click("main td a")
    staff.look("plan")
    expect(cells(staff.page, MEETINGS).nth(2)).to_contain_text(str(official(MEETINGS)))
    expect(cells(staff.page, INCOME).nth(2)).to_contain_text(plain(official(INCOME)))
    expect(cells(staff.page, ADMISSIONS).nth(1)).to_contain_text("45")
    expect(cells(staff.page, ADMISSIONS).nth(2)).to_contain_text(str(official(ADMISSIONS)))


def hold_a_joint_meeting(staff: Visitor) -> None:
    before = official(MEETINGS)
    staff.go("/activities/new/")
    page = staff.page
    page.select_option("select[name=type]", "joint_meeting")
    page.fill("input[name=date]", "2012-11-21")
    page.fill("input[name=topic]", "党群工作专题联席会议")
    for code in ("T01", "L01", "W01", "G01"):
        page.fill("[data-ticking-search]", code)
        page.check(f"input[name=hosts][value={code}]")
    page.fill("input[name=due]", "16")
    page.fill("input[name=present]", "15")
    staff.look("activity-form")
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_url("**/activities/*/?saved")
    staff.look("activity")
    assert official(MEETINGS) == before + 1
    staff.go("/plans/2012/")
    expect(cells(page, MEETINGS).nth(2)).to_contain_text(str(before + 1))
    cells(page, MEETINGS).locator("a").first.click()
    expect(page.locator("main")).to_contain_text("党群工作专题联席会议")
    staff.look("indicator")


def file_the_month(secretary: Visitor, village: Village) -> None:
    """From the first page to the receipt on a phone, with the income in yuan by mistake."""
    come_in(secretary, village.secretary, "zh-hans", "/")
    secretary.look("home")
    page = secretary.page
    page.click(f"main a[href='{village.month}']")
    fields(page, "村集体经济收入").fill(str(EARNED * 100))
    fields(page, "活动经费拨付率").nth(0).fill("2")
    fields(page, "活动经费拨付率").nth(1).fill("2.5")
    line(page, "义务宣传员").locator("button.filing-unchanged").click()
    expect(page.locator("#draft-state .text-success")).to_be_visible()
    secretary.look("month")
    page.click("button[value=check]")
    page.wait_for_url("**/check/")
    expect(page.locator(".filing-odd")).to_have_count(1)
    secretary.look("check")
    page.select_option(".filing-odd select", "one_off")
    hand_in(secretary)
    secretary.look("receipt")
    page.click("main a[href='/filings/']")
    secretary.look("filed")


def hand_in(secretary: Visitor) -> None:
    secretary.page.click("main form button[value=submit]")
    secretary.page.wait_for_url("**/receipt/")
    expect(secretary.page.locator(".filing-receipt")).to_be_visible()


def line(page: Page, name: str) -> Locator:
    return page.locator("fieldset.filing-line", has_text=name)


def fields(page: Page, name: str) -> Locator:
    return line(page, name).locator("input.filing-figure")


def return_the_month(staff: Visitor, village: Village) -> None:
    page = staff.page
    staff.go("/filings/")
    staff.look("grid")
    page.click("main a[href='/filings/review/']")
    staff.look("review")
    page.click(f"main a[href='{village.month}return/']")
    income = page.locator(".filing-answer", has_text="村集体经济收入")
    income.locator("select").select_option("wrong_unit")
    staff.look("return")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/review/")
    expect(page.locator(".alert-success")).to_be_visible()


def correct_the_month(secretary: Visitor, village: Village) -> None:
    """What came back says why, and keeps what was typed."""
    page = secretary.page
    secretary.go("/filings/")
    secretary.look("returned")
    page.click(f"main a[href='{village.month}']")
    expect(line(page, "村集体经济收入").locator(".filing-returned")).to_be_visible()
    expect(fields(page, "村集体经济收入")).to_have_value(str(EARNED * 100))
    secretary.look("correct")
    fields(page, "村集体经济收入").fill(plain(EARNED))
    page.click("button[value=check]")
    page.wait_for_url("**/check/")
    expect(page.locator(".filing-odd")).to_have_count(0)
    secretary.look("check-again")
    hand_in(secretary)


def approve_the_month(staff: Visitor, village: Village) -> None:
    page = staff.page
    staff.go("/filings/review/?month=2012-12")
    card = page.locator("main section.card", has=page.locator(f"a[href='{village.month}return/']"))
    card.locator("input[name=filing]").check()
    staff.look("review-again")
    page.click("#approve button[type=submit]")
    expect(page.locator(".alert-success")).to_be_visible()
    staff.go(f"{village.month}record/")
    expect(page.locator(".filing-returned")).to_have_count(0)
    expect(page.locator(".filing-step-reason")).to_have_count(1)
    staff.look("approved")


def see_the_dashboard(leader: Visitor, village: Village) -> None:
    """Every figure as the commands print it; the income opens into the month that was filed."""
    come_in(leader, "leader", "zh-hans", "/dashboard/?year=2012")
    page = leader.page
    for standing in printed("progress")["indicators"]:
        row = cells(page, standing["code"])
        if standing["official"] is not None:
            expect(row.nth(1)).to_contain_text(shown(standing))
    for code, rate in printed("rates")["rates"].items():
        card = page.locator(".rate-card", has=page.locator(f"#{code}"))
        expect(card.locator(".rate-fraction")).to_have_text(f"{rate['numerator']} / {rate['denominator']}")
        expect(card.locator(".rate-figure")).to_contain_text(rate["percent"])
    page.locator("#part-filings").scroll_into_view_if_needed()
    expect(page.locator(".dashboard-grid a.filing-cell").first).to_be_visible()
    leader.look("dashboard")
    cells(page, INCOME).locator("a").first.click()
    expect(page.locator(".plan-figure")).to_contain_text(plain(official(INCOME)))
    leader.look("income")
    page.click(f"main a[href*='/indicators/{INCOME}/?organisation={village.code}']")
    page.click(f"main a[href='{village.month}record/']")
    expect(page.locator("main")).to_contain_text(plain(EARNED))
    leader.look("month")


def shown(standing: dict[str, Any]) -> str:
    """An official figure as people read it: filed ones and hours are hundredths."""
    if standing["denominator"] is not None:
        return str(standing["percent"])
    hundredths = standing["code"] in (INCOME, "CAR-03")
    return plain(standing["official"]) if hundredths else str(standing["official"])


def assert_report_agrees(workbook: Path) -> None:
    """Table G has the joint meetings and the villages' income as the plan has them."""
    sheet = load_workbook(workbook)["表G 目标任务完成情况"]
    column = next(cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "完成数")
    assert number_of(sheet, "联席会议按期召开", column) == official(MEETINGS)
    assert round(number_of(sheet, "村集体经济收入", column) * 100) == official(INCOME)


def number_of(sheet: Worksheet, name: str, column: int) -> float:
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 3).value == name)
    value = sheet.cell(row, column).value
    assert isinstance(value, int | float)
    return value
