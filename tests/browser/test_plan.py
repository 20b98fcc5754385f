"""Next year's plan in a browser: split by pasting, evenly, copied down; taken over, changed and signed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Target
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
