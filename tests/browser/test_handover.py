"""A secretary hands over to a successor, who goes on; then somebody stands in for the secretary of the next village."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from apps.core.calendar import today
from apps.filings.services import filings_open_due
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

FORMER = "/accounts/people/secretary01/"
SUCCESSOR, CHOSEN = "lixiumei", "Xiu-Mei-2027"
MONTH, NEIGHBOURS_MONTH = "/filings/V01/2012/12/", "/filings/V02/2012/12/"


@pytest.mark.parametrize("width", [1440, 360])
def test_a_post_passes_to_a_successor_and_a_stand_in_helps_next_door(visit: Callable[..., Visitor], width: int) -> None:
    filings_open_due(on=date(2013, 1, 1))
    former = visit("handover-former", width=width)
    come_in(former, "secretary01")
    expect(work(former, MONTH)).to_be_visible()

    staff = visit("handover-staff", width=width)
    come_in(staff, "staff")
    temporary = hand_over(staff)
    look_at_the_sheet(staff)

    take_over(visit("handover-successor", width=width), temporary)
    find_the_post_gone(former)

    appoint_the_stand_in(staff)
    stand_in(former)


def come_in(visitor: Visitor, username: str) -> None:
    visitor.enter(username, "zh-hans", "/")


def press(visitor: Visitor, button: str = "main form button[type=submit]") -> None:
    with visitor.page.expect_navigation():
        visitor.page.click(button)


def follow(visitor: Visitor, address: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.click(f"main a[href='{address}']")


def work(visitor: Visitor, month: str) -> Locator:
    """The month among what waits at somebody's home."""
    return visitor.page.locator(f"main a[href='{month}']")


def hand_over(staff: Visitor) -> str:
    """From the account to the page that shows the successor's first password once; the password."""
    staff.go(FORMER)
    staff.look("account")
    follow(staff, f"{FORMER}roles/")
    staff.look("roles")
    follow(staff, f"{FORMER}handover/")
    staff.look("handover")
    page = staff.page
    page.check("[name=who][value=new]")
    press(staff, "button[value=check]")
    staff.look("handover-errors")
    for name, value in {"username": SUCCESSOR, "name": "李秀梅", "phone": "13912345678"}.items():
        page.fill(f"[name={name}]", value)
    expect(page.locator("[name=on]")).to_have_value(today().isoformat())
    staff.look("handover-filled")
    press(staff, "button[value=check]")
    expect(page.locator(".open-work a").first).to_be_visible()
    staff.look("check")
    press(staff, "button[value=confirm]")
    staff.look("done")
    return page.locator(".first-password").nth(1).inner_text()


def look_at_the_sheet(staff: Visitor) -> None:
    follow(staff, f"{FORMER}handover/{today()}/")
    sheet = staff.page.locator(".sheet")
    for text in ("secretary01", SUCCESSOR, "V01"):
        expect(sheet).to_contain_text(text)
    expect(sheet.locator("td.figure").first).to_be_visible()
    staff.look("sheet")
    staff.go(f"{FORMER}roles/")
    staff.look("roles-afterwards")
    staff.go(f"/accounts/people/{SUCCESSOR}/")
    staff.look("successor")


def take_over(successor: Visitor, temporary: str) -> None:
    """In with the first password, on with one's own, to the month that the predecessor left open."""
    page = successor.page
    successor.go("/")
    page.fill("input[name=username]", SUCCESSOR)
    page.fill("input[name=password]", temporary)
    press(successor, "form:has(input[name=password]) button[type=submit]")
    successor.look("first-password")
    for name, value in {"old_password": temporary, "new_password1": CHOSEN, "new_password2": CHOSEN}.items():
        page.fill(f"[name={name}]", value)
    press(successor, "main form:has(input[name=old_password]) button[type=submit]")
    expect(page).to_have_url(f"{successor.portal}/")
    successor.look("home")
    follow(successor, MONTH)
    expect(page.locator("button[value=check]")).to_be_visible()
    successor.look("month")


def find_the_post_gone(former: Visitor) -> None:
    former.go("/")
    expect(former.page.locator(".home-without-role")).to_contain_text("目前没有角色")
    expect(work(former, MONTH)).to_have_count(0)
    former.look("home-without-post")
    former.go_in_vain(MONTH, 403)


def appoint_the_stand_in(staff: Visitor) -> None:
    staff.go("/accounts/people/secretary02/roles/")
    with staff.page.expect_navigation():
        staff.page.click("main a[href$='/stand-in/']")
    staff.look("stand-in")
    press(staff)
    staff.look("stand-in-errors")
    staff.page.fill("[name=user]", "secretary01")
    staff.page.fill("[name=end]", (today() + timedelta(days=14)).isoformat())
    staff.look("stand-in-filled")
    press(staff)
    expect(staff.page.locator(".alert-success")).to_be_visible()
    staff.look("stand-in-appointed")


def stand_in(person: Visitor) -> None:
    """The neighbour's month waits at the stand-in's home and opens; one's former village is that of others."""
    person.go("/")
    expect(work(person, NEIGHBOURS_MONTH)).to_be_visible()
    person.look("home-of-the-stand-in")
    follow(person, NEIGHBOURS_MONTH)
    expect(person.page.locator("button[value=check]")).to_be_visible()
    person.look("month-of-the-stand-in")
    person.go_in_vain(MONTH, 404)
