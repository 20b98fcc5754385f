from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.activities.models import Activity
from apps.activities.services import activity_update, activity_withdraw
from apps.core.calendar import today
from apps.organisations import picker
from apps.organisations.kinds import Role
from tests.factories.activities import activity
from tests.factories.township import Township, organisation, person

SignIn = Callable[[str], Client]
LIST, NEW = "/activities/", "/activities/new/"


def form(**changes: Any) -> dict[str, Any]:
    filled = {"type": "party_lecture", "date": "2012-06-01", "topic": "柑橘管护技术党课", "hosts": ["V01"]}
    return filled | changes


def topics(browser: Client, query: str = "") -> set[str]:
    return {it.topic for it in browser.get(LIST + query).context["page"]}


@pytest.fixture
def three(township: Township) -> dict[str, Activity]:
    """One activity of each village V01 and V02, and one that they held together."""
    one = activity(township["V01"], topic="一村")
    two = activity(township["V02"], topic="二村", type="training", date=date(2012, 9, 1), campaign="党员冬训")
    both = activity(township["V01"], township["V02"], topic="两村", type="joint_meeting", date=date(2013, 1, 5))
    return {"一村": one, "二村": two, "两村": both}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("staff", {"一村", "二村", "两村"}),
        ("leader", {"一村", "二村", "两村"}),
        ("contact", {"一村", "两村"}),
        ("secretary01", {"一村", "两村"}),
        ("clerk01", {"一村", "两村"}),
        ("secretary02", {"二村", "两村"}),
        ("secretary03", set()),
    ],
)
def test_everybody_sees_what_their_organisations_hosted_and_nothing_else(
    three: dict[str, Activity], signed_in: SignIn, who: str, seen: set[str]
) -> None:
    browser = signed_in(who)
    assert topics(browser) == seen
    for topic, it in three.items():
        expected = 200 if topic in seen else 404
        assert browser.get(reverse("activities:detail", args=[it.number])).status_code == expected


@pytest.mark.parametrize("who", ["viewer", "auditor", "admin"])
def test_roles_without_activities_get_403(three: dict[str, Activity], signed_in: SignIn, who: str) -> None:
    browser = signed_in(who)
    number = three["一村"].number
    pages = [LIST, NEW, f"{LIST}{number}/", f"{LIST}{number}/edit/", f"{LIST}{number}/withdraw/", f"{LIST}?export=xlsx"]
    assert {browser.get(page).status_code for page in pages} == {403}


def test_whoever_is_signed_out_is_sent_to_the_sign_in_page_and_back(client: Client, db: None) -> None:
    assert client.get(NEW)["Location"] == f"/accounts/login/?next={NEW}"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("staff", {"一村": 200, "二村": 200, "两村": 200}),
        ("secretary01", {"一村": 200, "二村": 404, "两村": 403}),
        ("leader", {"一村": 403, "二村": 403, "两村": 403}),
    ],
)
def test_only_who_may_record_for_every_host_changes_or_withdraws(
    three: dict[str, Activity], signed_in: SignIn, who: str, expected: dict[str, int]
) -> None:
    browser = signed_in(who)
    for page in ("activities:edit", "activities:withdraw"):
        found = {topic: browser.get(reverse(page, args=[it.number])).status_code for topic, it in three.items()}
        assert found == expected
    for topic, it in three.items():
        if expected[topic] != 404:
            shown = browser.get(reverse("activities:detail", args=[it.number])).context["may_change"]
            assert shown == (expected[topic] == 200)


def test_an_association_officer_records_for_the_own_association_only(
    township: Township, signed_in: SignIn, client: Client
) -> None:
    association = organisation("A01", township["T01"], kind="association", sector="")
    client.force_login(person("association", Role.MASS_OFFICER, association))
    assert client.post(NEW, form(hosts=["A01"])).status_code == 302
    assert client.post(NEW, form(hosts=["V01"])).context["form"].errors.keys() == {"hosts"}
    assert topics(client) == topics(signed_in("staff")) == {"柑橘管护技术党课"}
    assert topics(signed_in("secretary01")) == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=二", {"二村"}),
        ("?q=2012-00001", {"一村"}),
        ("?type=training", {"二村"}),
        ("?host=V01", {"一村", "两村"}),
        ("?host=T01", {"一村", "二村", "两村"}),
        ("?since=2012-09-01&until=2012-12-31", {"二村"}),
        ("?since=2013-01-05", {"两村"}),
        ("?campaign=冬训", {"二村"}),
        ("?state=withdrawn", set()),
        ("?type=party&host=X&since=tomorrow&page=x&state=gone", {"一村", "二村", "两村"}),
        ("?q=%00", {"一村", "二村", "两村"}),
    ],
)
def test_the_list_is_filtered_and_a_bad_filter_is_passed_over(
    three: dict[str, Activity], signed_in: SignIn, query: str, found: set[str]
) -> None:
    assert topics(signed_in("staff"), query) == found


def test_the_host_filter_takes_in_what_stands_below(township: Township, signed_in: SignIn) -> None:
    activity(township["V03-1"], topic="下级")
    activity(township["V01"], topic="别村")
    assert topics(signed_in("staff"), "?host=V03") == {"下级"}


