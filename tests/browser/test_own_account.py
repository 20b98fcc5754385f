"""One's own account as a newcomer meets it: first password, second factor, lost telephone, a session that ended."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from django_otp.oath import totp
from playwright.sync_api import expect

from apps.accounts.models import Session, User
from apps.accounts.services import account_create, password_reset, second_factor_begin
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.services import role_grant
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]
OWN = "Qing-Shui-2026"


def newcomer() -> tuple[User, str]:
    """A secretary of V02 to whom the office has just read out a temporary password."""
    user = account_create(username="wangfang", name="王芳", password=OWN, by=None)
    village = Organisation.objects.get(code="V02")
    role_grant(user=user, role=Role.SECRETARY, organisation=village, start=timezone.localdate(), by=None)
    return user, password_reset(user=user, by=None)


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
def test_a_newcomer_gets_in_protects_the_account_and_loses_the_telephone(
    visit: Callable[..., Visitor], width: int
) -> None:
    person, (user, temporary) = visit("own-account", width=width), newcomer()
    person.go("/accounts/forgotten/")
    person.look("forgotten")
    person.go("/")
    enter(person, temporary)
    person.look("first-password")
    send(person, old_password=temporary, new_password1="kurz", new_password2="kurz")
    person.look("first-password-errors")
    chosen = "Bai-Guo-2027"
    send(person, old_password=temporary, new_password1=chosen, new_password2=chosen)
    expect(person.page).to_have_url(f"{person.portal}/")

    person.go("/accounts/second-factor/")
    person.look("second-factor")
    code = f"{totp(second_factor_begin(user=user).bin_key):06}"
    send(person, code=code)
    recovery = person.page.locator(".recovery-codes li").all_inner_texts()
    assert len(recovery) == 10
    person.look("recovery-codes")

    person.page.context.clear_cookies()
    person.go("/")
    enter(person, chosen)
    person.look("code")
    send(person, code=recovery[0])
    expect(person.page).to_have_url(f"{person.portal}/")
    person.go("/accounts/me/")
    person.look("me")
    person.go("/accounts/sessions/")
    person.look("sessions")


def test_what_was_typed_survives_the_end_of_the_session(visit: Callable[..., Visitor]) -> None:
    person = visit("typed-text", width=1440)
    person.go("/")
    person.sign_in("staff", "zh-hans")
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
