"""Help where people are: beside the page, on a phone, without scripts, and on paper."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

HELP = "a[href^='/help/?page=']:visible"


@pytest.mark.parametrize(("username", "language", "width"), [("secretary01", "zh-hans", 360), ("staff", "en", 1440)])
def test_help_opens_beside_the_page_and_closes_again(
    visit: Callable[..., Visitor], username: str, language: str, width: int
) -> None:
    person = visit(f"help-{language}", width=width)
    person.enter(username, language, "/activities/new/")
    person.page.fill("input[name=topic]", "民主评议党员")
    person.page.click(HELP)
    panel = person.page.locator("#help-panel")
    expect(panel.locator("h2")).to_have_text({"zh-hans": "登记活动", "en": "Activities"}[language])
    person.look("panel")
    person.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(person.page.locator(HELP)).to_be_focused()
    expect(person.page.locator("input[name=topic]")).to_have_value("民主评议党员")


def test_a_figure_says_how_it_is_computed(visit: Callable[..., Visitor]) -> None:
    staff = visit("explained", width=1440)
    staff.enter("staff", "zh-hans", "/gradings/?year=2012&organisation=T01")
    card = staff.page.locator(".rate-card").first
    numerator, denominator = card.locator(".rate-fraction").inner_text().split(" / ")
    card.locator(".explained").click()
    panel = staff.page.locator("#help-panel")
    expect(panel).to_contain_text(f"{numerator} ÷ {denominator} =")
    staff.look("rate")
    staff.go("/plans/2012/?organisation=T01")
    staff.page.locator(".explained").first.click()
    expect(panel.locator("a[href*='/evidence/']")).to_be_visible()
    staff.look("indicator")


def test_a_day_is_typed_as_people_write_it(visit: Callable[..., Visitor]) -> None:
    secretary = visit("days", width=360)
    secretary.enter("secretary01", "zh-hans", "/activities/new/")
    day = secretary.page.locator("input[name=date]")
    for written in ("2012年3月20日", "20120320", "2012.3.20"):
        day.fill(written)
        day.blur()
        expect(day).to_have_value("2012-03-20")
    expect(secretary.page.locator(".day-field button").first).to_be_visible()


def test_without_scripts_help_is_a_page(visit: Callable[..., Visitor]) -> None:
    reader = visit("help-page", width=360)
    reader.page.route("**/*.js", lambda route: route.abort())
    reader.enter("secretary01", "zh-hans", "/filings/")
    reader.page.click(HELP)
    expect(reader.page.locator("h1")).to_have_text("帮助")
    expect(reader.page.locator("#help-section")).to_have_text("月报填报")
    reader.faults[:] = [fault for fault in reader.faults if "ERR_FAILED" not in fault]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_handbook_of_a_secretary_is_two_sheets(visit: Callable[..., Visitor], language: str) -> None:
    reader = visit(f"handbook-{language}", width=1440)
    reader.enter("secretary01", language, "/help/books/secretary/")
    reader.look("book")
    printed = reader.page.pdf(prefer_css_page_size=True)
    (reader.screenshots / "book.pdf").write_bytes(printed)
    with pikepdf.open(BytesIO(printed)) as sheets:
        assert len(sheets.pages) <= 2
