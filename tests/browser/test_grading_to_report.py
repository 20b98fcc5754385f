"""From organisations that nobody has graded to a report that is signed and sent, and to the district's filled form."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from apps.core.calendar import today
from apps.gradings.models import Grading
from tests.browser.visitor import Visitor
from tests.services.processes import Processes, kill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


def test_staff_and_leader_go_from_ungraded_to_a_signed_report_and_a_filled_form(
    visit: Callable[..., Visitor], processes: Processes, tmp_path: Path
) -> None:
    Grading.objects.filter(year=2012).update(
        end_class="", end_level=0, confirmed_on=None, superior_decided_on=None, document_number=""
    )
    staff, leader = visit("grading-to-report-staff", width=1440), visit("grading-to-report-leader", width=1440)
    staff.enter("staff", "zh-hans", "/scores/?year=2012&organisation=T01")
    assert upgraded(staff) == 0
    confirmed = confirm(staff, draft(staff))
    assert Grading.objects.filter(confirmed_on__isnull=False, document_number="清委发〔2012〕58号").count() == confirmed
    worker, beat = processes.worker(), processes.start("beat")
    address = report_of(staff)
    sign(leader, address)
    send(staff, address)
    kill(worker)
    kill(beat)
    rates = load_workbook(staff.download("a[href$='/download/']", tmp_path / "report.xlsx"))["三项比率"]
    numerator = upgraded(staff)
    assert numerator == next(row[3] for row in rates.iter_rows(values_only=True) if row[0] == "升级率")
    assert numerator == filled_form(staff, tmp_path)["D5"].value


def upgraded(staff: Visitor) -> int:
    """The numerator of the upgrade rate of general organisations, as the API says it."""
    answer = staff.page.request.get(f"{staff.portal}/api/v1/rates/?organisation=T01&year=2012")
    numerator: int = answer.json()["rates"]["general_upgrade"]["numerator"]
    return numerator


def draft(staff: Visitor) -> int:
    """Take every class over that the scores suggest; how many."""
    staff.page.check("input[data-ticks=chosen]")
    chosen = staff.page.locator("input[name=chosen]:checked").count()
    staff.page.click("form[action='/scores/draft/'] button[type=submit]")
    staff.page.wait_for_load_state()
    assert chosen == Grading.objects.drafts().filter(year=2012).count() > 0
    return chosen


def confirm(staff: Visitor, drafts: int) -> int:
    """Confirm them together, having seen what the rates come to, with day and document number."""
    staff.go("/gradings/confirm/?year=2012&organisation=T01")
    expect(staff.page.locator("input[name=seen]:checked")).to_have_count(drafts)
    staff.page.fill("input[name=confirmed_on]", "2012-11-15")
    staff.page.fill("input[name=document_number]", "清委发〔2012〕58号")
    staff.look("confirm")
    staff.page.click("form[hx-post] button.btn-primary[type=submit]")
    staff.page.wait_for_load_state()
    return drafts


def report_of(staff: Visitor) -> str:
    """Ask for the report; who has said nothing about an indicator is named first.  Its address once it is frozen."""
    staff.go("/reports/new/")
    staff.page.fill("input[name=year]", "2012")
    staff.send_in_vain("main button[type=submit]")
    expect(staff.page.locator("#error-summary, .alert-danger")).to_contain_text("（组织委员何敏）")
    staff.look("whose-comment-is-missing")
    staff.page.check("input[name=uncommented]")
    staff.page.click("main button[type=submit]")
    staff.page.wait_for_url("**/reports/*/")
    expect(staff.page.locator("a[href$='/download/']")).to_be_visible(timeout=60_000)
    return staff.page.url.removeprefix(staff.portal)


def sign(leader: Visitor, address: str) -> None:
    leader.enter("leader", "zh-hans", address)
    leader.page.click("a[href$='/sign/']")
    leader.page.wait_for_url("**/sign/")
    if leader.page.locator("input[name=aware]").count():
        leader.page.check("input[name=aware]")
    leader.page.fill("textarea[name=remark]", "未尽事项已安排专人跟进。")
    leader.look("sign")
    leader.page.click("main form button[type=submit]")
    leader.page.wait_for_url(f"**{address}")


def send(staff: Visitor, address: str) -> None:
    staff.go(f"{address}send/")
    for name, text in (
        ("sent_on", today().isoformat()),
        ("sent_to", "区委组织部"),
        ("document_number", "清委发〔2012〕88号"),
    ):
        staff.page.fill(f"input[name={name}]", text)
    staff.page.click("main form button[type=submit]")
    staff.page.wait_for_url(f"**{address}")
    staff.look("sent")


def filled_form(staff: Visitor, folder: Path) -> Any:
    """The district's form, filled again for the end of the year."""
    staff.go("/reports/forms/")
    staff.page.click("main table a")
    staff.page.fill("input[name=as_of]", "2012-12-31")
    return load_workbook(staff.download("button[formaction]", folder / "filled.xlsx")).worksheets[0]
