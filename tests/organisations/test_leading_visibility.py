"""Sight of led mass organisations: the visible and the hidden together, and nothing that writes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.calendar import today
from apps.organisations.access import organisation_for
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import LeadingLink, Organisation
from apps.organisations.policy import OVER_LED, POLICY, READ_LED
from apps.organisations.querysets import paths_by_action
from apps.organisations.services import organisation_move, role_grant
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.leading import leading_change, leading_start
from tests.factories.township import Township, afresh, misplaced, organisation, person

LONG_AGO = date(2000, 1, 1)
READS = sorted(OVER_LED)
BY_BRANCH = {"secretary01": Role.SECRETARY, "clerk01": Role.CLERK}
READINGS = [(name, action) for name, role in BY_BRANCH.items() for action in READS if role in POLICY[action]]
WRITES = sorted(set(POLICY) - OVER_LED)
SECRETARY_WRITES = sorted(action for action in WRITES if Role.SECRETARY in POLICY[action])


def _led() -> Township:
    township = cast.township()
    top = township["T01"]
    for code in ("A01", "A02", "A03"):
        township.organisations[code] = organisation(code, top, kind=Kind.ASSOCIATION, sector="")
    township.organisations["A01-1"] = organisation("A01-1", township["A01"], kind=Kind.ASSOCIATION, sector="")
    lead(township, "V01", "A01")
    lead(township, "V02", "A02")
    return township


LED = Kept(_led)


@pytest.fixture
def township(db: None) -> Township:
    """V01 leads the association A01, which has a part A01-1; V02 leads A02.  All stand directly below T01."""
    return LED.given()


@pytest.fixture
def led(township: Township) -> Township:
    return township


def lead(township: Township, leader: str, led: str, start: date = LONG_AGO, end: date | None = None) -> LeadingLink:
    return leading_start(leader=township[leader], led=township[led], start=start, end=end, by=None)


def seen(user: User, action: str = "organisation.view") -> set[str]:
    return set(Organisation.objects.visible_to(afresh(user), action).values_list("code", flat=True))


def test_secretary_and_clerk_read_what_their_branch_leads_with_all_below(led: Township) -> None:
    found = {(name, action): seen(led.people[name], action) for name, action in READINGS}
    assert {what: codes for what, codes in found.items() if codes != {"V01", "A01", "A01-1"}} == {}


def test_nothing_else_reaches_over_it(led: Township) -> None:
    found = {action: seen(led.people["secretary01"], action) for action in SECRETARY_WRITES}
    assert {action: codes for action, codes in found.items() if codes != {"V01"}} == {}


def test_the_neighbour_sees_its_own_association_and_not_this_one(led: Township) -> None:
    assert seen(led.people["secretary02"]) == {"V02", "A02"}
    assert seen(led.people["secretary03"]) == {"V03", "V03-1", "V03-2"}
    assert seen(led.people["contact"]) == {"V01", "A01", "A01-1"}


def test_a_link_that_ended_yesterday_gives_nothing_and_one_that_ends_tomorrow_still_does(led: Township) -> None:
    link = LeadingLink.objects.get(led=led["A01"])
    for end, visible in (
        (today() - timedelta(days=1), {"V01"}),
        (today(), {"V01"}),
        (today() + timedelta(days=1), {"V01", "A01", "A01-1"}),
    ):
        leading_change(link=link, end=end, basis="", by=None)
        assert seen(led.people["secretary01"]) == visible


def test_a_link_that_begins_tomorrow_gives_nothing_yet(led: Township) -> None:
    lead(led, "V01", "A03", start=today() + timedelta(days=1))
    assert "A03" not in seen(led.people["secretary01"])


def test_two_links_add_up(led: Township) -> None:
    lead(led, "V01", "A03")
    assert seen(led.people["secretary01"]) == {"V01", "A01", "A01-1", "A03"}


def test_what_a_branch_below_leads_is_read_by_its_general_branch(led: Township) -> None:
    lead(led, "V03-1", "A03")
    assert seen(led.people["secretary03"]) == {"V03", "V03-1", "V03-2", "A03"}
    below = person("secretary03-2", Role.SECRETARY, led["V03-2"])
    assert seen(below) == {"V03-2"}


def test_a_led_organisation_that_moves_is_still_read(led: Township) -> None:
    organisation_move(organisation=led["A01"], parent=led["V02"], on=date(2012, 7, 1), by=None)
    assert seen(led.people["secretary01"]) == {"V01", "A01", "A01-1"}
    assert seen(led.people["secretary02"]) == {"V02", "A02", "A01", "A01-1"}


def test_what_has_become_a_party_organisation_is_read_no_more(led: Township) -> None:
    Organisation.objects.filter(code="A01").update(kind=Kind.BRANCH)
    assert seen(led.people["secretary01"]) == {"V01"}


def test_no_other_role_gains_anything_by_a_link(led: Township) -> None:
    """What reaches over the same paths shows the same, and is looked at once."""
    for role in Role:
        one = afresh(misplaced(f"one-{role}", role, led["V01"]))
        alike: dict[tuple[str, ...], list[str]] = {}
        for action, paths in paths_by_action(one, *POLICY).items():
            alike.setdefault(tuple(paths), []).append(action)
        reading = {action for actions in alike.values() if "A01" in seen(one, actions[0]) for action in actions}
        assert reading == {it for it in OVER_LED if role in READ_LED and role in POLICY[it]}, role


def test_what_one_role_reads_of_what_its_place_leads_another_role_elsewhere_does_not_add_to(led: Township) -> None:
    """A contact reads no advice; who is secretary next door too reads that of next door alone."""
    both = person("both", Role.SECRETARY, led["V02"])
    role_grant(user=both, role=Role.VILLAGE_CONTACT, organisation=led["V01"], start=LONG_AGO, by=None)
    assert seen(both) == {"V01", "A01", "A01-1", "V02", "A02"}
    assert seen(both, "advice.view") == {"V02", "A02"}


def test_the_led_organisation_is_404_for_the_neighbour_and_403_for_what_its_branch_may_not_do(led: Township) -> None:
    own, neighbour = led.people["secretary01"], led.people["secretary02"]
    assert organisation_for(own, "organisation.view", "A01").code == "A01"
    with pytest.raises(Http404):
        organisation_for(neighbour, "organisation.view", "A01")
    for action in SECRETARY_WRITES:
        with pytest.raises(PermissionDenied):
            organisation_for(own, action, "A01")
        with pytest.raises(Http404):
            organisation_for(neighbour, action, "A01")


def test_only_those_who_read_led_organisations_pay_for_them_and_only_one_query(led: Township) -> None:
    def queries(username: str, *actions: str) -> int:
        person = afresh(led.people[username])
        with CaptureQueriesContext(connection) as captured:
            paths_by_action(person, *actions)
        return len(captured)

    assert [queries(name, *OVER_LED) for name in ("leader", "staff", "viewer")] == [1, 1, 1]
    assert [queries(name, *POLICY) for name in ("secretary01", "contact")] == [2, 2]
    assert queries("secretary01", "filing.own", "activity.record") == 1
    for number in range(10, 40):
        led.organisations[f"A{number}"] = organisation(f"A{number}", led["T01"], kind=Kind.ASSOCIATION, sector="")
        lead(led, "V01", f"A{number}")
    assert [queries(name, *POLICY) for name in ("secretary01", "contact")] == [2, 2]


@pytest.mark.parametrize("page", ["/organisations/?q=A0", "/organisations/tree/", "/api/v1/organisations/"])
def test_lists_show_the_led_and_hide_the_neighbours(
    led: Township, signed_in: Callable[[str], Client], page: str
) -> None:
    shown = signed_in("secretary01").get(page).content.decode()
    assert ("组织A01" in shown, "组织A01-1" in shown, "组织A02" in shown) == (True, True, False)
