"""Who may manage whom, and what managing does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.accounts.models import User
from apps.accounts.services import account_disable
from apps.audit.models import Entry
from apps.core.calendar import today
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import RoleAssignment
from apps.organisations.services import role_grant
from tests.factories.township import Township, organisation, person

SignIn = Callable[[str], Client]

BEGAN, ENDED = date(2001, 1, 1), date(2002, 1, 1)
PAGES = ("edit/", "disable/")
NEW = {
    "username": "zhangsan",
    "name": "张三",
    "phone": "13812345678",
    "role": "clerk",
    "organisation": "V01",
    "start": "2012-03-01",
    "end": "",
}


def answers(client: Client, username: str) -> set[int]:
    """What every way of managing the account says."""
    address = f"/accounts/people/{username}/"
    pages = [client.get(address + page) for page in PAGES]
    return {page.status_code for page in [*pages, client.post(address + "enable/")]}


@pytest.mark.parametrize(
    ("who", "reached", "only_seen"),
    [
        (
            "staff",
            {"contact", "secretary01", "secretary02", "secretary03", "clerk01"},
            {"leader", "admin", "viewer", "auditor", "staff"},
        ),
        ("admin", {"contact", "leader", "secretary01", "clerk01", "viewer", "auditor", "staff"}, {"admin"}),
    ],
)
def test_accounts_are_managed_by_who_may_grant_every_role_of_theirs_and_never_by_their_owner(
    township: Township, signed_in: SignIn, who: str, reached: set[str], only_seen: set[str]
) -> None:
    client = signed_in(who)
    assert {name: answers(client, name) for name in reached} == {name: {200, 302} for name in reached}
    assert {name: answers(client, name) for name in only_seen} == {name: {403} for name in only_seen}


@pytest.mark.parametrize("who", ["leader", "secretary01", "clerk01", "contact", "viewer", "auditor"])
def test_nobody_else_manages_accounts(township: Township, signed_in: SignIn, who: str) -> None:
    assert answers(signed_in(who), "clerk01") == {403}


def test_staff_of_a_part_reach_nobody_above_or_beside_it(township: Township, signed_in: SignIn) -> None:
    low = person("lowstaff", Role.STAFF, township["V03"])
    township.people["lowstaff"] = low
    client = signed_in("lowstaff")
    assert answers(client, "secretary03") == {200, 302}
    assert [answers(client, name) for name in ("staff", "leader", "admin", "secretary01")] == [{404}] * 4


@pytest.mark.parametrize(
    ("role", "place"), [(Role.ADMINISTRATOR, "T01"), (Role.AUDITOR, "T01"), (Role.VIEWER, "T01"), (Role.CLERK, "X01")]
)
def test_one_role_out_of_reach_is_enough_also_one_that_is_still_to_come(
    township: Township, signed_in: SignIn, role: Role, place: str
) -> None:
    top = organisation("X01", kind=Kind.COMMITTEE, sector="") if place == "X01" else township[place]
    coming = today().replace(year=today().year + 1, day=1)
    clerk = township.people["clerk01"]
    RoleAssignment.objects.create(user=clerk, role=role, organisation=top, start=coming)
    assert answers(signed_in("staff"), "clerk01") == {403}


def test_a_role_out_of_reach_that_has_ended_no_longer_counts(township: Township, signed_in: SignIn) -> None:
    clerk = township.people["clerk01"]
    role_grant(
        user=clerk,
        role=Role.ADMINISTRATOR,
        organisation=township["T01"],
        start=date(2001, 1, 1),
        end=date(2002, 1, 1),
        by=None,
    )
    assert answers(signed_in("staff"), "clerk01") == {200, 302}


def test_a_new_account_gets_its_first_role_and_a_password_that_is_shown_once(
    township: Township, signed_in: SignIn
) -> None:
    page = signed_in("staff").post("/accounts/new/", NEW)
    made = User.objects.get(username="zhangsan")
    assert made.must_change_password
    assert made.check_password(page.context["password"])
    assert page.context["password"] in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert list(made.roles.values_list("role", "organisation__code", "start")) == [("clerk", "V01", date(2012, 3, 1))]
    entry = Entry.objects.get(action="account.created", target="zhangsan")
    assert entry.after == {"name": "张三", "phone": "138****5678", "home": "V01"}
    assert page.context["password"] not in str(list(Entry.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "administrator"}, "role"),
        ({"role": "auditor"}, "role"),
        ({"role": "viewer"}, "role"),
        ({"role": "owner"}, "role"),
        ({"organisation": "X01"}, "organisation"),
        ({"username": "leader"}, "username"),
        ({"username": "zhang san"}, "username"),
        ({"username": "zhang/san"}, "username"),
        ({"name": ""}, "name"),
        ({"phone": "1" * 21}, "phone"),
        ({"start": "2012-02-30"}, "start"),
        ({"end": "2012-03-01"}, "end"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_written(
    township: Township, signed_in: SignIn, change: dict[str, str], field: str
) -> None:
    organisation("X01")
    page = signed_in("staff").post("/accounts/new/", NEW | change)
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not User.objects.filter(name="张三").exists()


def test_staff_of_a_part_make_no_account_above_it(township: Township, signed_in: SignIn) -> None:
    township.people["lowstaff"] = person("lowstaff", Role.STAFF, township["V03"])
    page = signed_in("lowstaff").post("/accounts/new/", NEW | {"organisation": "T01", "role": "leader"})
    assert "organisation" in page.context["form"].errors


def test_further_fields_in_a_form_change_nothing(township: Township, signed_in: SignIn) -> None:
    sent = {
        "version": "1",
        "name": "新名",
        "phone": "",
        "username": "admin",
        "is_active": "",
        "password": "x",
        "home": "T01",
    }
    before = User.objects.get(username="clerk01")
    signed_in("staff").post("/accounts/people/clerk01/edit/", sent)
    after = User.objects.get(username="clerk01")
    assert after.name == "新名"
    assert [after.password, after.home, after.is_active] == [before.password, before.home, True]
    assert User.objects.get(username="admin").name == "admin"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"phone": ""}, "13812345678"),
        ({"phone": "0839-5566778"}, "0839-5566778"),
        ({"phone": "", "remove_phone": "on"}, ""),
    ],
)
def test_the_form_never_shows_the_number_and_keeps_it_unless_told_otherwise(
    township: Township, signed_in: SignIn, sent: dict[str, str], kept: str
) -> None:
    User.objects.filter(username="clerk01").update(phone="13812345678")
    client, address = signed_in("staff"), "/accounts/people/clerk01/edit/"
    shown = client.get(address).content.decode()
    assert "13812345678" not in shown
    assert "138****5678" in shown
    client.post(address, {"version": "1", "name": "填报员", **sent})
    assert User.objects.get(username="clerk01").phone == kept
    assert "13812345678" not in str(list(Entry.objects.values_list("before", "after")))


def test_who_is_disabled_is_out_at_the_next_page_and_comes_back_with_the_same_password(
    township: Township, signed_in: SignIn
) -> None:
    clerk, staff, address = signed_in("clerk01"), signed_in("staff"), "/accounts/people/clerk01/"
    assert clerk.get("/").status_code == 200
    staff.post(address + "disable/")
    assert clerk.get("/").status_code == 302
    staff.post(address + "enable/")
    assert clerk.get("/").status_code == 302
    sent = {"username": "clerk01", "password": "a long enough password"}
    assert Client().post("/accounts/login/", sent)["Location"] == "/"
    acts = Entry.objects.filter(target="clerk01", action__in=["account.disabled", "account.enabled"]).order_by("id")
    assert [(it.action, it.actor.username) for it in acts if it.actor] == [
        ("account.disabled", "staff"),
        ("account.enabled", "staff"),
    ]


def test_nobody_disables_themselves(township: Township, signed_in: SignIn) -> None:
    assert signed_in("admin").post("/accounts/people/admin/disable/").status_code == 403
    with pytest.raises(ValidationError):
        account_disable(user=township.people["admin"], by=township.people["admin"])
    assert User.objects.get(username="admin").is_active


def phone_opened(client: Client, username: str) -> Any:
    return client.post(f"/accounts/people/{username}/telephone/", headers={"HX-Request": "true"})


def test_a_telephone_number_is_opened_by_a_click_that_the_audit_log_tells_of(
    township: Township, signed_in: SignIn
) -> None:
    User.objects.filter(username="clerk01").update(phone="13812345678")
    client = signed_in("staff")
    assert "13812345678" not in client.get("/accounts/people/clerk01/").content.decode()
    assert "13812345678" not in client.get("/accounts/").content.decode()
    page = phone_opened(client, "clerk01")
    assert "13812345678" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    entry = Entry.objects.get(action="personal_data.opened")
    assert [entry.target, entry.organisation_code, entry.after] == ["clerk01", "V01", {"field": "accounts.User.phone"}]
    assert entry.actor == township.people["staff"]


def test_without_a_script_the_number_opens_on_the_page(township: Township, signed_in: SignIn) -> None:
    User.objects.filter(username="clerk01").update(phone="13812345678")
    page = signed_in("staff").post("/accounts/people/clerk01/telephone/")
    assert "<h1" in page.content.decode()
    assert "13812345678" in page.content.decode()


def test_nobody_opens_the_number_of_somebody_abroad_or_by_a_plain_visit(township: Township, signed_in: SignIn) -> None:
    person("stranger", Role.CLERK, organisation("X01"))
    assert phone_opened(signed_in("staff"), "stranger").status_code == 404
    assert phone_opened(signed_in("secretary01"), "clerk01").status_code == 403
    assert signed_in("staff").get("/accounts/people/clerk01/telephone/").status_code == 405
    assert not Entry.objects.filter(action="personal_data.opened").exists()
