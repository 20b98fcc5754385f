"""Who leads whom, on the page of either organisation."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.organisations.kinds import Kind, Role
from apps.organisations.models import LeadingLink
from apps.organisations.services import leading_start
from tests.factories.township import Township, misplaced, organisation

SignIn = Callable[[str], Client]
START = date(2010, 1, 1)


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
    assert "/leading/" not in page
    assert "/gradings/of/A01/" not in page


def test_staff_let_a_branch_lead_from_its_page(led: Township, signed_in: SignIn) -> None:
    sent = signed_in("staff").post(
        "/organisations/V03/leading/", {"led": "A02", "start": "2011-05-01", "end": "", "basis": "支部大会决定"}
    )
    assert sent.headers["Location"] == "/organisations/V03/"
    made = LeadingLink.objects.get(led=led["A02"])
    assert (made.leader, made.start, made.end, made.basis) == (led["V03"], date(2011, 5, 1), None, "支部大会决定")


def test_staff_give_an_association_its_leader_from_its_page(led: Township, signed_in: SignIn) -> None:
    signed_in("staff").post("/organisations/A02/leading/", {"leader": "V01 组织V01", "start": "2011-05-01"})
    assert LeadingLink.objects.get(led=led["A02"]).leader == led["V01"]


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        ("V03", {"led": "A01", "start": "2011-05-01"}, "start"),
        ("V03", {"led": "V02", "start": "2011-05-01"}, "led"),
        ("A02", {"leader": "A01", "start": "2011-05-01"}, "leader"),
        ("A02", {"leader": "V01", "start": "2011-05-01", "end": "2011-05-01"}, "end"),
        ("A02", {"leader": "X99", "start": "2011-05-01"}, "leader"),
        ("A02", {"leader": "V01", "start": "32.5.2011"}, "start"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    led: Township, signed_in: SignIn, address: str, sent: dict[str, str], field: str
) -> None:
    page = signed_in("staff").post(f"/organisations/{address}/leading/", sent | {"basis": "支部大会决定"})
    assert set(page.context["form"].errors) == {field}
    assert "支部大会决定" in page.content.decode()
    assert LeadingLink.objects.count() == 2


def test_a_link_is_ended_on_its_page(led: Township, signed_in: SignIn) -> None:
    address = f"/organisations/V01/leading/{link(led).pk}/"
    assert "青委〔2012〕1号" in signed_in("staff").get(address).content.decode()
    seen = {"version": link(led).version}
    assert set(signed_in("staff").post(address, {**seen, "end": "2011-01-01"}).context["form"].errors) == {"end"}
    signed_in("staff").post(address, {**seen, "end": "2013-01-01", "basis": "青委〔2013〕1号"})
    assert (link(led).end, link(led).basis) == (date(2013, 1, 1), "青委〔2013〕1号")


def test_a_link_entered_by_mistake_is_removed(led: Township, signed_in: SignIn) -> None:
    signed_in("staff").post(f"/organisations/A01/leading/{link(led).pk}/remove/")
    assert list(LeadingLink.objects.values_list("leader__code", flat=True)) == ["V02"]


def test_a_link_is_not_changed_by_way_of_a_third_organisation(led: Township, signed_in: SignIn) -> None:
    for organisation_code in ("V03", "A02"):
        address = f"/organisations/{organisation_code}/leading/{link(led).pk}/"
        assert signed_in("staff").get(address).status_code == 404
        assert signed_in("staff").post(address + "remove/").status_code == 404
    assert link(led).end is None


def test_staff_of_one_end_alone_neither_choose_nor_change_the_other(led: Township, signed_in: SignIn) -> None:
    led.people["office"] = misplaced("office", Role.STAFF, led["V01"])
    office = signed_in("office")
    page = office.post("/organisations/V01/leading/", {"led": "A02", "start": "2011-05-01"})
    assert set(page.context["form"].errors) == {"led"}
    assert office.post(f"/organisations/V01/leading/{link(led).pk}/remove/").status_code == 404
    assert LeadingLink.objects.count() == 2


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
