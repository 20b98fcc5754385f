"""Who sees which organisations: the visible and the hidden together, for every role."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.core.calendar import today
from apps.organisations.access import organisation_for
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import Organisation
from apps.organisations.policy import POLICY, UnknownAction
from apps.organisations.services import organisation_move, role_grant
from tests.factories.township import Township, organisation, person

EVERYTHING = {"T01", "V01", "V02", "V03", "V03-1", "V03-2", "L01", "L02", "X01"}
THE_TOWNSHIP = EVERYTHING - {"X01"}


@pytest.fixture
def wide(township: Township) -> Township:
    """The township with a Youth League, and a neighbour that nobody here has to do with."""
    top = township["T01"]
    township.organisations["L01"] = organisation("L01", top, kind=Kind.LEAGUE_COMMITTEE, sector="")
    township.organisations["L02"] = organisation("L02", township["L01"], kind=Kind.LEAGUE_BRANCH)
    township.organisations["X01"] = organisation("X01", kind=Kind.COMMITTEE, sector="")
    township.people["league"] = person("league", Role.MASS_OFFICER, township["L01"])
    township.people["nobody"] = person("nobody")
    return township


def seen(user: User, action: str = "organisation.view") -> set[str]:
    return set(Organisation.objects.visible_to(user, action).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("username", "visible"),
    [
        ("staff", THE_TOWNSHIP),
        ("leader", THE_TOWNSHIP),
        ("viewer", THE_TOWNSHIP),
        ("contact", {"V01"}),
        ("secretary01", {"V01"}),
        ("secretary03", {"V03", "V03-1", "V03-2"}),
        ("clerk01", {"V01"}),
        ("league", {"L01", "L02"}),
        ("admin", set()),
        ("auditor", set()),
        ("nobody", set()),
    ],
)
def test_each_role_sees_its_part_of_the_tree_and_nothing_else(wide: Township, username: str, visible: set[str]) -> None:
    user = wide.people[username]
    assert seen(user) == visible
    for code in EVERYTHING:
        if code in visible:
            assert organisation_for(user, "organisation.view", code).code == code
        else:
            with pytest.raises((Http404, PermissionDenied)) as refused:
                organisation_for(user, "organisation.view", code)
            assert (refused.type is Http404) == bool(visible)


@pytest.mark.parametrize("username", ["leader", "viewer", "contact", "secretary01", "clerk01", "league", "admin"])
def test_only_staff_may_edit(wide: Township, username: str) -> None:
    assert seen(wide.people["staff"], "organisation.edit") == THE_TOWNSHIP
    assert seen(wide.people[username], "organisation.edit") == set()


def test_a_role_counts_only_within_its_days(wide: Township) -> None:
    for username, start, end in (
        ("was", today() - timedelta(days=9), today()),
        ("will-be", today() + timedelta(days=1), None),
        ("is", today(), today() + timedelta(days=1)),
    ):
        user = person(username)
        role_grant(user=user, role=Role.SECRETARY, organisation=wide["V01"], start=start, end=end, by=None)
        assert seen(user) == ({"V01"} if username == "is" else set())


def test_two_roles_add_up_each_with_its_own_rights(wide: Township) -> None:
    both = person("both", Role.SECRETARY, wide["V01"])
    role_grant(user=both, role=Role.STAFF, organisation=wide["V03"], start=date(2000, 1, 1), by=None)
    assert seen(both) == {"V01", "V03", "V03-1", "V03-2"}
    assert seen(both, "organisation.edit") == {"V03", "V03-1", "V03-2"}


def test_what_moves_away_is_hidden_from_those_it_left_and_seen_by_those_it_joins(wide: Township) -> None:
    organisation_move(organisation=wide["V03-2"], parent=wide["V01"], on=date(2012, 7, 1), by=None)
    assert seen(wide.people["secretary03"]) == {"V03", "V03-1"}
    assert seen(wide.people["secretary01"]) == {"V01", "V03-2"}


def test_a_visible_organisation_is_403_for_what_the_role_may_not_do(wide: Township) -> None:
    mixed = person("mixed", Role.LEADER, wide["T01"])
    role_grant(user=mixed, role=Role.STAFF, organisation=wide["V03"], start=date(2000, 1, 1), by=None)
    assert organisation_for(mixed, "organisation.edit", "V03-1").code == "V03-1"
    with pytest.raises(PermissionDenied):
        organisation_for(mixed, "organisation.edit", "V01")
    with pytest.raises(Http404):
        organisation_for(mixed, "organisation.edit", "X01")


@pytest.mark.parametrize("code", ["V01 ", "Ｖ01", "V01\u200b"])
def test_a_code_is_found_as_people_type_and_paste_it(wide: Township, code: str) -> None:
    assert organisation_for(wide.people["staff"], "organisation.view", code).code == "V01"


@pytest.mark.parametrize("code", ["", "../V01", "V0"])
def test_a_code_that_cannot_be_is_not_found(wide: Township, code: str) -> None:
    with pytest.raises(Http404):
        organisation_for(wide.people["staff"], "organisation.view", code)


def test_an_action_that_does_not_stand_in_the_table_raises(wide: Township) -> None:
    with pytest.raises(UnknownAction):
        Organisation.objects.visible_to(wide.people["staff"], "organisation.steal")
    assert "organisation.steal" not in POLICY
