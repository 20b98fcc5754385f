"""The pages of the plan: what they show, to whom, and with how many queries."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.activities.types import ActivityType
from apps.filings.states import FilingState
from apps.plans.models import Indicator, Plan, Target
from tests.factories.township import Township, organisation
from tests.progress.cast import filed, graded, held, indicator

SignIn = Callable[[str], Client]
PLAN = "/plans/2012/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_plan_shows_figures_states_and_what_has_no_data(township: Township, plan: Plan, signed_in: SignIn) -> None:
    graded(township["V01"], "general", "advanced")
    graded(township["V02"], "general", "general")
    page = text(signed_in("staff"), PLAN + "?as_of=2012-12-31")
    assert "50.0%" in page
    assert "1/2" in page
    assert "已完成" in page
    assert "暂无数据" in page
    assert "活动经费拨付率" in page


def test_a_village_sees_its_own_figures_and_no_neighbour(township: Township, plan: Plan, signed_in: SignIn) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"])
    secretary = signed_in("secretary01")
    page = text(secretary, "/plans/2012/indicators/MAS-02/?as_of=2012-12-31")
    assert "组织V01" in page
    assert "组织V02" not in page
    assert secretary.get(PLAN + "?organisation=V02").status_code == 404
    assert secretary.get(PLAN + "?organisation=T01").status_code == 404
    assert "示范社区" not in text(secretary, PLAN)


def test_a_viewer_sees_nothing_that_is_pending(township: Township, plan: Plan, signed_in: SignIn) -> None:
    filed(township["V01"], 1, "FIL-01", 3300)
    filed(township["V01"], 2, "FIL-01", 4400, state=FilingState.SUBMITTED)
    address = "/plans/2012/indicators/FIL-01/?as_of=2012-02-29"
    assert "+44" in text(signed_in("staff"), address)
    seen = text(signed_in("viewer"), address)
    assert "33" in seen
    assert "+44" not in seen
    assert "待审核" not in seen


def test_an_indicator_opens_into_the_records_behind_it(township: Township, plan: Plan, signed_in: SignIn) -> None:
    meeting = held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"])
    filed(township["V01"], 1, "FIL-01", 3300)
    graded(township["V01"], "general")
    staff = signed_in("staff")
    assert f"/activities/{meeting.number}/" in text(staff, "/plans/2012/indicators/MAS-02/?as_of=2012-12-31")
    assert "/gradings/?year=2012&amp;organisation=T01" in text(staff, "/plans/2012/indicators/OPT-03/")
    filings = text(staff, "/plans/2012/indicators/FIL-01/?as_of=2012-03-31")
    assert "组织V01" in filings
    assert "2、3" in filings


def test_each_role_reaches_its_pages_only(township: Township, plan: Plan, signed_in: SignIn) -> None:
    expected = [
        ("staff", "/plans/", 200),
        ("secretary01", "/plans/", 200),
        ("viewer", "/plans/", 200),
        ("auditor", "/plans/", 403),
        ("admin", PLAN, 403),
        ("staff", "/plans/9999/", 404),
        ("staff", "/plans/2010/", 200),
        ("staff", PLAN + "?as_of=never&organisation=", 200),
        ("staff", PLAN + "?organisation=X99", 404),
        ("staff", PLAN + "?organisation=%00", 200),
        ("staff", "/plans/2012/indicators/NONE/", 404),
        ("staff", "/plans/2012/edit/", 200),
        ("staff", "/plans/2010/edit/", 404),
        ("staff", "/plans/2012/edit/?plan=x", 200),
        ("staff", "/plans/2012/edit/?plan=99999999999999999999999", 404),
        ("leader", "/plans/2012/edit/", 403),
        ("secretary01", "/plans/2012/targets/", 403),
        ("staff", "/plans/2012/targets/?programme=x", 200),
        ("staff", "/plans/2012/indicators/QUA-02/edit/", 200),
        ("staff", "/plans/2012/indicators/NONE/edit/", 404),
        ("staff", "/plans/2012/indicators/", 200),
        ("staff", "/plans/new/", 200),
    ]
    found = [(name, address, signed_in(name).get(address).status_code) for name, address, _status in expected]
    assert found == expected


def test_targets_are_set_in_the_grid_and_a_difference_is_said(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    its = indicator("QUA-03")
    address = f"/plans/2012/targets/?programme={its.programme.pk}"
    name = f"target-{its.pk}-{township['V01'].pk}"
    answer = signed_in("staff").post(address, {name: "15", f"was-{name}": "14"}, follow=True)
    assert Target.objects.get(indicator=its, organisation=township["V01"]).value == 1500
    assert Target.objects.filter(indicator=its).count() == 4
    assert "+1" in answer.content.decode()


def test_a_wrong_target_is_named_and_nothing_typed_is_lost(township: Township, plan: Plan, signed_in: SignIn) -> None:
    its = indicator("QUA-03")
    address = f"/plans/2012/targets/?programme={its.programme.pk}"
    names = [f"target-{its.pk}-{township[code].pk}" for code in ("V01", "V02", "V03")]
    typed = dict(zip(names, ("many", "1.5", "9"), strict=True))
    answer = signed_in("staff").post(address, typed)
    page = answer.content.decode()
    assert page.count('aria-invalid="true"') == 2
    assert all(f'value="{value}"' in page for value in typed.values())
    assert Target.objects.get(indicator=its, organisation=township["V03"]).value == 1400


def test_an_emptied_cell_takes_the_target_back(township: Township, plan: Plan, signed_in: SignIn) -> None:
    its = indicator("QUA-03")
    name = f"target-{its.pk}-{township['V01'].pk}"
    signed_in("staff").post(f"/plans/2012/targets/?programme={its.programme.pk}", {name: "", f"was-{name}": "14"})
    assert not Target.objects.filter(indicator=its, organisation=township["V01"]).exists()


def test_a_new_plan_and_an_indicator_are_entered_by_hand(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    settings = {"minimum_level": 1, "filing_opens_day": 1, "filing_due_day": 5}
    plan = {"organisation": township["T01"].pk, "year": 2013, "title": "2013年意见", **settings}
    assert staff.post("/plans/new/", plan).status_code == 302
    details = {
        "programme": "工程一",
        "code": "X-01",
        "name": "发展党员",
        "kind": "count",
        "nature": "flow",
        "source": "measure",
        "comparator": ">=",
        "unit": "名",
        "applies_to": ["village"],
        "due": "2013-12-31",
        "weight": 1,
        "milestones": "2013-6-30: 20\n2013-12-31：45",
    }
    assert staff.post("/plans/2013/indicators/", details).status_code == 302
    made = Indicator.objects.get(code="X-01")
    assert made.milestones == [["2013-06-30", 2000], ["2013-12-31", 4500]]
    assert staff.post("/plans/2013/indicators/", details).status_code == 200
    again = staff.post("/plans/2013/indicators/X-01/edit/", details | {"name": "吸收党员", "milestones": "soon"})
    assert "soon" in again.content.decode()
    assert staff.post("/plans/2013/indicators/X-01/edit/", details | {"name": "吸收党员"}).status_code == 302
    assert Indicator.objects.get(code="X-01").name == "吸收党员"


def test_the_targets_of_a_year_are_a_workbook(township: Township, plan: Plan, signed_in: SignIn) -> None:
    answer = signed_in("secretary01").get("/plans/?export=xlsx&year=2012")
    sheet = load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    headings = ["年度", "组织编码", "组织名称", "指标编码", "指标名称", "目标值"]
    assert [str(cell).rstrip("*") for cell in rows[0]][:6] == headings
    assert {row[1] for row in rows[1:]} == {"V01"}


def test_no_page_needs_more_queries_for_more_organisations(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    programme = indicator("QUA-03").programme.pk
    pages = [
        "/plans/",
        PLAN + "?as_of=2012-12-31",
        "/plans/2012/indicators/OPT-03/?as_of=2012-12-31",
        "/plans/2012/indicators/FIL-01/?as_of=2012-12-31",
        "/plans/2012/indicators/MAS-02/?as_of=2012-12-31",
        f"/plans/2012/targets/?programme={programme}",
    ]

    def fill(codes: range) -> None:
        for number in codes:
            village = organisation(f"V{number}", township["T01"])
            graded(village, "general", "advanced")
            held(ActivityType.JOINT_MEETING, date(2012, 3, 1), village)
            filed(village, 1, "FIL-01", 100)

    def counts() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                text(staff, page)
            found.append(len(captured))
        return found

    fill(range(10, 12))
    few = counts()
    fill(range(12, 22))
    assert [many - before for many, before in zip(counts(), few, strict=True)] == [0, 0, 0, 0, 0, 0]
    assert (
        max(few) <= 12 + 5 + 11
    )  # five for what is due, and one for each register that decides figures, for whom they mean, for what is proposed
