"""Staff merge two villages after reading what it means, and found a joint branch for an enterprise."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from apps.organisations.models import Organisation
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


@pytest.mark.parametrize("width", [1440, 360])
def test_two_villages_become_one_and_a_joint_branch_is_founded(visit: Callable[..., Visitor], width: int) -> None:
    staff = visit("reorganising", width=width)
    staff.enter("staff", "zh-hans", "/organisations/V02/reorganise/")
    page = staff.page
    page.check("[name=way][value=merge]")
    for name, value in {
        "heir": "V01",
        "on": "2012-12-15",
        "approval_number": "清委发〔2012〕41号",
        "reason": "区划调整",
    }.items():
        page.fill(f"[name={name}]", value)
    with page.expect_navigation():
        page.click("button[value=check]")
    staff.look("preview")
    expect(page.locator(".goings").first).to_be_visible()
    with page.expect_navigation():
        page.click("button[value=confirm]")
    expect(page.locator(".history li").first).to_contain_text("V01")
    staff.look("history")
    assert Organisation.objects.get(code="V02").merged_into == Organisation.objects.get(code="V01")

    staff.go("/organisations/new/?parent=T01")
    page.fill("[name=code]", "N90")
    page.fill("[name=name]", "果业企业联合党支部")
    page.select_option("[name=kind]", "joint_branch")
    page.fill("[name=founding_number]", "清委发〔2012〕42号")
    with page.expect_navigation():
        page.click("main form button[type=submit].btn-primary")
    expect(page.locator(".history li").first).to_contain_text("清委发〔2012〕42号")