def test_one_of_many_hosts_is_searched_for_instead_of_listed(
    township: Township, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity(township["V01"], topic="本村")
    activity(township["V02"], topic="别村")
    staff, listed = signed_in("staff"), '<select name="host"'
    assert listed in staff.get(LIST).content.decode()
    monkeypatch.setattr(picker, "MAX_CHOICES", 3)
    assert listed not in staff.get(LIST).content.decode()
    assert topics(staff, f"?host=V01 {township['V01'].name}") == {"本村"}
    assert topics(staff, "?host=没有的村") == {"本村", "别村"}


def test_withdrawn_activities_leave_the_list_but_can_be_looked_up(
    three: dict[str, Activity], signed_in: SignIn
) -> None:
    gone = three["一村"]
    browser = signed_in("staff")
    answer = browser.post(reverse("activities:withdraw", args=[gone.number]), {"version": 1, "reason": "重复录入"})
    assert answer["Location"] == reverse("activities:detail", args=[gone.number])
    assert topics(browser) == {"二村", "两村"}
    assert topics(browser, "?state=withdrawn") == {"一村"}
    assert "重复录入" in browser.get(answer["Location"]).content.decode()
    assert browser.get(reverse("activities:edit", args=[gone.number])).status_code == 403


def test_withdrawing_needs_a_reason_and_the_version_that_was_seen(
    three: dict[str, Activity], township: Township, signed_in: SignIn
) -> None:
    it, browser = three["一村"], signed_in("staff")
    address = reverse("activities:withdraw", args=[it.number])
    assert browser.post(address, {"version": 1, "reason": ""}).context["form"].errors.keys() == {"reason"}
    activity_update(activity=it, version=1, hosts=[township["V01"]], by=None, present=3)
    browser.post(address, {"version": 1, "reason": "重复录入"})
    it.refresh_from_db()
    assert it.withdrawn_at is None


def test_a_secretary_with_one_organisation_has_it_preset_and_today_as_the_day(
    township: Township, signed_in: SignIn
) -> None:
    page = signed_in("secretary01").get(NEW)
    assert [(it.code, ticked) for it, ticked in page.context["form"]["hosts"].options] == [("V01", True)]
    assert page.context["form"]["date"].value() == today()
    assert 'type="checkbox"' not in page.content.decode()


def test_whoever_looks_after_several_chooses_among_exactly_those(township: Township, signed_in: SignIn) -> None:
    offered = {it.code for it, _ticked in signed_in("secretary03").get(NEW).context["form"]["hosts"].options}
    assert offered == {"V03", "V03-1", "V03-2"}


def test_recording_leads_to_the_activity_and_offers_another(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("secretary01")
    posted = form(due="40", present="30", hours="1.25", campaign="党员冬训", remark="果园现场")
    answer = browser.post(NEW, posted)
    it = Activity.objects.get()
    assert answer["Location"] == f"{LIST}{it.number}/?saved"
    assert (it.due, it.present, it.hours, it.campaign, it.remark) == (40, 30, 125, "党员冬训", "果园现场")
    assert (it.recorded_by, list(it.hosts.all())) == (township.people["secretary01"], [township["V01"]])
    shown = browser.get(answer["Location"]).content.decode()
    assert NEW in shown
    assert "75.0%" in shown


def test_save_and_record_another_keeps_host_and_day(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("staff")
    again = browser.post(NEW, form(hosts=["V02"], another="1"), follow=True).context["form"]
    assert [it.code for it, ticked in again["hosts"].options if ticked] == ["V02"]
    assert (again["date"].value(), again["topic"].value()) == ("2012-06-01", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hosts": ["V02"]}, "hosts"),
        ({"hosts": ["V01", "V02"]}, "hosts"),
        ({"hosts": ["nobody"]}, "hosts"),
        ({"hosts": []}, "hosts"),
        ({"due": "35", "present": "38"}, "present"),
        ({"date": "2999-01-01"}, "date"),
        ({"date": "2012-02-30"}, "date"),
        ({"type": "party"}, "type"),
        ({"topic": " "}, "topic"),
        ({"topic": "长" * 201}, "topic"),
        ({"hours": "0.333"}, "hours"),
        ({"hours": "241"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"due": "-1"}, "due"),
        ({"due": "1" * 5000}, "due"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    township: Township, signed_in: SignIn, changes: dict[str, Any], field: str
) -> None:
    page = signed_in("secretary01").post(NEW, form(remark="果园现场", **changes))
    shown = page.context["form"]
    assert shown.errors.keys() == {field}
    assert shown["remark"].value() == "果园现场"
    assert f'href="#id_{field}"' in page.content.decode()
    assert not Activity.objects.exists()


def test_the_same_host_day_and_type_is_asked_about_and_not_refused(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("staff")
    browser.post(NEW, form(hosts=["V01", "V02"]))
    asked = browser.post(NEW, form(topic="又一次", hosts=["V02"]))
    assert [it.topic for it in asked.context["questions"].similar] == ["柑橘管护技术党课"]
    assert asked.context["form"]["topic"].value() == "又一次"
    for other in ({"hosts": ["V03"]}, {"date": "2012-06-02"}, {"type": "training"}):
        assert browser.post(NEW, form(**other)).status_code == 302
    assert browser.post(NEW, form(topic="又一次", hosts=["V02"], confirmed="1")).status_code == 302
    assert Activity.objects.filter(topic="又一次").count() == 1


def test_a_withdrawn_activity_is_no_reason_to_ask(township: Township, signed_in: SignIn) -> None:
    activity_withdraw(
        activity=activity(township["V01"], date=date(2012, 6, 1), type="party_lecture"), version=1, reason="错", by=None
    )
    assert signed_in("staff").post(NEW, form()).status_code == 302


def test_changing_a_remark_does_not_ask_once_more(township: Township, signed_in: SignIn) -> None:
    first = activity(township["V01"], date=date(2012, 6, 1), type="party_lecture")
    activity(township["V01"], date=date(2012, 6, 1), type="party_lecture")
    posted = form(version="1", remark="改")
    assert signed_in("staff").post(f"{LIST}{first.number}/edit/", posted).status_code == 302
    first.refresh_from_db()
    assert (first.remark, first.topic) == ("改", "柑橘管护技术党课")


def test_of_two_people_the_second_sees_both_versions_and_decides(township: Township, signed_in: SignIn) -> None:
    it = activity(township["V01"], due=40, present=30)
    first, second = signed_in("staff"), signed_in("secretary01")
    address = f"{LIST}{it.number}/edit/"
    common = {"type": it.type, "date": "2012-03-20", "hosts": ["V01"], "due": "40", "version": "1"}
    first.post(address, {**common, "topic": "民主评议", "present": "31"})
    page = second.post(address, {**common, "topic": "民主评议党员", "present": "29"})
    found = {(str(row.stored), str(row.typed)) for row in page.context["form"].stale.differences}
    assert found == {("民主评议", "民主评议党员"), ("31", "29")}
    assert page.context["form"]["present"].value() == "29"
    it.refresh_from_db()
    assert (it.present, it.version) == (31, 2)
    version = page.context["form"]["version"].value()
    assert (
        second.post(address, {**common, "topic": "民主评议党员", "present": "29", "version": version}).status_code
        == 302
    )
    it.refresh_from_db()
    assert (it.present, it.version, it.changed_by) == (29, 3, township.people["secretary01"])


def test_the_address_may_propose_values_and_bad_ones_do_no_harm(township: Township, signed_in: SignIn) -> None:
    browser = signed_in("staff")
    shown = browser.get(NEW + "?type=training&hosts=V02&campaign=冬训").context["form"]
    assert (shown["type"].value(), shown["campaign"].value()) == ("training", "冬训")
    assert [it.code for it, ticked in shown["hosts"].options if ticked] == ["V02"]
    assert browser.get(NEW + "?type=x&hosts=nobody&date=yesterday").status_code == 200


def test_a_topic_is_shown_as_text_and_never_as_markup(township: Township, signed_in: SignIn) -> None:
    it = activity(township["V01"], topic="<b>党课</b>")
    for page in (LIST, f"{LIST}{it.number}/"):
        assert "<b>党课</b>" not in signed_in("staff").get(page).content.decode()


def test_the_list_goes_to_excel_as_filtered(three: dict[str, Activity], signed_in: SignIn) -> None:
    answer = signed_in("secretary01").get(LIST + "?export=xlsx&since=2013-01-01")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:6] == ("编号", "日期", "类型", "主办组织编码", "主办组织名称", "主题")
    assert [(row[0], row[2], row[3], row[5]) for row in rows[1:]] == [("2013-00001", "联席会议", "V01、V02", "两村")]


def test_pages_cost_the_same_queries_for_2_and_for_50_rows(
    township: Township, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    pages = (LIST, f"{LIST}?q=会&host=T01&type=members_meeting&since=2012-01-01", NEW)
    browsers = {who: signed_in(who) for who in ("staff", "secretary01")}

    def cost(who: str, page: str) -> int:
        with django_assert_max_num_queries(12, info=f"{who} on {page}") as counted:
            browsers[who].get(page)
        return len(counted)

    for browser in browsers.values():
        browser.get(NEW)  # what the first visit of all costs once
    costs = []
    for rows in (2, 48):
        for at in range(rows):
            activity(township["V01"], township["V02"], topic=f"大会{at}")
        costs.append({(who, page): cost(who, page) for who in browsers for page in pages})
    assert costs[0] == costs[1]


def test_an_activity_costs_the_same_queries_with_1_and_with_6_hosts(
    township: Township, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    costs = []
    for codes in (["V01"], ["T01", "V01", "V02", "V03", "V03-1", "V03-2"]):
        it = activity(*(township[code] for code in codes))
        for address in (f"{LIST}{it.number}/", f"{LIST}{it.number}/edit/"):
            browser = signed_in("staff")
            with django_assert_max_num_queries(12) as counted:
                browser.get(address)
            costs.append(len(counted))
    assert costs[:2] == costs[2:]
