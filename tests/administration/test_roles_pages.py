"""The pages on which the roles of a person are granted, ended and stood in for."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.filings.models import FilingStep
from apps.organisations.kinds import Kind, Role
from apps.organisations.services import role_grant
from tests.factories.township import Township, organisation, person
from tests.filings.cast import opened, plan_of, submitted

SignIn = Callable[[str], Client]
PEOPLE = "/accounts/people/"
GRANT = {"role": "clerk", "organisation": "V02", "start": "2012-12-01", "end": ""}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield


def roles_of(township: Township, username: str) -> set[tuple[str, str, str, str]]:
    rows = township.people[username].roles.values_list("role", "organisation__code", "start", "end")
    return {(role, code, str(start), str(end or "")) for role, code, start, end in rows}


def act(township: Township, username: str, act: str) -> str:
    """The address of ending, or standing in for, the first role of the person."""
    held = township.people[username].roles.earliest("start")
    return f"{PEOPLE}{username}/roles/{held.pk}/{act}/"


def wrong(response: HttpResponse) -> set[str]:
    assert response.status_code == 200
    return set(response.context["form"].errors)  # type: ignore[attr-defined]


def send(client: Client, address: str, fields: dict[str, Any]) -> HttpResponse:
    return client.post(address, fields)  # type: ignore[return-value]


def test_a_role_is_granted_from_to(township: Township, signed_in: SignIn) -> None:
    answer = send(signed_in("staff"), PEOPLE + "clerk01/roles/", GRANT | {"end": "2013-06-01"})
    assert answer["Location"] == PEOPLE + "clerk01/roles/"
    assert ("clerk", "V02", "2012-12-01", "2013-06-01") in roles_of(township, "clerk01")


def test_the_page_tells_current_coming_and_former_roles_apart(township: Township, signed_in: SignIn) -> None:
    clerk, over = township.people["clerk01"], township["V02"]
    for start, end in ((date(2001, 1, 1), date(2012, 11, 3)), (date(2012, 11, 4), None)):
        role_grant(user=clerk, role=Role.CLERK, organisation=over, start=start, end=end, by=None)
    person("colleague", Role.CLERK, township["V01"])
    page = signed_in("staff").get(PEOPLE + "clerk01/roles/")
    posts = page.context["posts"]
    assert [post.held.organisation.code for post in posts.current] == ["V01"]
    assert [post.held.start for post in posts.coming] == [date(2012, 11, 4)]
    assert [held.end for held in posts.former] == [date(2012, 11, 3)]
    assert [[other.user.username for other in post.others] for post in posts.current] == [["colleague"]]


def test_former_roles_elsewhere_are_nobodys_business_here(township: Township, signed_in: SignIn) -> None:
    away = organisation("X01", kind=Kind.COMMITTEE, sector="", name="别处党委")
    past = {"start": date(2001, 1, 1), "end": date(2002, 1, 1), "by": None}
    role_grant(user=township.people["clerk01"], role=Role.STAFF, organisation=away, **past)  # type: ignore[arg-type]
    page = signed_in("staff").get(PEOPLE + "clerk01/roles/")
    assert page.context["posts"].former == []
    assert "别处党委" not in page.content.decode()


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"role": "administrator"}, "role"),
        ({"role": "leader", "organisation": "T01"}, "role"),
        ({"role": "king"}, "role"),
        ({"role": ""}, "role"),
        ({"organisation": "X01"}, "organisation"),
        ({"organisation": "nothing"}, "organisation"),
        ({"role": "mass_officer"}, "organisation"),
        ({"start": "soon"}, "start"),
        ({"start": ""}, "start"),
        ({"end": "2012-12-01"}, "end"),
        ({"organisation": "V01"}, "role"),
    ],
)
def test_what_cannot_be_granted_is_said_at_its_field(
    township: Township, signed_in: SignIn, change: dict[str, str], at: str
) -> None:
    organisation("X01", kind=Kind.COMMITTEE, sector="")
    before = roles_of(township, "clerk01")
    assert wrong(send(signed_in("staff"), PEOPLE + "clerk01/roles/", GRANT | change)) == {at}
    assert roles_of(township, "clerk01") == before


def test_a_role_is_ended_today_or_on_a_day(township: Township, signed_in: SignIn) -> None:
    staff, address = signed_in("staff"), act(township, "clerk01", "end")
    assert staff.get(address).context["form"]["on"].value() == date(2012, 11, 3)
    assert wrong(send(staff, address, {"on": "2012-11-02"})) == {"on"}
    assert send(staff, address, {"on": "2012-12-01"}).status_code == 302
    assert roles_of(township, "clerk01") == {("clerk", "V01", "2000-01-01", "2012-12-01")}
    assert send(staff, address, {"on": "2012-11-03"}).status_code == 302
    assert send(staff, address, {"on": "2012-11-03"}).status_code == 404


def test_whoever_would_leave_an_organisation_alone_is_warned(township: Township, signed_in: SignIn) -> None:
    staff, address = signed_in("staff"), act(township, "secretary01", "end")
    found = staff.get(address).context["remaining"]
    assert (found.count, found.alone) == (0, True)
    person("colleague", Role.SECRETARY, township["V01"])
    found = staff.get(address).context["remaining"]
    assert (found.count, found.alone) == (1, False)


def test_who_holds_the_role_above_is_somebody_left(township: Township, signed_in: SignIn) -> None:
    person("below", Role.SECRETARY, township["V03-1"])
    township.people["below"] = person("below2", Role.SECRETARY, township["V03-2"])
    address = f"{PEOPLE}below2/roles/{township.people['below'].roles.get().pk}/end/"
    assert signed_in("staff").get(address).context["remaining"].count == 1


def test_the_last_staff_of_a_township_are_warned_about(township: Township, signed_in: SignIn) -> None:
    assert signed_in("admin").get(act(township, "staff", "end")).context["remaining"].alone


def test_a_stand_in_acts_under_their_own_name(township: Township, signed_in: SignIn) -> None:
    other = township.people["stand-in"] = person("stand-in")
    role_grant(user=other, role=Role.CLERK, organisation=township["V02"], start=date(2000, 1, 1), by=None)
    fields = {"user": "stand-in", "start": "2012-11-03", "end": "2012-11-10"}
    answer = send(signed_in("staff"), act(township, "secretary01", "stand-in"), fields)
    assert answer.status_code == 302
    assert ("secretary", "V01", "2012-11-03", "2012-11-10") in roles_of(township, "stand-in")
    other.refresh_from_db()
    submitted(opened(plan_of(township["T01"]), township["V01"]), other)
    assert FilingStep.objects.get(step="submitted").by == other


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"user": "secretary01"}, "user"),
        ({"user": "neighbour"}, "user"),
        ({"user": "viewer"}, "user"),
        ({"user": "disabled"}, "user"),
        ({"user": ""}, "user"),
        ({"end": ""}, "end"),
        ({"end": "2012-11-03"}, "end"),
    ],
)
def test_a_stand_in_who_cannot_be_is_refused_at_the_field(
    township: Township, signed_in: SignIn, change: dict[str, str], at: str
) -> None:
    person("neighbour", Role.STAFF, organisation("X01", kind=Kind.COMMITTEE, sector=""))
    disabled = person("disabled", Role.CLERK, township["V01"])
    disabled.is_active = False
    disabled.save()
    fields = {"user": "clerk01", "start": "2012-11-03", "end": "2012-11-10"} | change
    assert wrong(send(signed_in("staff"), act(township, "secretary01", "stand-in"), fields)) == {at}


def test_a_role_of_somebody_else_is_not_found_below_this_person(township: Township, signed_in: SignIn) -> None:
    theirs = township.people["secretary02"].roles.get().pk
    staff = signed_in("staff")
    for what in ("end", "stand-in"):
        assert staff.get(f"{PEOPLE}clerk01/roles/{theirs}/{what}/").status_code == 404


def test_the_picker_of_accounts_offers_those_in_reach_only(township: Township, signed_in: SignIn) -> None:
    person("clerk-away", Role.CLERK, organisation("X01-1"))
    offered = signed_in("staff").get("/accounts/options/?user=clerk").context["offers"]
    assert offered == ["clerk01 clerk01"]
    assert signed_in("staff").get("/accounts/options/?user=%00").status_code == 200


def test_administrators_find_the_organisations_that_they_grant_over(township: Township, signed_in: SignIn) -> None:
    organisation("X01", kind=Kind.COMMITTEE, sector="")
    offers = signed_in("admin").get("/organisations/options/?organisation=01").context["offers"]
    assert [offer.split()[0] for offer in offers] == ["T01", "V01"]


def test_the_pages_cost_the_same_for_two_roles_and_for_fifty(township: Township, signed_in: SignIn) -> None:
    clerk, staff = township.people["clerk01"], signed_in("staff")
    addresses = [PEOPLE + "clerk01/roles/", act(township, "clerk01", "end"), PEOPLE + "clerk01/handover/"]
    staff.get("/")
    costs: list[list[int]] = []
    for wanted in (2, 50):
        for at in range(clerk.roles.count(), wanted):
            over = organisation(f"W{at:02}", township["T01"])
            role_grant(user=clerk, role=Role.CLERK, organisation=over, start=date(2000, 1, 1), by=None)
            person(f"beside{at}", Role.CLERK, over)
        costs.append([])
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert staff.get(address).status_code == 200
            costs[-1].append(len(asked))
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 12
