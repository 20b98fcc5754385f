"""Creating, editing, moving and closing on the pages: also with input that no form of ours would send."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.audit.models import Entry
from apps.core.calendar import BEGINNING
from apps.organisations.kinds import Closing, Kind, Role, Sector
from apps.organisations.models import Organisation
from apps.organisations.services import organisation_close, organisation_update
from tests.factories.township import Township, organisation, person

SignIn = Callable[[str], Client]
NEW = {"code": "V09", "parent": "T01", "name": "新村党支部", "kind": "branch", "sector": "village", "graded": ""}


@pytest.fixture
def staff(signed_in: SignIn) -> Client:
    return signed_in("staff")


@pytest.fixture
def staff_of_v03(township: Township, signed_in: SignIn) -> Client:
    """Staff whose area is V03 and what stands below it."""
    township.people["staff03"] = person("staff03", Role.STAFF, township["V03"])
    return signed_in("staff03")


def send(client: Client, path: str, **fields: Any) -> HttpResponse:
    return client.post(f"/organisations/{path}", {name: value for name, value in fields.items() if value is not None})  # type: ignore[return-value]


def wrong(response: HttpResponse) -> set[str]:
    assert response.status_code == 200
    form = response.context["form"]  # type: ignore[attr-defined]
    page = response.content.decode()
    assert 'id="error-summary"' in page
    for name in form.errors:
        assert f'href="#id_{name}' in page or name == "__all__"
    return set(form.errors)


def version_of(it: Organisation) -> int:
    return Organisation.objects.get(pk=it.pk).version


def places(code: str) -> list[tuple[str | None, date, date | None]]:
    rows = Organisation.objects.get(code=code).placements.order_by("start")
    return list(rows.values_list("parent__code", "start", "end"))


# --- New --------------------------------------------------------------------------------------------------


def test_a_new_organisation_is_created_below_its_parent(township: Township, staff: Client) -> None:
    response = send(staff, "new/", **NEW, opened="2012-03-01")
    assert response["Location"] == "/organisations/V09/"
    made = Organisation.objects.get(code="V09")
    assert (made.name, made.kind, made.sector, made.graded) == ("新村党支部", Kind.BRANCH, Sector.VILLAGE, True)
    assert places("V09") == [("T01", date(2012, 3, 1), None)]
    assert Entry.objects.get(action="organisation.created", organisation_code="V09").actor == township.people["staff"]


def test_the_address_may_propose_a_parent_that_the_person_may_edit(staff_of_v03: Client) -> None:
    proposed, hidden = (staff_of_v03.get(f"/organisations/new/?parent={code}") for code in ("V03", "V01"))
    assert 'value="V03 组织V03"' in proposed.content.decode()
    assert hidden.context["form"]["parent"].value() is None
    assert staff_of_v03.get("/organisations/new/?parent=%00").status_code == 200


@pytest.mark.parametrize("typed", ["V03", "V03 组织V03", " Ｖ０３ ", "组织V03"])
def test_a_parent_is_found_by_code_or_name(staff: Client, typed: str) -> None:
    send(staff, "new/", **{**NEW, "parent": typed})
    assert places("V09") == [("V03", BEGINNING, None)]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"code": ""}, "code"),
        ({"code": "V01"}, "code"),
        ({"code": "v01"}, "code"),
        ({"code": "../x"}, "code"),
        ({"code": "\x00\u3164"}, "code"),
        ({"code": "V" * 41}, "code"),
        ({"name": " "}, "name"),
        ({"name": "名" * 121}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "party"}, "kind"),
        ({"sector": "farm"}, "sector"),
        ({"opened": "2012-02-30"}, "opened"),
        ({"graded": "maybe"}, "graded"),
        ({"kind": "group", "graded": "yes"}, "graded"),
        ({"parent": ""}, "parent"),
        ({"parent": "Z99"}, "parent"),
        ({"parent": "\u200b"}, "parent"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    staff: Client, fields: dict[str, str], at: str
) -> None:
    response = send(staff, "new/", **{**NEW, **fields})
    assert wrong(response) == {at}
    assert 'value="新村党支部"' in response.content.decode() or at == "name"
    assert not Organisation.objects.filter(code="V09").exists()


def test_a_name_that_several_bear_asks_for_the_code(township: Township, staff: Client) -> None:
    organisation("V08", township["T01"], name="组织V03")
    assert wrong(send(staff, "new/", **{**NEW, "parent": "组织V03"})) == {"parent"}


def test_a_parent_outside_the_area_is_refused_like_one_that_does_not_exist(staff_of_v03: Client) -> None:
    hidden, unknown = (
        send(staff_of_v03, "new/", **{**NEW, "parent": parent}).context["form"].errors["parent"]  # type: ignore[attr-defined]
        for parent in ("V01", "Z99")
    )
    assert hidden == unknown
    assert send(staff_of_v03, "new/", **{**NEW, "parent": "V03-1"}).status_code == 302


# --- Edit -------------------------------------------------------------------------------------------------


def shown(client: Client, path: str) -> dict[str, Any]:
    """What a form sends back when nothing in it is changed."""
    form = client.get(f"/organisations/{path}").context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None}


def test_saving_a_form_unchanged_changes_nothing(township: Township, staff: Client) -> None:
    organisation_update(organisation=township["V01"], opened=date(2012, 3, 1), by=None)
    before = Entry.objects.count()
    assert send(staff, "V01/edit/", **shown(staff, "V01/edit/")).status_code == 302
    assert Entry.objects.count() == before


def test_an_edit_saves_every_field(township: Township, staff: Client) -> None:
    send(
        staff,
        "V01/edit/",
        **{
            **shown(staff, "V01/edit/"),
            "name": "甲",
            "kind": "group",
            "sector": "",
            "graded": "",
            "opened": "2012-01-01",
        },
    )
    saved = Organisation.objects.get(code="V01")
    assert (saved.name, saved.kind, saved.sector, saved.graded) == ("甲", Kind.GROUP, "", False)
    assert places("V01") == [("T01", date(2012, 1, 1), None)]


def test_the_second_of_two_people_sees_what_the_first_changed_and_may_save_again(
    township: Township, staff: Client
) -> None:
    sent = {**shown(staff, "V01/edit/"), "name": "乙"}
    organisation_update(
        organisation=township["V01"], name="甲", sector=Sector.COMMUNITY, by=township.people["secretary02"]
    )
    meanwhile = send(staff, "V01/edit/", **sent)
    page = meanwhile.content.decode()
    assert Organisation.objects.get(code="V01").name == "甲"
    assert "甲" in page
    assert "secretary02" in page
    assert 'value="乙"' in page
    again = {field.html_name: field.value() for field in meanwhile.context["form"]}  # type: ignore[attr-defined]
    assert again["sector"] == "community", "what the person had not touched follows the first"
    assert send(staff, "V01/edit/", **again).status_code == 302
    saved = Organisation.objects.get(code="V01")
    assert (saved.name, saved.sector) == ("乙", Sector.COMMUNITY)


@pytest.mark.parametrize("seen", ["", "x", "-1", None])
def test_a_form_without_a_sound_mark_of_what_was_seen_never_overwrites(
    township: Township, staff: Client, seen: str | None
) -> None:
    fields = {**shown(staff, "V01/edit/"), "name": "乙", "version": seen}
    assert send(staff, "V01/edit/", **fields).status_code == 200
    assert Organisation.objects.get(code="V01").name == "组织V01"


# --- Move -------------------------------------------------------------------------------------------------


def test_a_move_is_shown_with_all_that_moves_along_before_it_is_made(township: Township, staff: Client) -> None:
    fields = {"parent": "V01", "on": "2012-07-01", "version": version_of(township["V03"])}
    checked = send(staff, "V03/move/", **fields, step="check")
    assert [one.code for one in checked.context["along"]] == ["V03-1", "V03-2"]  # type: ignore[attr-defined]
    assert places("V03") == [("T01", BEGINNING, None)]
    hidden = {name: checked.context["form"][name].value() for name in fields}  # type: ignore[attr-defined]
    back = send(staff, "V03/move/", **hidden, step="back")
    assert 'value="V01"' in back.content.decode()
    assert send(staff, "V03/move/", **hidden, step="confirm")["Location"] == "/organisations/V03/"
    assert places("V03") == [("T01", BEGINNING, date(2012, 7, 1)), ("V01", date(2012, 7, 1), None)]


@pytest.mark.parametrize("step", ["check", "confirm"])
@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"parent": "V03-1"}, "parent"),
        ({"parent": "V03"}, "parent"),
        ({"parent": "T01"}, "parent"),
        ({"parent": ""}, "parent"),
        ({"on": ""}, "on"),
        ({"on": "yesterday"}, "on"),
    ],
)
def test_an_impossible_move_is_refused_at_both_steps(
    township: Township, staff: Client, step: str, fields: dict[str, str], at: str
) -> None:
    sound = {"parent": "V01", "on": "2012-07-01", "version": str(version_of(township["V03"]))}
    assert wrong(send(staff, "V03/move/", **{**sound, **fields}, step=step)) == {at}
    assert places("V03") == [("T01", BEGINNING, None)]


def test_a_move_out_of_the_area_is_refused_even_at_the_last_step(township: Township, staff_of_v03: Client) -> None:
    fields = {"on": "2012-07-01", "version": version_of(township["V03-1"]), "step": "confirm"}
    assert wrong(send(staff_of_v03, "V03-1/move/", **fields, parent="V01")) == {"parent"}
    assert send(staff_of_v03, "V01/move/", **fields, parent="V03").status_code == 404
    assert places("V03-1") == [("V03", BEGINNING, None)]
    assert send(staff_of_v03, "V03-1/move/", **fields, parent="V03-2").status_code == 302


# --- Closed ones ------------------------------------------------------------------------------------------


def test_of_a_closed_one_the_approval_is_corrected_and_the_closing_taken_back(
    township: Township, staff: Client
) -> None:
    ending = {"closing": Closing.MERGED, "merged_into": township["V01"], "approval_number": "甲"}
    organisation_close(organisation=township["V02"], on=date(2012, 8, 31), by=None, **ending)
    assert "approval_number" not in shown(staff, "V01/edit/")
    asked = shown(staff, "V02/edit/")
    assert wrong(send(staff, "V02/edit/", **{**asked, "approval_number": ""})) == {"approval_number"}
    assert send(staff, "V02/edit/", **{**asked, "approval_number": "〔2012〕41号"}).status_code == 302
    assert Organisation.objects.get(code="V02").approval_number == "〔2012〕41号"
    assert staff.get("/organisations/V02/reopen/").status_code == 405
    assert send(staff, "V02/reopen/", version=version_of(township["V02"])).status_code == 302
    assert Organisation.objects.get(code="V02").closed is None


# --- Who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["leader", "secretary01", "contact", "clerk01", "viewer", "admin", "auditor"])
def test_nobody_but_staff_changes_anything(township: Township, signed_in: SignIn, username: str) -> None:
    before, client = Entry.objects.count(), signed_in(username)
    for page in ("new/", "V01/edit/", "V01/move/", "V01/reorganise/", "V01/reopen/"):
        assert send(client, page, **NEW).status_code == 403, page
    assert Entry.objects.count() == before


@pytest.mark.parametrize("page", ["edit/", "move/", "reorganise/", "reopen/"])
def test_an_organisation_outside_the_area_does_not_exist(staff_of_v03: Client, page: str) -> None:
    assert send(staff_of_v03, f"V01/{page}", **NEW).status_code == 404
    assert send(staff_of_v03, f"Z99/{page}", **NEW).status_code == 404
