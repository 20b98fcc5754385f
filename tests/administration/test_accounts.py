"""The list of accounts, and one of them."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.organisations.kinds import Role
from apps.organisations.services import role_grant
from tests.factories.township import Township, organisation, person

BEGAN, ENDED = date(2001, 1, 1), date(2002, 1, 1)
SignIn = Callable[[str], Client]


def listed(client: Client, query: str = "") -> set[str]:
    return {account.username for account in client.get(f"/accounts/{query}").context["page"]}


def test_accounts_are_those_of_the_own_part_of_the_tree(township: Township, signed_in: SignIn) -> None:
    neighbour = organisation("T02", kind="committee", sector="")
    person("stranger", Role.STAFF, neighbour)
    assert listed(signed_in("staff")) == set(township.people)


def test_accounts_are_found_by_name_role_place_and_state(township: Township, signed_in: SignIn) -> None:
    staff = signed_in("staff")
    User.objects.filter(username="clerk01").update(is_active=False)
    assert listed(staff, "?q=SECRETARY0") == {"secretary01", "secretary02", "secretary03"}
    assert listed(staff, "?role=leader") == {"leader"}
    assert listed(staff, "?below=V01") == {"contact", "secretary01", "clerk01"}
    assert listed(staff, "?state=disabled") == {"clerk01"}
    assert listed(staff, "?state=idle") == set()
    assert "below" in staff.get("/accounts/?below=nowhere").context["filter"].form.errors


def test_an_account_whose_roles_have_ended_stays_with_the_place_where_they_were(
    township: Township, signed_in: SignIn
) -> None:
    gone = account_create(username="gone", name="离任", password="x", by=None)
    role_grant(
        user=gone, role=Role.CLERK, organisation=township["V01"], start=date(2001, 1, 1), end=date(2002, 1, 1), by=None
    )
    assert listed(signed_in("staff"), "?state=idle") == {"gone"}
    role_grant(user=gone, role=Role.CLERK, organisation=organisation("X01"), start=date(2001, 1, 1), by=None)
    assert "gone" not in listed(signed_in("staff"))


def test_an_account_without_any_role_is_found_where_it_was_made_for(township: Township, signed_in: SignIn) -> None:
    organisation("X01")
    for home in ("V01", "X01", ""):
        account_create(username=f"new{home}", name="新来", password="x", home=home, by=None)
    assert listed(signed_in("staff"), "?state=idle") == {"newV01"}
    assert listed(signed_in("admin"), "?state=idle") == {"newV01", "new"}


def test_roles_outside_the_own_area_are_counted_and_not_named(township: Township, signed_in: SignIn) -> None:
    abroad = organisation("X01", name="外镇支部")
    role_grant(user=township.people["clerk01"], role=Role.CLERK, organisation=abroad, start=date(2001, 1, 1), by=None)
    client = signed_in("staff")
    found, one = client.get("/accounts/?q=clerk01"), client.get("/accounts/people/clerk01/")
    assert [found.context["page"][0].elsewhere, one.context["person"].elsewhere] == [1, 1]
    assert not any("外镇支部" in page.content.decode() for page in (found, one))


def test_an_account_abroad_is_not_found(township: Township, signed_in: SignIn) -> None:
    person("stranger", Role.CLERK, organisation("X01"))
    assert signed_in("staff").get("/accounts/people/stranger/").status_code == 404
    assert signed_in("leader").get("/accounts/people/clerk01/").status_code == 403


def test_the_list_costs_the_same_for_two_accounts_and_for_fifty(
    township: Township, signed_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(45):
        person(f"more{number}", Role.CLERK, township["V02"])
    client = signed_in("staff")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert len(listed(client)) == 50
