"""One's own account as a newcomer meets it: first password, second factor, lost telephone, a session that ended."""

from base64 import b32decode
from collections.abc import Callable

import pytest
from django_otp.oath import totp
from playwright.sync_api import expect

from apps.accounts.models import Session
from apps.organisations.models import Organisation
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]
CHOSEN, CHOSEN_AGAIN = "Bai-Guo-2027", "Gui-Hua-2028"
ACCOUNT = "/accounts/people/wangfang/"


def first_password(staff: Visitor) -> str:
    """The password that the page shows once."""
    return staff.page.locator(".first-password").nth(1).inner_text()


def open_an_account(staff: Visitor) -> str:
    """Make an account for the secretary of V02; the password for the first sign-in."""
    staff.go("/accounts/new/")
    fields = {"username": "wangfang", "name": "王芳", "phone": "13812345678", "organisation": "V02"}
    for name, value in fields.items():
        staff.page.fill(f"[name={name}]", value)
    staff.page.select_option("[name=role]", "secretary")
    staff.look("new-account")
    with staff.page.expect_navigation():
        staff.page.click("main form button[type=submit]")
    staff.look("account-made")
    return first_password(staff)


def press(staff: Visitor, path: str) -> None:
    """Confirm what the page at `path` explains."""
    staff.go(path)
    staff.look(path.strip("/").replace("/", "-"))
    with staff.page.expect_navigation():
        staff.page.click("main form button[type=submit]")


def enter(person: Visitor, password: str) -> None:
    person.page.fill("input[name=username]", "wangfang")
    person.page.fill("input[name=password]", password)
    with person.page.expect_navigation():
        person.page.click("form:has(input[name=password]) button[type=submit]")


def send(person: Visitor, **fields: str) -> None:
    for name, value in fields.items():
        person.page.fill(f"[name={name}]", value)
    with person.page.expect_navigation():
        person.page.click("main form:has(input:not([type=hidden])) button[type=submit] >> nth=0")


@pytest.mark.parametrize("width", [1440, 360])
def test_a_newcomer_gets_in_forgets_the_password_and_loses_the_telephone(
    visit: Callable[..., Visitor], width: int
) -> None:
    staff, person = visit("account-office", width=width), visit("own-account", width=width)
    staff.enter("staff", "zh-hans", "/")
    temporary = open_an_account(staff)

    person.go("/")
    enter(person, temporary)
    person.look("first-password")
    send(person, old_password=temporary, new_password1="kurz", new_password2="kurz")
    person.look("first-password-errors")
    send(person, old_password=temporary, new_password1=CHOSEN, new_password2=CHOSEN)
    expect(person.page).to_have_url(f"{person.portal}/")

    recovery = set_up_a_second_factor(person)
    sign_in_again(person, CHOSEN)
    person.look("code")
    send(person, code=recovery[0])
    expect(person.page).to_have_url(f"{person.portal}/")
    person.go("/accounts/me/")
    person.look("me")
    person.go("/accounts/sessions/")
    person.look("sessions")

    person.go("/accounts/forgotten/")
    person.look("forgotten")
    press(staff, f"{ACCOUNT}second-factor/")
    press(staff, f"{ACCOUNT}password/")
    temporary = first_password(staff)
    sign_in_again(person, temporary)
    send(person, old_password=temporary, new_password1=CHOSEN_AGAIN, new_password2=CHOSEN_AGAIN)
    expect(person.page).to_have_url(f"{person.portal}/")


def set_up_a_second_factor(person: Visitor) -> list[str]:
    """The recovery codes."""
    person.go("/accounts/second-factor/")
    person.look("second-factor")
    key = "".join(person.page.locator(".second-factor-key").inner_text().split())
    send(person, code=f"{totp(b32decode(key)):06}")
    person.look("recovery-codes")
    codes = person.page.locator(".recovery-codes li").all_inner_texts()
    assert len(codes) == 10
    return codes


def sign_in_again(person: Visitor, password: str) -> None:
    person.page.context.clear_cookies()
    person.go("/")
    enter(person, password)


def test_what_was_typed_survives_the_end_of_the_session(visit: Callable[..., Visitor]) -> None:
    person = visit("typed-text", width=1440)
    person.enter("staff", "zh-hans", "/")
    person.go("/organisations/V01/edit/")
    person.page.fill("[name=name]", "石桥村党支部（改）")
    Session.objects.all().delete()
    with person.page.expect_navigation():
        person.page.click("main form[method=post] button[type=submit]")
    person.page.fill("input[name=username]", "staff")
    person.page.fill("input[name=password]", "demo-staff")
    with person.page.expect_navigation():
        person.page.click("form:has(input[name=password]) button[type=submit]")
    expect(person.page).to_have_url(f"{person.portal}/organisations/V01/edit/")
    expect(person.page.locator("[name=name]")).to_have_value("石桥村党支部（改）")
    expect(person.page.locator("[data-typed-notice]")).to_be_visible()
    person.look("typed-again")
    with person.page.expect_navigation():
        person.page.click("main form[method=post] button[type=submit]")
    assert Organisation.objects.get(code="V01").name == "石桥村党支部（改）"
    person.go("/organisations/V01/edit/")
    expect(person.page.locator("[data-typed-notice]")).to_be_hidden()
