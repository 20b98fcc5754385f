"""The pages of filings: who sees what, tampered addresses, two people, and the whole way of a month."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import as_seen, filing_return, filings_open_due
from apps.filings.states import FilingState
from apps.plans.models import Indicator, Plan
from tests.factories.township import Township, organisation
from tests.filings.cast import SEPTEMBER, approved, filled, line, opened, save, submitted

SignIn = Callable[[str], Client]
V01 = "/filings/V01/2012/10/"


def typed(filing: Filing, flow: str = "12", stock: str = "8", rate: tuple[str, str] = ("3", "4")) -> dict[str, str]:
    """What a browser posts for the three lines."""
    pk = {code: line(filing, code).pk for code in ("F-FLOW", "F-STOCK", "F-RATE")}
    return {
        "version": str(Filing.objects.get(pk=filing.pk).version),
        "page": "p1",
        f"n{pk['F-FLOW']}": flow,
        f"n{pk['F-STOCK']}": stock,
        f"n{pk['F-RATE']}": rate[0],
        f"d{pk['F-RATE']}": rate[1],
    }


PAGES = [
    "",
    "check/",
    "record/",
    "receipt/",
    "workbook/",
    "draft/",
    "confirm/",
    "ask/",
    "return/",
    "extend/",
    "reopen/",
]
GET_ONLY = {
    "secretary01": {
        "": 200,
        "check/": 200,
        "record/": 200,
        "receipt/": 302,
        "workbook/": 200,
        "ask/": 200,
    }
    | {"draft/": 405, "confirm/": 405, "return/": 403, "extend/": 403, "reopen/": 403},
    "clerk01": {"": 200, "check/": 200, "record/": 200, "receipt/": 302, "workbook/": 200, "ask/": 200}
    | {"draft/": 405, "confirm/": 405, "return/": 403, "extend/": 403, "reopen/": 403},
    "secretary02": dict.fromkeys(PAGES, 404)
    | {"draft/": 405, "confirm/": 405}
    | dict.fromkeys(["return/", "extend/", "reopen/"], 403),
    "staff": {"": 200, "check/": 200, "record/": 200, "receipt/": 302, "workbook/": 200, "ask/": 403}
    | {"draft/": 405, "confirm/": 405, "return/": 200, "extend/": 200, "reopen/": 200},
    "leader": {"": 403, "check/": 403, "record/": 200, "receipt/": 302, "workbook/": 200, "ask/": 403}
    | {"draft/": 405, "confirm/": 405, "return/": 403, "extend/": 403, "reopen/": 403},
    "viewer": dict.fromkeys(PAGES, 403) | {"draft/": 405, "confirm/": 405},
    "admin": dict.fromkeys(PAGES, 403) | {"draft/": 405, "confirm/": 405},
}


@pytest.mark.parametrize("username", GET_ONLY)
def test_every_page_is_for_whom_it_is(filing: Filing, signed_in: SignIn, username: str) -> None:
    client = signed_in(username)
    assert {page: client.get(V01 + page).status_code for page in PAGES} == GET_ONLY[username]


POSTS = {
    "draft/": {"secretary01": 200, "clerk01": 200, "staff": 200, "secretary02": 404, "leader": 403, "viewer": 403},
    "check/": {"clerk01": 403, "secretary02": 404, "leader": 403, "viewer": 403},
    "confirm/": {"clerk01": 403, "secretary02": 404, "staff": 403, "viewer": 403},
    "return/": {"secretary01": 403, "leader": 403, "contact": 403, "viewer": 403},
}


@pytest.mark.parametrize("page", POSTS)
def test_every_act_is_for_whom_it_is(filing: Filing, signed_in: SignIn, page: str) -> None:
    found = {}
    for username in POSTS[page]:
        found[username] = signed_in(username).post(V01 + page, {"version": 1, "reason": "x"}).status_code
        filing.refresh_from_db()
        assert filing.state == FilingState.DRAFT, username
    assert found == POSTS[page]


def test_signed_out_is_sent_to_the_sign_in_page(filing: Filing) -> None:
    assert Client().get(V01)["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize(
    "address", ["V01/2012/13/", "V01/2012/11/", "V99/2012/10/", "V%2001/2012/10/", "V01/99999/10/", "T01/2012/10/"]
)
def test_an_address_without_a_filing_is_not_found(filing: Filing, signed_in: SignIn, address: str) -> None:
    assert signed_in("staff").get(f"/filings/{address}").status_code == 404


@pytest.mark.parametrize(
    ("username", "seen", "hidden"),
    [
        ("staff", {"V01", "V02", "V03"}, set()),
        ("leader", {"V01", "V02", "V03"}, set()),
        ("contact", {"V01"}, {"V02", "V03"}),
        ("secretary01", {"V01"}, {"V02", "V03"}),
        ("clerk01", {"V01"}, {"V02", "V03"}),
        ("secretary02", {"V02"}, {"V01", "V03"}),
    ],
)
def test_the_list_shows_ones_own_part_and_nothing_else(
    filing: Filing, signed_in: SignIn, username: str, seen: set[str], hidden: set[str]
) -> None:
    page = signed_in(username).get("/filings/").content.decode()
    assert {code for code in ("V01", "V02", "V03") if f"/filings/{code}/" in page} == seen
    assert not any(f"组织{code}" in page for code in hidden)


def test_the_review_queue_is_for_staff_and_on_behalf_for_leaders(
    plan: Plan, township: Township, signed_in: SignIn
) -> None:
    submitted(opened(plan, township["V01"]), township.people["secretary01"])
    submitted(opened(plan, township["V02"]), township.people["staff"])
    staff, leader = (signed_in(name).get("/filings/review/").content.decode() for name in ("staff", "leader"))
    assert ("组织V01" in staff, "组织V02" in staff) == (True, True)
    assert ("组织V01" in leader, "组织V02" in leader) == (False, True)
    for name in ("secretary01", "clerk01", "contact", "viewer", "admin"):
        assert signed_in(name).get("/filings/review/").status_code == 403


def test_a_month_goes_its_whole_way(filing: Filing, signed_in: SignIn) -> None:
    village, staff = signed_in("secretary01"), signed_in("staff")
    assert village.post(V01, typed(filing) | {"go": "check"})["Location"] == V01 + "check/"
    version = Filing.objects.get(pk=filing.pk).version
    assert village.post(V01 + "check/", {"version": version})["Location"] == V01 + "receipt/"
    assert "2012-11-03" in village.get(V01 + "receipt/").content.decode()
    assert village.get(V01)["Location"] == V01 + "record/"

    flow = line(filing, "F-FLOW").pk
    version = Filing.objects.get(pk=filing.pk).version
    staff.post(V01 + "return/", {"version": version, f"why{flow}": "wrong_unit"})
    assert "元误填为万元" in village.get(V01).content.decode()

    village.post(V01, typed(filing, flow="1.2") | {"go": "check"})
    village.post(V01 + "check/", {"version": Filing.objects.get(pk=filing.pk).version})
    version = Filing.objects.get(pk=filing.pk).version
    staff.post("/filings/review/", {"filing": [f"{filing.pk}:{version}"]})
    filing.refresh_from_db()
    assert (filing.state, line(filing, "F-FLOW").numerator) == (FilingState.APPROVED, 120)


def test_the_form_takes_figures_as_people_write_them(filing: Filing, signed_in: SignIn) -> None:
    signed_in("clerk01").post(V01, typed(filing, flow="１，２３４．５", stock=" 8 ", rate=("0", "0")))
    values = dict(filing.lines.values_list("indicator__code", "numerator"))
    assert values == {"F-FLOW": 123450, "F-STOCK": 800, "F-RATE": 0}


@pytest.mark.parametrize(
    "bad", ["-1", "1.234", "十二", "1e9", "125000元", "99999999999999999999", "１２３abc", "1.2.3"]
)
def test_what_is_no_figure_is_said_at_its_field_and_kept(filing: Filing, signed_in: SignIn, bad: str) -> None:
    page = signed_in("clerk01").post(V01, typed(filing, flow=bad))
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert f'value="{bad}"' in page.content.decode()


def test_a_half_readable_draft_saves_what_can_be_read(filing: Filing, signed_in: SignIn) -> None:
    answer = signed_in("clerk01").post(V01 + "draft/", typed(filing, flow="十二", stock="8"))
    assert answer["X-Draft"] == "partly"
    values = dict(filing.lines.values_list("indicator__code", "numerator"))
    assert values == {"F-FLOW": None, "F-STOCK": 800, "F-RATE": 300}


def test_the_second_of_two_people_sees_both_versions_and_decides(filing: Filing, signed_in: SignIn) -> None:
    clerk, secretary = signed_in("clerk01"), signed_in("secretary01")
    of_secretary = typed(filing, flow="99") | {"page": "p2"}
    clerk.post(V01, typed(filing, flow="12.5"))
    assert secretary.post(V01 + "draft/", of_secretary)["X-Draft"] == "conflict"
    page = secretary.post(V01, of_secretary).content.decode()
    assert 'value="99"' in page
    assert "12.5" in page
    assert line(filing, "F-FLOW").numerator == 1250
    secretary.post(V01, of_secretary | {"version": str(Filing.objects.get(pk=filing.pk).version)})
    assert line(filing, "F-FLOW").numerator == 9900


def test_whoever_was_faster_than_themselves_in_another_window_is_told_so(filing: Filing, signed_in: SignIn) -> None:
    secretary = signed_in("secretary01")
    first, second = typed(filing, flow="12.5"), typed(filing, flow="99") | {"page": "p2"}
    secretary.post(V01, first)
    assert "您在其他窗口保存了不同的数据" in secretary.post(V01 + "draft/", second).content.decode()
    page = secretary.post(V01, second).content.decode()
    assert "在其他窗口保存该月数据" in page
    assert "您填写期间" not in page


def test_unchanged_takes_the_last_figure_without_scripts(plan: Plan, township: Township, signed_in: SignIn) -> None:
    submitted(opened(plan, township["V01"], SEPTEMBER), township.people["secretary01"], F_STOCK=700)
    filing = opened(plan, township["V01"])
    signed_in("clerk01").post(V01, typed(filing, stock="") | {"unchanged": str(line(filing, "F-STOCK").pk)})
    assert line(filing, "F-STOCK").numerator == 700


def test_all_unchanged_fills_every_stock_that_is_blank_and_no_flow(
    plan: Plan, township: Township, signed_in: SignIn
) -> None:
    other = Indicator.objects.get(code="F-STOCK")
    other.pk, other.code, other.name = None, "F-STOCK2", "文艺队员"
    other.save()
    before = opened(plan, township["V01"], SEPTEMBER)
    submitted(save(before, township.people["clerk01"], F_STOCK2=500), township.people["secretary01"], F_STOCK=700)
    filing = opened(plan, township["V01"])
    assert "全部与上期相同" in signed_in("clerk01").get(V01).content.decode()
    signed_in("clerk01").post(V01, typed(filing, stock="9", flow="") | {"unchanged": "all"})
    assert [line(filing, code).numerator for code in ("F-STOCK", "F-STOCK2", "F-FLOW")] == [900, 500, None]


@pytest.mark.parametrize("page", ["/", "/filings/"])
def test_a_month_without_events_is_said_from_the_list(filing: Filing, signed_in: SignIn, page: str) -> None:
    client = signed_in("secretary01")
    assert f'action="{V01}nil/"' in client.get(page).content.decode()
    assert client.post(V01 + "nil/")["Location"] == V01 + "check/"
    assert (line(filing, "F-FLOW").numerator, line(filing, "F-STOCK").numerator) == (0, None)
    assert f'action="{V01}nil/"' not in client.get(page).content.decode()


def test_something_new_is_not_overwritten_by_that(filing: Filing, township: Township, signed_in: SignIn) -> None:
    save(filing, township.people["clerk01"], F_FLOW=1200)
    assert signed_in("secretary01").post(V01 + "nil/")["Location"] == V01
    assert line(filing, "F-FLOW").numerator == 1200


def test_what_was_returned_comes_first_then_what_weighs_most(filing: Filing, signed_in: SignIn) -> None:
    Indicator.objects.filter(code="F-RATE").update(weight=5)
    filing.lines.filter(indicator__code="F-STOCK").update(return_reason="与台账不符")
    page = signed_in("clerk01").get(V01).content.decode()
    places = [
        page.index(f'<legend class="filing-line-name">{name}')
        for name in ("义务宣传员", "活动经费拨付率", "村集体经济收入")
    ]
    assert places == sorted(places)


def test_a_nil_return_is_one_tap_and_a_check(plan: Plan, township: Township, signed_in: SignIn) -> None:
    submitted(opened(plan, township["V01"], SEPTEMBER), township.people["secretary01"], F_STOCK=700)
    filing = opened(plan, township["V01"])
    village = signed_in("secretary01")
    answer = village.post(V01, typed(filing, "", "", ("", "")) | {"go": "nil"})
    assert answer["Location"] == V01 + "check/"
    assert dict(filing.lines.values_list("indicator__code", "numerator")) == {"F-FLOW": 0, "F-STOCK": 700, "F-RATE": 0}
    village.post(V01 + "check/", {"version": Filing.objects.get(pk=filing.pk).version})
    filing.refresh_from_db()
    assert (filing.state, filing.nil_return) == (FilingState.SUBMITTED, True)


def test_nothing_is_filled_in_silently(plan: Plan, township: Township, signed_in: SignIn) -> None:
    submitted(opened(plan, township["V01"], SEPTEMBER), township.people["secretary01"], F_STOCK=700)
    filing = opened(plan, township["V01"])
    village = signed_in("secretary01")
    assert "7" in village.get(V01).content.decode()
    assert line(filing, "F-STOCK").numerator is None
    answer = village.post(V01 + "check/", {"version": filing.version})
    assert answer["Location"] == V01 + "check/?missing"
    filing.refresh_from_db()
    assert filing.state == FilingState.DRAFT


def test_an_odd_figure_is_submitted_with_a_usual_reason(plan: Plan, township: Township, signed_in: SignIn) -> None:
    secretary = township.people["secretary01"]
    submitted(opened(plan, township["V01"], SEPTEMBER), secretary)
    filing = filled(opened(plan, township["V01"]), secretary, F_FLOW=12000)
    village, pk = signed_in("secretary01"), line(filing, "F-FLOW").pk
    answer = village.post(V01 + "check/", {"version": filing.version})
    assert answer["Location"] == V01 + "check/?missing"
    assert "请简要说明原因" in village.get(answer["Location"]).content.decode()
    assert "请简要说明原因" not in village.get(V01 + "check/").content.decode()
    village.post(V01 + "check/", {"version": filing.version, f"why{pk}": "one_off", f"words{pk}": "土地流转"})
    filing.refresh_from_db()
    assert (filing.state, line(filing, "F-FLOW").note) == (FilingState.SUBMITTED, "本月有一次性大额项目；土地流转")


def test_a_clerk_is_told_that_the_secretary_submits(filing: Filing, township: Township, signed_in: SignIn) -> None:
    filled(filing, township.people["clerk01"])
    page = signed_in("clerk01").get(V01 + "check/").content.decode()
    assert 'value="submit"' not in page
    assert "书记" in page.partition("filing-form")[2]


def test_tampered_ids_approve_nothing(plan: Plan, township: Township, signed_in: SignIn) -> None:
    done = submitted(opened(plan, township["V01"]), township.people["secretary01"])
    leader, staff = signed_in("leader"), signed_in("staff")
    leader.post("/filings/review/", {"filing": [f"{done.pk}:{done.version}"]})  # not entered on behalf
    staff.post("/filings/review/", {"filing": ["x:1", f"{done.pk}:{done.version + 1}", "٣:1", "999999:1"]})
    staff.post("/filings/review/")
    done.refresh_from_db()
    assert done.state == FilingState.SUBMITTED


def test_a_village_asks_back_and_staff_reopen(plan: Plan, township: Township, signed_in: SignIn) -> None:
    approved([submitted(opened(plan, township["V01"]), township.people["secretary01"])], township.people["staff"])
    version = Filing.objects.get(organisation=township["V01"]).version
    signed_in("secretary01").post(V01 + "ask/", {"version": version, "reason": "多报2万元"})
    assert "多报2万元" in signed_in("staff").get("/filings/review/").content.decode()
    signed_in("staff").post(V01 + "reopen/", {"version": version + 1, "reason": "多报2万元"})
    assert Filing.objects.get(organisation=township["V01"]).state == FilingState.RETURNED


def test_the_township_gives_more_time(filing: Filing, signed_in: SignIn) -> None:
    data = {"version": filing.version, "reason": "洪灾", "until": "2012-11-20"}
    assert signed_in("staff").post(V01 + "extend/", data | {"until": "2012-11-05"}).status_code == 200
    signed_in("staff").post(V01 + "extend/", data)
    filing.refresh_from_db()
    assert filing.extended_to == date(2012, 11, 20)


def test_the_late_stand_in_the_reminder(plan: Plan, township: Township, signed_in: SignIn) -> None:
    submitted(opened(plan, township["V01"], SEPTEMBER), township.people["secretary01"])
    page = signed_in("staff").get("/filings/").content.decode()
    reminder = page.partition('id="reminder"')[2].partition("</textarea>")[0]
    assert ("组织V01" in reminder, "组织V02" in reminder, "组织V03" in reminder) == (False, True, True)


@pytest.mark.parametrize("query", ["?year=x", "?month=99", "?group=nobody", "?page=0", "?year=٢٠١٢", "?month=²"])
def test_a_filter_that_makes_no_sense_is_ignored(filing: Filing, signed_in: SignIn, query: str) -> None:
    assert "组织V02" in signed_in("staff").get("/filings/" + query).content.decode()


@pytest.mark.parametrize("query", ["?month=x", "?month=2012-", "?month=2012-99999999999", "?month=²-1", "?page=z"])
def test_a_month_that_makes_no_sense_is_no_fault(filing: Filing, signed_in: SignIn, query: str) -> None:
    assert signed_in("staff").get("/filings/review/" + query).status_code == 200


#: How many queries a page may cost.
MOST = {
    ("staff", "/filings/"): 12,
    ("staff", "/filings/review/"): 14,
    ("secretary01", "/filings/"): 13,
    ("secretary01", V01): 12,
    ("secretary01", "/plans/2012/months/V01/10/"): 20,
    ("secretary01", V01 + "record/"): 12,
}


def test_pages_cost_the_same_for_two_and_for_twelve(plan: Plan, township: Township, signed_in: SignIn) -> None:
    filings_open_due(on=date(2012, 11, 3))
    submitted(Filing.objects.get(organisation=township["V02"], month=10), township.people["secretary02"])
    submitted(Filing.objects.get(organisation=township["V01"], month=1), township.people["secretary01"])

    def queries(username: str, address: str) -> int:
        client = signed_in(username)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(address).status_code == 200
        return len(taken)

    few = {visit: queries(*visit) for visit in MOST}
    for number in range(10, 20):
        organisation(f"V{number}", township["T01"])
    filings_open_due(on=date(2012, 11, 3))
    for month in range(2, 10):
        last = Filing.objects.get(organisation=township["V01"], month=month)
        submitted(last, township.people["secretary01"])
    for filing in Filing.objects.filter(month=10, organisation__code__gt="V04"):
        submitted(filing, township.people["secretary02"])
    assert {visit: queries(*visit) for visit in MOST} == few
    assert [visit for visit, cost in few.items() if cost > MOST[visit]] == []


def test_returned_months_say_why_in_the_list(plan: Plan, township: Township, signed_in: SignIn) -> None:
    done = submitted(opened(plan, township["V01"]), township.people["secretary01"])
    filing_return(seen=as_seen(done), reason="照搬上月", line_reasons={}, by=township.people["staff"])
    assert "照搬上月" in signed_in("secretary01").get("/filings/").content.decode()
    assert "照搬上月" in signed_in("staff").get("/filings/").content.decode()
    assert save(Filing.objects.get(pk=done.pk), township.people["secretary01"], F_FLOW=1).when == Month(2012, 10)
