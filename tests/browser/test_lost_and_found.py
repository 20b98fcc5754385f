"""A month on a phone when things go wrong: the connection lost, the session over, the month sent back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.filings.services import as_seen, filing_return
from tests.browser.test_filing_time import handed_in
from tests.browser.test_month import december, secretary_of
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

INCOME = ".filing-line:has-text('村集体经济收入') input.filing-figure"


def test_what_is_typed_survives_a_lost_connection_and_the_end_of_the_session(visit: Callable[..., Visitor]) -> None:
    month = december()
    village = visit("lost", width=360)
    page, context = village.page, village.page.context
    village.enter(secretary_of(month), "zh-hans", month)
    context.set_offline(True)
    page.fill(INCOME, "3.5")
    expect(page.locator("[data-offline]")).to_be_visible()
    village.look("offline")
    context.set_offline(False)
    expect(page.locator("#draft-state .text-success")).to_be_visible()
    expect(page.locator("[data-offline]")).to_be_hidden()
    assert income(month) == 350
    context.clear_cookies()
    page.fill(INCOME, "4.5")
    expect(page.locator("[data-signed-out]")).to_be_visible()
    village.look("signed-out")
    page.click("[data-signed-out] a")
    village.sign_in(secretary_of(month), "zh-hans")
    page.wait_for_url(f"**{month}")
    expect(page.locator("[data-restored]")).to_be_visible()
    expect(page.locator(INCOME)).to_have_value("4.5")
    village.look("back-again")
    expect(page.locator("#draft-state .text-success")).to_be_visible()
    assert income(month) == 450
    forgive(village, "ERR_INTERNET_DISCONNECTED", "console: htmx:", "403")


def test_a_returned_month_says_why_and_is_handed_in_again(visit: Callable[..., Visitor]) -> None:
    month = december()
    village = visit("returned", width=360)
    page = village.page
    village.enter(secretary_of(month), "zh-hans", "/")
    page.click(f"form[action='{month}nil/'] button")
    page.wait_for_url("**/check/")
    page.click("button[value=submit]")
    page.wait_for_url("**/receipt/")
    filing = handed_in(month)
    at = filing.lines.get(indicator__code="FIL-01").pk
    staff = User.objects.get(username="staff")
    filing_return(seen=as_seen(filing), reason="", line_reasons={at: "本月有土地流转收入"}, by=staff)
    village.go("/")
    page.click(f"a[href='{month}']")
    first = page.locator("fieldset.filing-line").first
    expect(first).to_contain_text("本月有土地流转收入")
    first.locator("input.filing-figure").fill("1.2")
    village.look("with-the-reason")
    hand_in(page)
    again = handed_in(month)
    assert (again.pk, again.nil_return) == (filing.pk, False)
    assert again.steps.filter(step="submitted").count() == 2


def hand_in(page: Page) -> None:
    page.click("button[value=check]")
    page.wait_for_url("**/check/")
    for odd in page.locator(".filing-odd select").all():
        odd.select_option(index=1)
    page.click("button[value=submit]")
    page.wait_for_url("**/receipt/")


def income(month: str) -> int | None:
    _root, _filings, code, year, number, _end = month.split("/")
    filing = Filing.objects.get(organisation__code=code, year=year, month=number)
    value: int | None = filing.lines.get(indicator__code="FIL-01").numerator
    return value


def forgive(village: Visitor, *told: str) -> None:
    """What the browser says of a connection that was taken away is no fault of the page."""
    village.faults[:] = [fault for fault in village.faults if not any(it in fault for it in told)]
