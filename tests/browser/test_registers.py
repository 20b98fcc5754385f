"""An honour from its nomination to its revocation; a matter settled late on a phone; a checklist over all villages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from apps.honours.models import Honour
from apps.matters.models import Matter
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


def step(visitor: Visitor, code: str, **fields: str) -> None:
    """Take a step of the record that is open."""
    page = visitor.page
    page.click(f"main .btn-list a[href$='/{code}/']")
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    visitor.look(code)
    page.click("main form button[type=submit]")
    expect(page.locator("main .steps")).to_be_visible()


def test_an_honour_goes_through_its_public_notice_to_its_naming_and_its_revocation(
    visit: Callable[..., Visitor],
) -> None:
    staff = visit("honour", width=1440)
    staff.go("/registers/")
    staff.sign_in("staff", "zh-hans")
    staff.look("all")
    staff.page.click("main a[href='/registers/honours/']")
    staff.look("list")
    staff.page.click("main a[href$='/honours/new/']")
    staff.page.click("main form button[type=submit]")
    staff.look("missing")
    staff.page.fill("[name=organisation]", "V05")
    staff.page.fill("[name=title]", "示范村")
    staff.page.select_option("[name=level]", "1")
    staff.page.fill("[name=nominated_on]", "2026-01-05")
    staff.page.click("main form button[type=submit]")
    step(staff, "noticed", on="2026-01-12")
    step(staff, "named", on="2026-01-20", document_number="青委〔2026〕3号")
    step(staff, "revoked", on="2026-02-10", reason="弄虚作假")
    staff.look("revoked-detail")
    honour = Honour.objects.get(organisation__code="V05", nominated_on="2026-01-05")
    assert (honour.type, honour.state and honour.state.code) == ("model_village", "revoked")
    staff.go("/registers/documents/?q=12号")
    expect(staff.page.locator("main tbody")).to_contain_text("基层党建工作意见")
    staff.look("document-found")


def test_a_village_settles_a_matter_late_on_a_phone(visit: Callable[..., Visitor]) -> None:
    secretary = visit("matter", width=360)
    secretary.go("/registers/matters/new/")
    secretary.sign_in("secretary01", "zh-hans")
    page = secretary.page
    page.fill("[name=title]", "维修村口水渠")
    page.select_option("[name=category]", "practical")
    page.fill("[name=registered_on]", "2026-01-05")
    page.fill("[name=due]", "2026-02-01")
    secretary.look("new")
    page.click("main form button[type=submit]")
    step(secretary, "settled", on="2026-03-01", result="已通水")
    secretary.look("settled-detail")
    secretary.go("/registers/matters/")
    secretary.look("list")
    assert Matter.objects.filter(title="维修村口水渠", settled_on="2026-03-01", organisation__code="V01").exists()
