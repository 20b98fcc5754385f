"""The pages of mass organisations: who sees which, who advises, who answers, and what a branch reads of them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.activities.services import activity_record
from apps.activities.types import ActivityType
from apps.associations.models import Advice
from apps.core.calendar import today
from apps.core.ratio import Ratio
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.filings.states import FilingState
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.registers.registry import REGISTERS
from tests.factories.leading import advice_answer, advice_give, leading_start
from tests.factories.township import Township, organisation
from tests.filings.cast import plan_of

SignIn = Callable[[str], Client]
START = date(2000, 1, 1)
NEW = "/registers/advice/new/"
TEXT, ANSWER = "建议采收前签好收购合同", "交会员大会表决"


def advised(led: Township, giver: str = "V01", association: str = "A01") -> Advice:
    return advice_give(giver=led[giver], association=led[association], text=TEXT, by=None)


def sent_from(client: Client, association: str = "A01") -> dict[str, str]:
    """What the form on the page of the association sends."""
    form = client.get(f"/associations/{association}/").context["form"]
    names = ("organisation", "giver", "given_on", "once")
    hidden = {name: form[name].value() for name in names}
    shown = {name: form.fields[name].prepare_value(value) for name, value in hidden.items()}
    return {**{name: str(value) for name, value in shown.items() if value is not None}, "text": TEXT}


def listed(client: Client, query: str = "") -> list[str]:
    return [it.code for it in client.get(f"/associations/{query}").context["page"]]


@pytest.mark.parametrize(
    ("username", "visible"),
    [
        ("staff", ["A01", "A02", "A03"]),
        ("leader", ["A01", "A02", "A03"]),
        ("secretary01", ["A01"]),
        ("clerk01", ["A01"]),
        ("contact", ["A01"]),
        ("secretary02", ["A02"]),
        ("secretary03", []),
        ("officer-A03", ["A03"]),
    ],
)
def test_everybody_sees_their_own_and_nobody_the_neighbours(
    led: Township, signed_in: SignIn, username: str, visible: list[str]
) -> None:
    client = signed_in(username)
    assert listed(client) == visible
    for code in ("A01", "A02", "A03"):
        assert client.get(f"/associations/{code}/").status_code == (200 if code in visible else 404)


def test_a_party_organisation_has_no_page_here(led: Township, signed_in: SignIn) -> None:
    assert signed_in("staff").get("/associations/V01/").status_code == 404


def test_the_list_names_the_leader_and_counts_open_advice(led: Township, signed_in: SignIn) -> None:
    advised(led)
    advice_answer(advice=advised(led), answer=ANSWER, by=None)
    rows = signed_in("staff").get("/associations/").context["page"]
    found = [(it.code, it.leader_code, it.open_advice) for it in rows]
    assert found == [("A01", "V01", 1), ("A02", "V02", 0), ("A03", None, 0)]


def test_the_share_led_is_what_the_two_lists_hold_and_counts_no_closed_one(led: Township, signed_in: SignIn) -> None:
    Organisation.objects.filter(code="A03").update(closed=date(2012, 1, 1))
    assert signed_in("staff").get("/associations/").context["share"] == Ratio(2, 2)
    Organisation.objects.filter(code="A03").update(closed=None)
    share = signed_in("staff").get("/associations/").context["share"]
    lists = [len(listed(signed_in("staff"), f"?led={it}")) for it in ("yes", "no")]
    assert (share, lists) == (Ratio(2, 3), [2, 1])
    assert signed_in("secretary01").get("/associations/").context["share"] == Ratio(1, 1)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?q=A02", ["A02"]),
        ("?kind=association", ["A01", "A02", "A03"]),
        ("?kind=trade_union", []),
        ("?led=no", ["A03"]),
        ("?led=yes", ["A01", "A02"]),
        ("?advice=open", ["A01"]),
        ("?advice=none&led=yes", ["A02"]),
        ("?kind=committee&led=x&page=z", ["A01", "A02", "A03"]),
    ],
)
def test_the_list_is_filtered(led: Township, signed_in: SignIn, query: str, left: list[str]) -> None:
    advised(led)
    assert listed(signed_in("staff"), query) == left


def test_the_export_holds_what_the_filters_leave(led: Township, signed_in: SignIn) -> None:
    advised(led)
    answer = signed_in("staff").get("/associations/?export=xlsx&led=yes")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert list(sheet.values)[1:] == [
        ("A01", "组织A01", "协会", None, "V01", "组织V01", 1),
        ("A02", "组织A02", "协会", None, "V02", "组织V02", 0),
    ]


def test_the_secretary_advises_in_the_name_of_the_branch(led: Township, signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    assert client.get("/associations/A01/").context["around"].may_advise
    sent = sent_from(client)
    assert client.post(NEW, {**sent, "giver": "V02", "organisation": "A02"}).status_code == 200
    client.post(NEW, sent)
    advice = Advice.objects.get()
    assert (advice.giver, advice.organisation, advice.recorded_by) == (
        led["V01"],
        led["A01"],
        led.people["secretary01"],
    )


def test_empty_advice_is_said_at_its_field(led: Township, signed_in: SignIn) -> None:
    page = signed_in("secretary01").post(NEW, {**sent_from(signed_in("secretary01")), "text": " "})
    assert set(page.context["form"].errors) == {"text"}
    assert not Advice.objects.exists()


def test_nobody_advises_but_the_secretary_of_the_branch_that_leads_it(led: Township, signed_in: SignIn) -> None:
    sent = sent_from(signed_in("secretary01"))
    for username in ("clerk01", "staff", "leader", "officer-A01"):
        assert signed_in(username).post(NEW, sent).status_code == 403
        assert not signed_in(username).get("/associations/A01/").context["around"].may_advise
    for giver in ("V01", "V02"):
        page = signed_in("secretary02").post(NEW, {**sent, "giver": giver})
        assert "organisation" in page.context["form"].errors
    assert not Advice.objects.exists()


def test_a_branch_advises_what_it_leads_itself_and_not_what_another_leads_below_it(
    led: Township, signed_in: SignIn
) -> None:
    below = organisation("A01-1", led["A01"], kind=Kind.ASSOCIATION, sector="")
    leading_start(leader=led["V02"], led=below, start=START, by=None)
    assert signed_in("secretary01").get("/associations/A01-1/").status_code == 200
    own = {**sent_from(signed_in("secretary01")), "organisation": "A01-1"}
    assert set(signed_in("secretary01").post(NEW, own).context["form"].errors) == {"giver"}
    assert signed_in("secretary02").post(NEW, sent_from(signed_in("secretary02"), "A01-1")).status_code == 302


def test_the_officer_answers_and_both_sides_read_it(led: Township, signed_in: SignIn) -> None:
    advice = advised(led)
    address, sent = f"/registers/advice/{advice.pk}/answered/", {"on": today().isoformat(), "version": advice.version}
    assert address in signed_in("officer-A01").get("/associations/A01/").content.decode()
    assert address not in signed_in("secretary01").get("/associations/A01/").content.decode()
    assert TEXT in signed_in("officer-A01").get(address).content.decode()
    assert set(signed_in("officer-A01").post(address, {**sent, "answer": ""}).context["form"].errors) == {"answer"}
    signed_in("officer-A01").post(address, {**sent, "answer": ANSWER})
    assert ">officer-A01</span>" in signed_in("staff").get("/associations/A01/").content.decode()
    for username in ("secretary01", "officer-A01", "staff"):
        assert ANSWER in signed_in(username).get("/associations/A01/").content.decode()


def test_the_second_answer_is_shown_the_first_and_is_not_lost(led: Township, signed_in: SignIn) -> None:
    advice = advised(led)
    advice_answer(advice=advice, answer=ANSWER, by=None)
    sent = {"on": today().isoformat(), "version": advice.version, "answer": "另一个答复"}
    page = signed_in("officer-A01").post(f"/registers/advice/{advice.pk}/answered/", sent)
    assert ANSWER in page.content.decode()
    assert "另一个答复" in page.content.decode()
    assert 'type="submit">答复' not in page.content.decode()
    assert Advice.objects.get().answer == ANSWER


def test_nobody_answers_for_another_association(led: Township, signed_in: SignIn) -> None:
    advice = advised(led)
    for username in ("secretary01", "staff", "leader"):
        page = signed_in(username).post(f"/registers/advice/{advice.pk}/answered/", {"answer": ANSWER})
        assert page.status_code == 403
    page = signed_in("officer-A02").post(f"/registers/advice/{advice.pk}/answered/", {"answer": ANSWER})
    assert page.status_code == 404
    assert Advice.objects.get().answer == ""


def test_the_text_of_a_person_is_text(led: Township, signed_in: SignIn) -> None:
    advice_give(giver=led["V01"], association=led["A01"], text="<script>alert(1)</script>", by=None)
    page = signed_in("officer-A01").get("/associations/A01/").content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page


# --- What the branch reads of what it leads -----------------------------------------------------------------


def months_of(led: Township) -> dict[FilingState, Filing]:
    """A month of A01 in each state."""
    plan = plan_of(led["T01"])
    months_open(plan=plan, months=[Month(2012, month) for month in range(1, 5)])
    found = dict(zip(FilingState, Filing.objects.filter(organisation=led["A01"]).order_by("month"), strict=True))
    for state, filing in found.items():
        filing.state = state
        filing.first_submitted_on = None if state == FilingState.DRAFT else date(2012, 6, 1)
        filing.save()
    return found


def test_the_branch_reads_the_months_that_were_handed_in_and_no_draft(led: Township, signed_in: SignIn) -> None:
    months = months_of(led)
    shown = signed_in("secretary01").get("/filings/A01/handed-in/").context["filings"]
    assert {filing.state for filing in shown} == {FilingState.SUBMITTED, FilingState.APPROVED}
    for username, seen in (("secretary01", 403), ("clerk01", 403), ("secretary02", 404), ("officer-A01", 200)):
        for state, filing in months.items():
            handed_in = state in (FilingState.SUBMITTED, FilingState.APPROVED)
            expected = 200 if handed_in and seen == 403 else seen
            answer = signed_in(username).get(f"/filings/A01/2012/{filing.month}/record/")
            assert answer.status_code == expected, (username, state)


def test_the_page_asks_for_the_months_that_were_handed_in(led: Township, signed_in: SignIn) -> None:
    months = months_of(led)
    address = "/filings/A01/handed-in/"
    for username in ("secretary01", "clerk01", "officer-A01", "staff"):
        assert f'hx-get="{address}"' in signed_in(username).get("/associations/A01/").content.decode()
        page = signed_in(username).get(address)
        shown = {state for state, it in months.items() if f"/filings/A01/2012/{it.month}/" in page.content.decode()}
        assert shown == {FilingState.SUBMITTED, FilingState.APPROVED}
    for username, status in (("secretary02", 404), ("officer-A02", 404), ("viewer", 403), ("admin", 403)):
        assert signed_in(username).get(address).status_code == status


def test_where_nothing_was_handed_in_it_says_so(led: Township, signed_in: SignIn) -> None:
    assert "尚无已报月份" in signed_in("secretary01").get("/filings/A01/handed-in/").content.decode()


def test_the_latest_year_of_months_is_offered(led: Township, signed_in: SignIn) -> None:
    for year in (2011, 2012):
        plan = plan_of(led["T01"], year)
        months_open(plan=plan, months=[Month(year, month) for month in range(1, 13)])
    months = Filing.objects.filter(organisation=led["A01"]).exclude(year=2012, month=12)
    months.update(state=FilingState.APPROVED, first_submitted_on=date(2012, 6, 1))
    shown = signed_in("secretary01").get("/filings/A01/handed-in/").context["filings"]
    assert [(it.year, it.month) for it in shown] == [*((2012, month) for month in range(11, 0, -1)), (2011, 12)]


def test_what_passed_between_the_association_and_the_township_is_not_for_the_branch(
    led: Township, signed_in: SignIn
) -> None:
    month = months_of(led)[FilingState.SUBMITTED]
    month.reopening_asked = "漏报两户"
    month.save()
    address = f"/filings/A01/2012/{month.month}/record/"
    assert "漏报两户" in signed_in("officer-A01").get(address).content.decode()
    page = signed_in("secretary01").get(address)
    assert "漏报两户" not in page.content.decode()
    assert page.context["steps"] is None
    assert not any(page.context[name] for name in ("may_draft", "may_ask", "may_confirm", "may_review"))


@pytest.mark.parametrize("page", ["", "draft/", "check/", "confirm/", "ask/"])
def test_the_branch_writes_nothing_in_the_months_of_what_it_leads(led: Township, signed_in: SignIn, page: str) -> None:
    filing = months_of(led)[FilingState.DRAFT]
    address = f"/filings/A01/2012/{filing.month}/{page}"
    assert signed_in("secretary01").post(address, {"version": "1"}).status_code == 403
    assert signed_in("secretary02").post(address, {"version": "1"}).status_code == 404
    assert Filing.objects.get(pk=filing.pk).version == 1


def test_the_branch_reads_activities_and_changes_none(led: Township, signed_in: SignIn) -> None:
    held = {}
    for code in ("A01", "A02"):
        day, topic = date(2012, 3, 1), f"{code}技术培训"
        made = activity_record(hosts=[led[code]], by=None, date=day, type=ActivityType.TRAINING, topic=topic)
        held[code] = made.number
    client = signed_in("secretary01")
    page = client.get("/activities/").content.decode()
    assert ("A01技术培训" in page, "A02技术培训" in page) == (True, False)
    assert [client.get(f"/activities/{held[code]}/").status_code for code in ("A01", "A02")] == [200, 404]
    assert [client.get(f"/activities/{held[code]}/edit/").status_code for code in ("A01", "A02")] == [403, 404]
    assert [client.post(f"/activities/{held[code]}/withdraw/").status_code for code in ("A01", "A02")] == [403, 404]
    hosts = client.get("/activities/new/").context["form"].fields["hosts"].choices
    assert [code for code, _name in hosts] == ["V01"]
    posted = {"hosts": "A01", "date": "2012-03-02", "type": ActivityType.TRAINING, "topic": "技术培训"}
    assert set(client.post("/activities/new/", posted).context["form"].errors) == {"hosts"}


def test_the_branch_reads_official_progress_and_comes_to_its_own_plan_first(led: Township, signed_in: SignIn) -> None:
    plan_of(led["T01"])
    client = signed_in("secretary01")
    own = client.get("/plans/2012/")
    assert (own.context["organisation"], own.context["pending"]) == (led["V01"], True)
    there = client.get("/plans/2012/?organisation=A01")
    assert (there.context["organisation"], there.context["pending"]) == (led["A01"], False)
    assert client.get("/plans/2012/?organisation=A02").status_code == 404
    indicators = client.get("/api/v1/progress/?organisation=A01&year=2012").json()["indicators"]
    assert {it["pending"] for it in indicators} == {None}


# --- Queries ------------------------------------------------------------------------------------------------


def test_pages_cost_the_same_for_two_and_for_twenty(led: Township, signed_in: SignIn) -> None:
    telling = sum(bool(it.glance) for it in REGISTERS.values())
    pages = {"/associations/": 12, "/associations/A01/": 12 + telling, "/filings/A01/handed-in/": 12}
    people = ("staff", "secretary01", "officer-A01")

    def queries(username: str, page: str) -> int:
        client = signed_in(username)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    def costs() -> dict[tuple[str, str], int]:
        return {(username, page): queries(username, page) for username in people for page in pages}

    for _again in range(2):
        advised(led)
    months_of(led)
    few = costs()
    for number in range(10, 30):
        one: Organisation = organisation(f"A{number}", led["T01"], kind=Kind.ASSOCIATION, sector="")
        leading_start(leader=led["V01"], led=one, start=START, by=None)
        advised(led)
    assert costs() == few
    assert [visit for visit, cost in few.items() if cost > pages[visit[1]]] == []
