"""A village proposes a change in an approved month from a phone; the township decides; a workbook comes in twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from apps.activities.models import Activity
from tests.browser.visitor import Visitor
from tests.workbooks.books import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

SEPTEMBER = "/activities/?host=V01&since=2012-09-01&until=2012-09-30"


def test_a_change_in_an_approved_month_waits_for_the_township(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    secretary = visit("closed-secretary", width=360)
    secretary.enter("secretary01", "zh-hans", SEPTEMBER)
    page = secretary.page
    page.locator("main td.activities-topic a").first.click()
    page.click("a[href$='/edit/']")
    secretary.look("closed")
    page.fill("input[name=hours]", "240")
    page.fill("input[name=reason]", "签到表漏记")
    page.click("main form .card-footer button[type=submit]")
    secretary.look("hours-asked")
    page.click("main .alert button[type=submit]")
    page.wait_for_url("**/proposals/*/?made")
    secretary.look("proposed")
    secretary.go(SEPTEMBER)
    secretary.look("waiting")
    assert not Activity.objects.filter(hours=24000).exists()

    staff = visit("closed-staff", width=1440)
    staff.enter("staff", "en", "/")
    staff.page.click("main a[href='/proposals/']")
    staff.page.click("main .proposal summary")
    staff.look("queue")
    staff.page.click("main form[action$='/accept/'] button")
    staff.look("accepted")
    assert Activity.objects.filter(hours=24000).count() == 1

    file = tmp_path / "活动.xlsx"
    rows = [["2012-09-11", "培训", "V09", "双传"], ["2012-09-12", "党课", "V09", "双传"]]
    file.write_bytes(workbook(["日期", "类型", "主办组织编码", "主题"], *rows).getvalue())
    for name in ("first", "again"):
        staff.go("/exchange/activities/import/")
        staff.page.set_input_files("input[name=file]", file)
        staff.page.click("main form button[type=submit]")
        staff.page.wait_for_url("**/exchange/uploads/*/")
        staff.look(f"{name}-asked")
        staff.page.fill("input[name=reason]", "补录")
        if name == "again":
            staff.page.check("input[name=decision][value=skip]")
        staff.page.click("main form button[type=submit]")
        expect(staff.page.locator("main")).to_contain_text("The workbook has been imported.")
        staff.look(f"{name}-done")
    assert Activity.objects.filter(topic="双传").count() == 2
