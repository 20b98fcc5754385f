"""The pages of organisations: who sees what, what the filters leave, and what bad input does."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.core.calendar import today
from apps.organisations.kinds import Closing, Kind, Role, Sector
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_close, organisation_move
from apps.organisations.tree_view import tree_on
from tests.factories.township import Township, organisation, person

SignIn = Callable[[str], Client]
EVERYTHING = {"T01", "V01", "V02", "V03", "V03-1", "V03-2"}
VISIBLE = {
    "staff": EVERYTHING,
    "leader": EVERYTHING,
    "viewer": EVERYTHING,
    "contact": {"V01"},
    "secretary01": {"V01"},
    "secretary03": {"V03", "V03-1", "V03-2"},
    "clerk01": {"V01"},
}


def listed(client: Client, query: str = "") -> set[str]:
    return {it.code for it in client.get(f"/organisations/{query}").context["page"]}


def close(it: Organisation, on: date, closing: Closing = Closing.DISSOLVED, into: Organisation | None = None) -> None:
    organisation_close(organisation=it, on=on, closing=closing, merged_into=into, approval_number="甲", by=None)


# --- Who sees what ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", VISIBLE)
def test_list_tree_search_export_and_api_show_a_role_its_part_and_hide_the_rest(
    signed_in: SignIn, username: str
) -> None:
    client = signed_in(username)
    assert listed(client) == VISIBLE[username]
    tree = client.get("/organisations/tree/").context["tree"]
    assert {node.organisation.code for node in tree.nodes} == VISIBLE[username]
    offered = client.get("/organisations/options/?parent=组织").content.decode()
    assert {code for code in EVERYTHING if f'value="{code} ' in offered} == VISIBLE[username] - {"T01"}
    told = client.get("/api/v1/organisations/").json()["results"]
    assert {one["code"] for one in told} == VISIBLE[username]
    exported = b"".join(client.get("/organisations/?export=xlsx").streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(BytesIO(exported)).active
    assert sheet is not None
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == VISIBLE[username]


@pytest.mark.parametrize("username", VISIBLE)
def test_the_page_of_a_visible_organisation_opens_and_that_of_a_neighbour_does_not_exist(
    signed_in: SignIn, username: str
) -> None:
    client = signed_in(username)
    found = {code: client.get(f"/organisations/{code}/").status_code for code in EVERYTHING}
    assert found == {code: 200 if code in VISIBLE[username] else 404 for code in EVERYTHING}


def test_a_page_names_what_stands_above_but_leads_only_to_what_the_person_may_see(
    township: Township, signed_in: SignIn
) -> None:
    organisation_move(organisation=township["V03-1"], parent=township["V01"], on=date(2012, 7, 1), by=None)
    page = signed_in("secretary01").get("/organisations/V03-1/").content.decode()
    assert "组织V03" in page
    assert 'href="/organisations/V03/"' not in page
    assert "清溪镇党委" in page
    assert 'href="/organisations/T01/"' not in page
    assert 'href="/organisations/V01/"' in page


def test_only_staff_are_offered_to_change_anything(signed_in: SignIn) -> None:
    for username in ("leader", "secretary01", "viewer", "clerk01"):
        client = signed_in(username)
        pages = {
            path: client.get(path).content.decode()
            for path in ("/organisations/", "/organisations/V01/", "/organisations/tree/")
        }
        assert [path for path, page in pages.items() if "/new/" in page] == [], username
        assert "/organisations/V01/edit/" not in pages["/organisations/V01/"], username
    staff = signed_in("staff").get("/organisations/V01/").content.decode()
    assert "/organisations/V01/edit/" in staff


def test_who_edits_one_part_and_reads_another_is_offered_to_change_the_one(
    township: Township, signed_in: SignIn
) -> None:
    township.people["mixed"] = person("mixed", Role.STAFF, township["V03"])
    person_too = township.people["mixed"].roles.create(
        role=Role.LEADER, organisation=township["T01"], start=date(2000, 1, 1)
    )
    assert person_too.pk
    client = signed_in("mixed")
    assert client.get("/organisations/V03-1/").context["around"].may_edit is True
    assert client.get("/organisations/V01/").context["around"].may_edit is False
    assert client.get("/organisations/V01/edit/").status_code == 403


# --- The list ---------------------------------------------------------------------------------------------


@pytest.fixture
def varied(township: Township) -> Township:
    top = township["T01"]
    organisation("L01", top, kind=Kind.LEAGUE_COMMITTEE, sector="", name="共青团清溪镇委员会")
    organisation("N01", top, sector=Sector.PRIVATE_ENTERPRISE, opened=date(2999, 1, 1))
    close(township["V02"], date(2012, 8, 31))
    return township


LEFT: dict[str, set[str]] = {
    "?q=v03": {"V03", "V03-1", "V03-2"},
    "?q=共青团": {"L01"},
    "?q=V03 组织V03": {"V03"},
    "?q=%20": EVERYTHING | {"L01", "N01"},
    "?kind=general_branch": {"V03"},
    "?sector=private_enterprise": {"N01"},
    "?state=open": {"T01", "V01", "V03", "V03-1", "V03-2", "L01"},
    "?state=closed": {"V02"},
    "?state=planned": {"N01"},
    "?graded=no": {"T01", "L01"},
    "?below=V03": {"V03", "V03-1", "V03-2"},
    "?below=V03 组织V03&q=-1": {"V03-1"},
    "?kind=branch&state=closed&graded=yes": {"V02"},
}


def test_filters_leave_what_they_say(varied: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    assert {query: listed(staff, query) for query in LEFT} == LEFT


def test_a_filter_that_makes_no_sense_is_said_so_or_ignored(signed_in: SignIn) -> None:
    staff = signed_in("staff")
    for query in ("?kind=nonsense", "?state=x", "?graded=1", "?below=Z99", "?page=x", "?q=%00"):
        response = staff.get(f"/organisations/{query}")
        assert response.status_code == 200, query
        assert {it.code for it in response.context["page"]} == EVERYTHING, query


def test_the_filter_by_area_does_not_tell_a_hidden_organisation_from_none(signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    hidden, unknown = (client.get(f"/organisations/?below={code}").context["filter"].form for code in ("V02", "Z99"))
    assert hidden.errors["below"] == unknown.errors["below"]


def test_the_export_holds_what_the_filters_leave_with_the_names_of_the_workbook(signed_in: SignIn) -> None:
    response = signed_in("staff").get("/organisations/?q=V03-&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == ("编码", "名称", "类型", "领域", "上级编码")
    assert [row[:5] for row in rows[1:]] == [
        ("V03-1", "组织V03-1", "党支部", "村", "V03"),
        ("V03-2", "组织V03-2", "党支部", "村", "V03"),
    ]


def test_an_empty_list_says_so(signed_in: SignIn) -> None:
    page = signed_in("staff").get("/organisations/?q=nothing-is-called-so")
    assert "empty-title" in page.content.decode()


# --- The tree ---------------------------------------------------------------------------------------------


def lines(township: Township, username: str, on: date, text: str = "") -> list[tuple[str, int, int]]:
    tree = tree_on(township.people[username], on, text)
    return [(node.organisation.code, node.depth, node.below) for node in tree.nodes]


def test_the_tree_shows_the_day_with_counts_of_what_existed_then(township: Township) -> None:
    organisation("V03-3", township["V03"], opened=date(2012, 3, 1))
    close(township["V03-1"], date(2012, 6, 1))
    organisation_move(organisation=township["V02"], parent=township["V03"], on=date(2012, 9, 1), by=None)
    before, after = (lines(township, "staff", on) for on in (date(2012, 2, 29), date(2012, 9, 1)))
    assert before == [("T01", 0, 5), ("V01", 1, 0), ("V02", 1, 0), ("V03", 1, 2), ("V03-1", 2, 0), ("V03-2", 2, 0)]
    assert after == [
        ("T01", 0, 5),
        ("V01", 1, 0),
        ("V03", 1, 3),
        ("V02", 2, 0),
        ("V03-1", 2, 0),
        ("V03-2", 2, 0),
        ("V03-3", 2, 0),
    ]


def test_party_organisations_come_before_mass_organisations(township: Township) -> None:
    organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="")
    assert [code for code, _, _ in lines(township, "staff", today())] == [
        "T01", "V01", "V02", "V03", "V03-1", "V03-2", "A01",
    ]  # fmt: skip


def test_one_whose_parent_of_the_day_is_hidden_stands_at_the_top(township: Township) -> None:
    organisation_move(organisation=township["V03-1"], parent=township["V01"], on=date(2012, 7, 1), by=None)
    assert lines(township, "secretary01", date(2012, 6, 30)) == [("V01", 0, 0), ("V03-1", 0, 0)]
    assert lines(township, "secretary01", date(2012, 7, 1)) == [("V01", 0, 1), ("V03-1", 1, 0)]


def test_a_search_in_the_tree_unfolds_the_way(township: Township) -> None:
    tree = tree_on(township.people["staff"], today(), "v03-1")
    assert [node.organisation.code for node in tree.found] == ["V03-1"]
    assert {node.organisation.code for node in tree.nodes if node.unfolded} == {"T01", "V03"}


def test_every_list_that_the_tree_opens_is_closed_again(township: Township, signed_in: SignIn) -> None:
    organisation("V03-1-1", township["V03-1"], kind=Kind.GROUP)
    page = signed_in("staff").get("/organisations/tree/").content.decode()
    for tag in ("ul", "li", "details"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>") > 0


def test_a_day_that_does_not_exist_shows_today(signed_in: SignIn) -> None:
    staff = signed_in("staff")
    for on in ("2012-02-30", "x", "", "99999-01-01"):
        assert staff.get(f"/organisations/tree/?on={on}").context["on"] == today(), on


# --- One organisation -------------------------------------------------------------------------------------


def test_the_page_tells_every_stay_and_the_successor(township: Township, signed_in: SignIn) -> None:
    organisation_move(organisation=township["V03-1"], parent=township["V01"], on=date(2012, 7, 1), by=None)
    close(township["V03-1"], date(2012, 8, 31), Closing.MERGED, township["V03-2"])
    around = signed_in("staff").get("/organisations/V03-1/").context["around"]
    stays = [(stay.parent.code, stay.start, stay.end) for stay in around.stays]
    assert stays == [("V01", date(2012, 7, 1), None), ("V03", None, date(2012, 7, 1))]
    assert [one.code for one in around.above] == ["T01", "V01"]
    assert around.merged_into.code == "V03-2"


def test_the_classes_come_from_a_room_above_only_for_those_who_may_see_classes(signed_in: SignIn) -> None:
    assert 'hx-get="/gradings/of/V01/"' in signed_in("secretary01").get("/organisations/V01/").content.decode()
    assert "/gradings/of/" not in signed_in("viewer").get("/organisations/V01/").content.decode()


def test_suggestions_hold_what_was_typed_and_are_escaped(township: Township, signed_in: SignIn) -> None:
    organisation("V09", township["T01"], name='新"><script>村')
    page = signed_in("staff").get("/organisations/options/?parent=新").content.decode()
    assert page.count("<option") == 1
    assert "<script>" not in page
    assert signed_in("staff").get("/organisations/options/?parent=%00").status_code == 200


# --- Cost -------------------------------------------------------------------------------------------------


PATHS = [
    "/organisations/",
    "/organisations/?q=V&kind=branch&below=T01",
    "/organisations/?export=xlsx",
    "/organisations/tree/?q=V",
    "/organisations/T01/",
    "/organisations/options/?parent=V",
]


def test_a_page_costs_the_same_queries_for_2_and_50_rows_and_12_at_most(township: Township, signed_in: SignIn) -> None:
    client = signed_in("staff")

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            response = client.get(path)
            if response.streaming:
                b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert response.status_code == 200
        return len(counted)

    client.get(PATHS[0])
    few = {path: cost(path) for path in PATHS}
    for number in range(50):
        made = organisation(f"W{number}", township["T01"])
        organisation(f"W{number}-1", made, opened=date(2012, 1, 1))
    assert {path: cost(path) for path in PATHS} == few
    assert [path for path in PATHS if few[path] > 12] == []


def test_a_history_of_many_moves_costs_no_more(township: Township, signed_in: SignIn, settings: Any) -> None:
    client = signed_in("staff")

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get("/organisations/V02/")
        return len(counted)

    few = cost()
    for month in range(1, 11):
        parent = township["V03"] if month % 2 else township["V01"]
        organisation_move(organisation=township["V02"], parent=parent, on=date(2012, month, 1), by=None)
    assert cost() == few <= 12
