"""Who leads whom, on the page of either organisation."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.organisations.kinds import Kind, Role
from apps.organisations.models import LeadingLink
from tests.factories.leading import leading_start
from tests.factories.township import Township, misplaced, organisation

SignIn = Callable[[str], Client]
START = date(2010, 1, 1)
NEW = "/registers/leading/new/"


@pytest.fixture
def led(township: Township) -> Township:
    for code in ("A01", "A02"):
        township.organisations[code] = organisation(code, township["T01"], kind=Kind.ASSOCIATION, sector="")
    led, then = township["A01"], date(2012, 1, 1)
    leading_start(leader=township["V02"], led=led, start=START, end=then, by=None)
    leading_start(leader=township["V01"], led=led, start=then, basis="青委〔2012〕1号", by=None)
    return township


def link(led: Township) -> LeadingLink:
    found: LeadingLink = LeadingLink.objects.get(leader=led["V01"])
    return found


def test_either_page_shows_the_other_with_its_history(led: Township, signed_in: SignIn) -> None:
    around = signed_in("staff").get("/organisations/A01/").context["around"]
    assert [(it.other.code, it.start, it.end, it.current) for it in around.leading] == [
        ("V01", date(2012, 1, 1), None, True),
        ("V02", START, date(2012, 1, 1), False),
    ]
    around = signed_in("staff").get("/organisations/V02/").context["around"]
    assert [(it.other.code, it.current) for it in around.leading] == [("A01", False)]


def test_the_secretary_reads_the_led_organisation_and_gets_no_button_and_no_link_to_the_neighbour(
    led: Township, signed_in: SignIn
) -> None:
    page = signed_in("secretary01").get("/organisations/A01/").content.decode()
    assert "组织V02" in page
    assert 'href="/organisations/V02/"' not in page
    assert 'href="/organisations/V01/"' in page
    assert "/change/" not in page
    assert "/gradings/of/A01/" not in page


def test_staff_let_a_branch_lead_from_its_page(led: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    assert "/registers/leading/new/?leader=V03%20" in staff.get("/organisations/V03/").content.decode()
    opened = staff.get("/registers/leading/new/?leader=V03 组织V03").context["form"]
    fields = {"leader": opened["leader"].value(), "led": "A02", "start": "2011-05-01", "end": ""}
    sent = staff.post("/registers/leading/new/", {**fields, "basis": "支部大会决定"})
    made = LeadingLink.objects.get(led=led["A02"])
    assert sent.headers["Location"] == f"/registers/leading/{made.pk}/"
    assert (made.leader, made.start, made.end, made.basis) == (led["V03"], date(2011, 5, 1), None, "支部大会决定")


def test_staff_give_an_association_its_leader_from_its_page(led: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    assert "/registers/leading/new/?led=A02%20" in staff.get("/organisations/A02/").content.decode()
    staff.post(NEW, {"led": "A02 组织A02", "leader": "V01 组织V01", "start": "2011-05-01"})
    assert LeadingLink.objects.get(led=led["A02"]).leader == led["V01"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"leader": "V03", "led": "A01", "start": "2011-05-01"}, "start"),
        ({"leader": "V03", "led": "V02", "start": "2011-05-01"}, "led"),
        ({"leader": "A01", "led": "A02", "start": "2011-05-01"}, "leader"),
        ({"leader": "V01", "led": "A02", "start": "2011-05-01", "end": "2011-05-01"}, "end"),
        ({"leader": "X99", "led": "A02", "start": "2011-05-01"}, "leader"),
        ({"leader": "V01", "led": "A02", "start": "32.5.2011"}, "start"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    led: Township, signed_in: SignIn, sent: dict[str, str], field: str
) -> None:
    page = signed_in("staff").post(NEW, sent | {"basis": "支部大会决定"})
    assert set(page.context["form"].errors) == {field}
    assert "支部大会决定" in page.content.decode()
    assert LeadingLink.objects.count() == 2


def test_a_link_is_ended_on_its_page_and_the_gap_is_told(led: Township, signed_in: SignIn) -> None:
    staff, address = signed_in("staff"), f"/registers/leading/{link(led).pk}/change/"
    assert f'href="{address}"' in staff.get("/organisations/V01/").content.decode()
    opened = staff.get(address).context["form"]
    seen = {it.html_name: it.value() for it in opened if it.value() is not None}
    assert seen["basis"] == "青委〔2012〕1号"
    assert set(staff.post(address, {**seen, "end": "2011-01-01"}).context["form"].errors) == {"end"}
    ended = staff.post(address, {**seen, "end": "2013-01-01", "basis": "青委〔2013〕1号"}, follow=True)
    assert (link(led).end, link(led).basis) == (date(2013, 1, 1), "青委〔2013〕1号")
    assert "自2013-01-01起，无党组织领导。" in ended.content.decode()


def test_a_link_entered_by_mistake_is_withdrawn(led: Township, signed_in: SignIn) -> None:
    sent = {"version": link(led).version, "reason": "误录"}
    signed_in("staff").post(f"/registers/leading/{link(led).pk}/withdraw/", sent)
    around = signed_in("staff").get("/organisations/A01/").context["around"]
    assert [it.other.code for it in around.leading] == ["V02"]
    assert signed_in("staff").get("/associations/A01/").context["around"].leading is None


def test_staff_of_one_end_alone_neither_choose_nor_change_the_other(led: Township, signed_in: SignIn) -> None:
    led.people["office"] = misplaced("office", Role.STAFF, led["V01"])
    office = signed_in("office")
    page = office.post(NEW, {"leader": "V01", "led": "A02", "start": "2011-05-01"})
    assert set(page.context["form"].errors) == {"led"}
    assert office.get(f"/registers/leading/{link(led).pk}/").status_code == 200
    for act in ("change", "withdraw"):
        assert office.post(f"/registers/leading/{link(led).pk}/{act}/", {"reason": "误录"}).status_code == 403
    assert LeadingLink.objects.counted().count() == 2


@pytest.mark.parametrize(
    ("username", "seen"),
    [("staff", {"V01", "V02"}), ("secretary01", {"V01", "V02"}), ("secretary02", {"V02"}), ("secretary03", set())],
)
def test_a_link_is_seen_from_either_end_and_by_nobody_else(
    led: Township, signed_in: SignIn, username: str, seen: set[str]
) -> None:
    rows = signed_in(username).get("/registers/leading/").context["page"]
    assert {it.leader.code for it in rows} == seen
    assert [it.leader.code for it in signed_in("staff").get("/registers/leading/?state=ended").context["page"]] == [
        "V02"
    ]
    assert [it.leader.code for it in signed_in("staff").get("/registers/leading/?q=组织V01").context["page"]] == ["V01"]


@pytest.mark.parametrize("username", ["staff", "secretary01"])
def test_the_page_costs_the_same_for_two_and_for_fifty_led_organisations(
    led: Township, signed_in: SignIn, username: str
) -> None:
    def queries() -> int:
        client = signed_in(username)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/organisations/V01/").status_code == 200
        return len(captured)

    few = queries()
    for number in range(10, 60):
        one = organisation(f"A{number}", led["T01"], kind=Kind.ASSOCIATION, sector="")
        leading_start(leader=led["V01"], led=one, start=START, by=None)
    assert queries() == few
    assert few <= 12
