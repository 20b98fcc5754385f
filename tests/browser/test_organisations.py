"""What staff do with organisations on a screen and on a phone: found, appoint, read who lacks what."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from apps.checklists.models import Listing
from apps.notices.models import Notice
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.scope import MAX_CHOICES
from apps.posts.models import Appointment
from apps.two_new.models import TwoNewUnit
from tests.browser.visitor import Visitor
from tests.factories.township import organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]

ENTERPRISES = ("禾丰米业公司", "青禾农机公司", "清水建材公司", "河坝饲料公司")


def test_staff_found_a_joint_branch_for_four_enterprises_and_its_vacancy_closes(visit: Callable[..., Visitor]) -> None:
    staff = visit("organisations", width=1440)
    staff.enter("staff", "zh-hans", "/organisations/new/?parent=T01")
    found_a_joint_branch(staff)
    appoint_its_secretary(staff)


def found_a_joint_branch(staff: Visitor) -> None:
    """For four enterprises, each of which it covers from then on."""
    page = staff.page
    for name, value in {"code": "N91", "name": "粮油建材企业联合党支部", "founding_number": "青委〔2012〕71号"}.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=kind]", "joint_branch")
    page.select_option("[name=sector]", "private_enterprise")
    with page.expect_navigation():
        page.click("main form button[type=submit].btn-primary")
    for title in ENTERPRISES:
        staff.go("/registers/two-new-units/new/?organisation=N91&type=enterprise&coverage=joint&start=2012-12-03")
        page.fill("[name=title]", title)
        with page.expect_navigation():
            page.click("main form button[type=submit]")
    staff.go("/registers/two-new-units/?organisation=N91")
    expect(page.locator("main tbody tr")).to_have_count(len(ENTERPRISES))
    staff.look("joint-branch")
    assert set(TwoNewUnit.objects.filter(organisation__code="N91").values_list("title", flat=True)) == {*ENTERPRISES}


def appoint_its_secretary(staff: Visitor) -> None:
    page, vacancies = staff.page, "/registers/posts/seats/?q=N91"
    staff.go(vacancies)
    expect(page.locator("main .registers-table .badge")).to_contain_text("空缺")
    staff.look("vacant")
    with page.expect_navigation():
        page.click("main .registers-table a[href*='/posts/new/']")
    page.fill("[name=person]", "周志明")
    page.fill("[name=start]", "2012-12-10")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    staff.go(vacancies)
    expect(page.locator("main .registers-table tbody tr")).to_contain_text("周志明")
    staff.look("held")
    assert Appointment.objects.get(organisation__code="N91", person="周志明").post == "secretary"


@pytest.mark.parametrize("width", [1440, 360])
def test_staff_read_who_lacks_a_womens_organisation(visit: Callable[..., Visitor], width: int) -> None:
    staff = visit("lacking", width=width)
    led = LeadingLink.objects.filter(led__kind="womens_federation", leader__code__in=("V03", "V07"))
    assert led.update(end="2012-12-01") == 2
    staff.enter("staff", "zh-hans", "/registers/listings/?list=should_have_women&state=lacking")
    staff.look("lacking")
    told = {it.strip() for it in staff.page.locator("main tbody .code").all_inner_texts()}
    should = Listing.objects.filter(list="should_have_women").values_list("organisation__code", flat=True)
    have = LeadingLink.objects.filter(end=None, led__kind="womens_federation").values_list("leader__code", flat=True)
    assert told == {*should} - {*have} == {"V03", "V07"}


def test_of_more_than_a_list_holds_those_who_get_a_notice_are_named_by_keyboard(
    visit: Callable[..., Visitor],
) -> None:
    top = Organisation.objects.get(code="T01")
    for number in range(MAX_CHOICES + 1 - Organisation.objects.count()):
        organisation(f"X{number:03}", top)
    staff = visit("naming", width=1440)
    staff.enter("staff", "zh-hans", "/notices/new/")
    page, keys = staff.page, staff.page.keyboard
    chosen = page.locator("[data-naming-chosen] label")

    def name(text: str) -> None:
        """Into the field that has the focus, faster than suggestions come."""
        keys.type(text)
        keys.press("Enter")

    page.fill("[name=title]", "报送台账")
    page.fill("[name=text]", "请于周五前报送。")
    page.focus("[name=to-typed]")
    for number, text in enumerate(("V01", "V02", "镇卫生院工会", "gyjzqlh"), 1):
        name(text)
        expect(chosen).to_have_count(number)
    name("V03、无此组织，N11")
    expect(page.locator("[data-naming-said]")).to_have_text("未找到符合条件的组织")
    expect(page.locator("[name=to-typed]")).to_have_value("无此组织")
    page.fill("[name=to-typed]", "")
    page.select_option("[name=to-kind]", "joint_branch")
    page.press("[name=to-kind]", "Enter")
    expect(chosen).to_have_count(7)
    chosen.nth(1).locator("input").focus()
    keys.press("Space")
    staff.look("named")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    joint = Organisation.objects.filter(kind="joint_branch", closed=None).values_list("code", flat=True)
    told = Notice.objects.get().receipts.values_list("organisation__code", flat=True)
    assert sorted(told) == sorted({"V01", "G06", "V03", *joint})
