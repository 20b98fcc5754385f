"""What a village secretary does about members on a phone: an activist, what comes next, a visit, and who came."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.activities.models import Activity
from apps.admissions.models import Admission
from apps.members.models import CareRecord, MemberCategory
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


def test_a_secretary_adds_an_activist_records_a_holiday_visit_and_ticks_who_came(visit: Callable[..., Visitor]) -> None:
    secretary = visit("members", width=360)
    secretary.enter("secretary01", "zh-hans", "/registers/admissions/")
    page = secretary.page
    page.click("main a[href$='/admissions/new/']")
    page.fill("[name=name]", "李明")
    page.fill("[name=born]", "1988-05")
    for name, day in (("applied_on", "2012-12-03"), ("talked_on", "2012-12-10"), ("activist_on", "2012-12-20")):
        page.fill(f"[name={name}]", day)
    page.select_option("[name=recommended_by]", "members")
    assert_nothing_stays(page, "李明")
    secretary.look("activist")
    page.click("main form button[type=submit]")
    expect(page.locator("main .alert-info").first).to_contain_text("下一步")
    secretary.look("next")
    case = Admission.objects.get(organisation__code="V01", name="李明")
    assert case.state is not None
    assert case.state.code == "activist"

    visit_in_need(secretary)
    tick(secretary)


def visit_in_need(secretary: Visitor) -> None:
    """From the page of a member in hardship."""
    there = MemberCategory.objects.filter(category="hardship", organisation__code="V01", end__isnull=True)
    member = there.select_related("member").order_by("pk")[0].member
    page = secretary.page
    secretary.go(f"/registers/members/{member.pk}/")
    page.click("main a[href^='/registers/care/new/']")
    page.select_option("[name=type]", "visit")
    page.fill("[name=date]", "2012-12-24")
    page.fill("[name=occasion]", "元旦慰问")
    assert_nothing_stays(page, "元旦慰问", member.name)
    secretary.look("visit")
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("元旦慰问")
    secretary.look("visited")
    assert CareRecord.objects.filter(member=member, date="2012-12-24", type="visit").count() == 1


def assert_nothing_stays(page: Page, *words: str) -> None:
    """Of what was typed about somebody the browser keeps nothing."""
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert [word for word in words if word in kept] == []


def tick(secretary: Visitor) -> None:
    """An activity of December, whose month is open."""
    activity = Activity.objects.counted().filter(hosts__code="V01", date__gte="2012-12-01").order_by("pk")[0]
    page = secretary.page
    secretary.go(f"/activities/{activity.number}/")
    page.click("main a[href$='/attendance/tick/']")
    boxes = page.locator("main input[type=checkbox]")
    for at in range(3):
        boxes.nth(at).check()
    secretary.look("tick")
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("3人")
    secretary.look("ticked")
    activity.refresh_from_db()
    assert activity.present == 3
