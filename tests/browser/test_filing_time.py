"""What a month costs a secretary on a phone: taps, typed fields, what arrives filled in; printed, and bounded."""

from collections.abc import Callable
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from apps.filings.models import Filing
from tests.browser.test_month import december, secretary_of
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

NIL_TAPS, TYPICAL_FIELDS, SHARE_FILLED = 3, 12, 0.7


class Hand:
    """Taps and types, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.typed, self.since = page, 0, 0, monotonic()

    def tap(self, selector: str) -> None:
        self.taps += 1
        self.page.locator(selector).first.click()

    def type(self, selector: str, text: str) -> None:
        self.typed += 1
        self.page.locator(selector).first.fill(text)

    def said(self, what: str) -> str:
        seconds = monotonic() - self.since
        return f"{what}: {self.taps} taps, {self.typed} typed fields, {seconds:.1f} s of the machine"


def test_a_month_without_events_takes_three_taps_from_the_home_page(
    visit: Callable[..., Visitor], record_property: Callable[[str, str], None]
) -> None:
    month = december()
    village = visit("nil-month", width=360)
    village.enter(secretary_of(month), "zh-hans", "/")
    village.look("home")
    hand = Hand(village.page)
    hand.tap(f"form[action='{month}nil/'] button")
    village.page.wait_for_url("**/check/")
    hand.tap("button[value=submit]")
    village.page.wait_for_url("**/receipt/")
    record_property("measured", hand.said("A month without events"))
    village.look("receipt")
    assert hand.taps <= NIL_TAPS
    assert hand.typed == 0
    assert handed_in(month).nil_return


def test_a_typical_month_is_mostly_filled_in_already(
    visit: Callable[..., Visitor], record_property: Callable[[str, str], None]
) -> None:
    month = december()
    village = visit("typical-month", width=360)
    village.enter(secretary_of(month), "zh-hans", "/")
    hand = Hand(village.page)
    hand.tap(f"a[href='{month}']")
    village.page.wait_for_url(f"**{month}")
    known = village.page.locator(".filing-known")
    expect(known.first).to_be_visible()
    fields = village.page.locator("input.filing-figure")
    share = known.count() / (known.count() + village.page.locator("fieldset.filing-line").count())
    hand.type(".filing-line:has-text('村集体经济收入') input.filing-figure", "1.2万")
    for field in fields.all():
        if not field.input_value():
            name = field.get_attribute("name")
            hand.type(f"input[name={name}]", "1")
    expect(village.page.locator("#draft-state .text-success")).to_be_visible()
    village.look("filled")
    hand.tap("button[value=check]")
    village.page.wait_for_url("**/check/")
    for odd in village.page.locator(".filing-odd select").all():
        hand.taps += 1
        odd.select_option(index=1)
    hand.tap("button[value=submit]")
    village.page.wait_for_url("**/receipt/")
    record_property("measured", hand.said(f"A typical month, {share:.0%} filled in already"))
    assert hand.typed <= TYPICAL_FIELDS
    assert share >= SHARE_FILLED
    income = handed_in(month).lines.get(indicator__code="FIL-01")
    assert income.numerator == 120


def test_a_double_tap_hands_in_once(visit: Callable[..., Visitor]) -> None:
    month = december()
    village = visit("double-tap", width=360)
    village.enter(secretary_of(month), "zh-hans", "/")
    village.page.locator(f"form[action='{month}nil/'] button").click()
    village.page.wait_for_url("**/check/")
    village.page.locator("button[value=submit]").dblclick()
    village.page.wait_for_url("**/receipt/")
    assert handed_in(month).steps.filter(step="submitted").count() == 1


def handed_in(month: str) -> Filing:
    _root, _filings, code, year, number, _end = month.split("/")
    return Filing.objects.get(organisation__code=code, year=year, month=number, state="submitted")
