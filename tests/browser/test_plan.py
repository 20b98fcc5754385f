"""Next year's plan in a browser: split by pasting, evenly, copied down; taken over, changed and signed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan, Target
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

#: 45 admissions are a number that is split.
ADMISSIONS = "QUA-02"
PASTE = """([element, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def paste(page: Page, cell: str, text: str) -> None:
    page.focus(cell)
    page.evaluate(PASTE, [page.query_selector(cell), text])


def test_45_admissions_are_split_over_42_villages_by_pasting(visit: Callable[..., Visitor]) -> None:
    staff = visit("split", width=1440)
    its = Indicator.objects.select_related("programme__plan").get(code=ADMISSIONS)
    Plan.objects.update(released_on=None)
    Target.objects.filter(indicator=its).exclude(organisation__code="T01").delete()
    staff.enter("staff", "zh-hans", f"/plans/2012/targets/?programme={its.programme_id}")
    page = staff.page
    villages = list(Organisation.objects.filter(code__regex=r"^V\d\d$").order_by("-code"))
    first = f"[id=target-{its.pk}-{villages[-1].pk}]"
    lines = [f"{it.name}\t{2 if at < 3 else 1}" for at, it in enumerate(villages)]
    paste(page, first, "\n".join([*lines, "没有的村\t4"]))
    expect(page.locator("[data-told]")).to_contain_text("没有的村 4")
    expect(page.locator(f"[data-sum='{its.pk}']")).to_have_text("45")
    expect(page.locator(f"[data-difference='{its.pk}']")).to_have_text("")
    page.press(first, "ArrowDown")
    page.keyboard.type("x")
    staff.look("pasted")
    page.click("main form button[type=submit]")
    expect(page.locator("#error-summary")).to_be_visible()
    assert page.locator("input.is-invalid").count() == 1
    page.locator("input.is-invalid").fill("1")
    page.click("main form button[type=submit]")
    expect(page.locator(".alert-success")).to_be_visible()
    stored = dict(Target.objects.filter(indicator=its).values_list("organisation__code", "value"))
    assert [stored[it.code] for it in villages[:4]] == [200, 200, 200, 100]
    assert sum(stored[it.code] for it in villages) == 4500


def test_next_years_plan_is_copied_changed_and_signed_by_two_villages_on_a_phone(visit: Callable[..., Visitor]) -> None:
    staff = visit("plan", width=1440)
    staff.enter("staff", "zh-hans", "/plans/2013/")
    page = staff.page
    page.click("form.empty-plan button[type=submit]")
    expect(page.locator(".alert-success")).to_be_visible()
    its = Indicator.objects.select_related("programme__plan").get(code=ADMISSIONS, programme__plan__year=2013)
    change_three_targets(staff, its)
    page.click("main a[href='/plans/2013/?organisation=T01']")
    page.click("main a[href*='/plans/2013/signing/']")
    page.click("button[name=release]")
    expect(page.locator("#error-summary")).to_be_visible()
    page.fill("textarea[name=reason], input[name=reason]", "机动数留待下半年")
    staff.look("release")
    page.click("button[name=release]")
    expect(page.locator(".alert-success")).to_be_visible()
    for number, width in (("01", 360), ("02", 360)):
        sign_on_a_phone(visit(f"sign-{number}", width=width), number)
    staff.go("/plans/2013/signing/")
    expect(page.locator("main .badge.bg-green-lt")).to_have_count(2)
    staff.look("signed")
    revise_a_target(staff, its)


def change_three_targets(staff: Visitor, its: Indicator) -> None:
    page = staff.page
    staff.go(f"/plans/2013/targets/?programme={its.programme_id}")
    for code, value in (("V01", "3"), ("V02", "3"), ("V03", "2")):
        page.fill(f"[id=target-{its.pk}-{Organisation.objects.get(code=code).pk}]", value)
    page.click("main form button[type=submit]")
    expect(page.locator(".alert-success")).to_be_visible()


def sign_on_a_phone(secretary: Visitor, number: str) -> None:
    """From the first page, where it waits, to the receipt."""
    page = secretary.page
    secretary.enter(f"secretary{number}", "zh-hans", "/plans/2013/letter/")
    expect(page.locator("main form")).to_contain_text("发展党员")
    secretary.look("letter")
    page.click("button[name=sign]")
    expect(page.locator("form .alert-success")).to_be_visible()
    secretary.look("signed")


def revise_a_target(staff: Visitor, its: Indicator) -> None:
    page, cell = staff.page, f"[id=target-{its.pk}-{Organisation.objects.get(code='V01').pk}]"
    staff.go(f"/plans/2013/targets/?programme={its.programme_id}")
    page.fill(cell, "4")
    page.click(".targets-save button")
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator(cell)).to_have_value("4")
    page.fill("input[name=reason]", "区委追加任务")
    page.fill("input[name=approved_by]", "党委会议")
    staff.look("revision")
    page.click(".targets-save button")
    expect(page.locator(".alert-success")).to_be_visible()
    staff.go("/plans/2013/signing/")
    expect(page.locator("main .badge.bg-green-lt")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("3 → 4")
    staff.look("revised")


def test_a_new_indicator_is_made_without_code_and_filled_by_what_is_recorded(visit: Callable[..., Visitor]) -> None:
    Plan.objects.update(released_on=None)
    staff, phone = visit("own-indicator", width=1440), visit("own-activity", width=360)
    staff.enter("staff", "zh-hans", "/plans/2012/indicators/")
    page = staff.page
    for name, text in (("programme", "其他监测指标"), ("code", "OWN-01"), ("name", "板报期数"), ("unit", "期")):
        page.fill(f"input[name={name}]", text)
    for name, value in (("kind", "count"), ("nature", "flow"), ("source", "measure"), ("comparator", ">=")):
        page.select_option(f"select[name={name}]", value)
    page.select_option("select[name=measure]", "activities:carrier:board")
    page.check("input[name=applies_to][value=township]")
    page.fill("input[name=due]", "2012-12-31")
    staff.look("indicator")
    page.click("main form button[type=submit]")
    staff.go("/plans/2012/indicators/OWN-01/?as_of=2012-12-31")
    expect(page.locator(".plan-figure")).to_have_text("暂无数据")
    record_a_board(phone)
    staff.go("/plans/2012/indicators/OWN-01/?as_of=2012-12-31")
    expect(page.locator(".plan-figure")).to_have_text("1 期")
    expect(page.locator("main")).to_contain_text("党代会精神板报")
    staff.look("filled")


def record_a_board(staff: Visitor) -> None:
    """On a phone; the form asks for a carrier only where publicity is chosen, and says what it will count for."""
    page = staff.page
    staff.enter("staff", "zh-hans", "/activities/new/?hosts=T01&date=2012-12-03")
    page.select_option("select[name=type]", "visit")
    expect(page.locator("select[name=carrier]")).to_be_hidden()
    page.fill("input[name=households]", "3")
    page.select_option("select[name=type]", "publicity")
    expect(page.locator("input[name=households]")).to_be_hidden()
    page.fill("input[name=topic]", "党代会精神板报")
    page.select_option("select[name=carrier]", "board")
    expect(page.locator("form [hx-get*=counts]")).to_contain_text("板报期数")
    staff.look("activity")
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_url("**/activities/*/?saved")
    staff.look("recorded")
