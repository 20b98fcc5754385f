"""Granting and ending roles, and standing in: who may, over what, and for how long."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.access import may
from apps.organisations.kinds import PARTY_KINDS, Closing, Kind, Role, Sector
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.role_scope import misfit
from apps.organisations.services import (
    organisation_close,
    role_end,
    role_grant,
    stand_in_appoint,
)
from tests.factories.township import Township, afresh, organisation, person

TODAY, TOMORROW, LATER = date(2012, 11, 3), date(2012, 11, 4), date(2012, 12, 1)
LEADING = {Kind.COMMITTEE, Kind.GENERAL_BRANCH}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield


def granted(user: User, role: Role, over: Organisation, by: User | None, start: date = TODAY) -> RoleAssignment:
    return role_grant(user=user, role=role, organisation=over, start=start, by=by)


def held(user: User) -> RoleAssignment:
    found: RoleAssignment = RoleAssignment.objects.select_related("user", "organisation").get(user=user)
    return found


def days(user: User) -> list[tuple[date, date | None]]:
    return list(user.roles.order_by("start").values_list("start", "end"))


def refused(error: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    """The fields at which a service refused."""
    return set(error.value.message_dict) if hasattr(error.value, "error_dict") else set()


# --- Who grants what --------------------------------------------------------------------------------------

BELOW = {Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK}


@pytest.mark.parametrize(("granter", "allowed"), [("admin", set(Role)), ("staff", BELOW | {Role.MASS_OFFICER})])
@pytest.mark.parametrize("role", list(Role))
def test_administrators_grant_every_role_and_staff_those_below_them(
    township: Township, granter: str, allowed: set[Role], role: Role
) -> None:
    over = township["V02"] if role in BELOW else township["T01"]
    if role == Role.MASS_OFFICER:
        over = organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector="")
    new, by = person("new"), township.people[granter]
    if role in allowed:
        granted(new, role, over, by)
        assert new.roles.get().role == role
        return
    with pytest.raises(ValidationError) as error:
        granted(new, role, over, by)
    assert refused(error) == {"role"}
    assert not new.roles.exists()


@pytest.mark.parametrize("granter", ["leader", "secretary01", "clerk01", "contact", "viewer", "auditor"])
def test_nobody_else_grants_anything(township: Township, granter: str) -> None:
    with pytest.raises(ValidationError):
        granted(person("new"), Role.CLERK, township["V01"], township.people[granter])


@pytest.mark.parametrize("granter", ["admin", "staff"])
def test_nobody_grants_to_themselves_or_ends_what_is_their_own(township: Township, granter: str) -> None:
    user = township.people[granter]
    with pytest.raises(ValidationError):
        granted(user, Role.SECRETARY, township["V01"], user)
    with pytest.raises(ValidationError):
        role_end(assignment=held(user), on=TODAY, by=user)
    assert days(user) == [(date(2000, 1, 1), None)]


def test_nobody_grants_outside_their_own_part_of_the_tree(township: Township) -> None:
    away = organisation("X01", kind=Kind.COMMITTEE, sector="")
    part = person("staff03", Role.STAFF, township["V03"])
    for over, by in ((away, "staff"), (away, "admin")):
        with pytest.raises(ValidationError):
            granted(person(f"for-{by}"), Role.SECRETARY, over, township.people[by])
    with pytest.raises(ValidationError):
        granted(person("beside"), Role.SECRETARY, township["V01"], part)
    assert granted(person("below"), Role.SECRETARY, township["V03-1"], part).pk


# --- Over what --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_a_role_fits_the_organisations_that_it_is_meant_for(role: Role) -> None:
    party, mass = set(PARTY_KINDS), set(Kind) - PARTY_KINDS
    meant = {Role.SECRETARY: party, Role.CLERK: party, Role.VILLAGE_CONTACT: party, Role.MASS_OFFICER: mass}
    assert {kind for kind in Kind if misfit(role, kind, Sector.VILLAGE) is None} == meant.get(role, LEADING)


def test_a_village_contact_is_posted_to_villages_and_communities_only() -> None:
    fitting = {sector for sector in Sector if misfit(Role.VILLAGE_CONTACT, Kind.BRANCH, sector) is None}
    assert fitting == {Sector.VILLAGE, Sector.COMMUNITY}


def test_what_does_not_fit_is_refused_at_the_organisation(township: Township) -> None:
    with pytest.raises(ValidationError) as error:
        granted(person("new"), Role.MASS_OFFICER, township["V01"], None)
    assert refused(error) == {"organisation"}


def test_no_role_begins_over_what_is_closed_by_then(township: Township) -> None:
    organisation_close(
        organisation=township["V02"],
        on=TOMORROW,
        closing=Closing.DISSOLVED,
        merged_into=None,
        approval_number="〔2012〕1号",
        by=None,
    )
    closed = Organisation.objects.get(code="V02")
    assert granted(person("until-then"), Role.CLERK, closed, None).pk
    with pytest.raises(ValidationError) as error:
        granted(person("too-late"), Role.CLERK, closed, None, start=TOMORROW)
    assert refused(error) == {"organisation"}


# --- How long ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [
        (date(2012, 1, 1), date(2012, 6, 1), False),  # ends on the day on which the other begins
        (date(2012, 1, 1), date(2012, 6, 2), True),
        (date(2012, 9, 1), None, False),  # begins on the day on which the other ends
        (date(2012, 8, 31), None, True),
        (date(2012, 7, 1), date(2012, 7, 2), True),
        (date(2012, 1, 1), None, True),
    ],
)
def test_nobody_holds_the_same_role_twice_on_one_day(
    township: Township, start: date, end: date | None, taken: bool
) -> None:
    user, over = person("new"), township["V01"]
    role_grant(user=user, role=Role.CLERK, organisation=over, start=date(2012, 6, 1), end=date(2012, 9, 1), by=None)
    if taken:
        with pytest.raises(ValidationError) as error:
            role_grant(user=user, role=Role.CLERK, organisation=over, start=start, end=end, by=None)
        assert refused(error) == {"role"}
        return
    role_grant(user=user, role=Role.CLERK, organisation=over, start=start, end=end, by=None)
    assert len(days(user)) == 2


@pytest.mark.parametrize(
    ("held", "granted_too"), [(Role.ADMINISTRATOR, Role.AUDITOR), (Role.AUDITOR, Role.ADMINISTRATOR)]
)
def test_nobody_is_administrator_and_auditor_on_one_day(township: Township, held: Role, granted_too: Role) -> None:
    user, over = person("new"), township["T01"]
    role_grant(user=user, role=held, organisation=over, start=date(2012, 6, 1), end=date(2012, 9, 1), by=None)
    with pytest.raises(ValidationError) as error:
        role_grant(user=user, role=granted_too, organisation=over, start=date(2012, 8, 31), by=None)
    assert refused(error) == {"role"}
    role_grant(user=user, role=granted_too, organisation=over, start=date(2012, 9, 1), by=None)


def test_another_role_or_another_organisation_at_the_same_time_is_no_matter(township: Township) -> None:
    clerk = township.people["clerk01"]
    granted(clerk, Role.CLERK, township["V02"], None)
    granted(clerk, Role.SECRETARY, township["V01"], None)
    assert clerk.roles.count() == 3


@pytest.mark.parametrize("end", [TODAY, date(2012, 11, 2)])
def test_a_role_ends_after_it_begins(township: Township, end: date) -> None:
    with pytest.raises(ValidationError) as error:
        role_grant(user=person("new"), role=Role.CLERK, organisation=township["V01"], start=TODAY, end=end, by=None)
    assert refused(error) == {"end"}


def test_a_role_that_ends_today_gives_nothing_from_today_on(township: Township) -> None:
    clerk = township.people["clerk01"]
    assert may(clerk, "filing.draft")
    role_end(assignment=held(clerk), on=TODAY, by=township.people["staff"])
    assert not may(afresh(clerk), "filing.draft")
    entry = Entry.objects.get(action="role.ended", target="clerk01")
    assert (entry.organisation_code, entry.after["end"]) == ("V01", "2012-11-03")


def test_a_role_that_ends_later_holds_until_then(township: Township) -> None:
    clerk = township.people["clerk01"]
    role_end(assignment=held(clerk), on=TOMORROW, by=township.people["staff"])
    assert may(afresh(clerk), "filing.draft")
    with time_machine.travel("2012-11-04 00:01+08:00"):
        assert not may(afresh(clerk), "filing.draft")


def test_what_was_done_stays_done_no_role_ends_in_the_past(township: Township) -> None:
    clerk = township.people["clerk01"]
    with pytest.raises(ValidationError) as error:
        role_end(assignment=held(clerk), on=date(2012, 11, 2), by=None)
    assert refused(error) == {"on"}


def test_a_role_ends_once_and_is_never_prolonged_by_ending_it(township: Township) -> None:
    clerk = township.people["clerk01"]
    role_end(assignment=held(clerk), on=TOMORROW, by=None)
    for day in (TOMORROW, LATER):
        with pytest.raises(ValidationError):
            role_end(assignment=held(clerk), on=day, by=None)
    role_end(assignment=held(clerk), on=TODAY, by=None)
    assert days(clerk) == [(date(2000, 1, 1), TODAY)]


def test_a_role_that_has_not_begun_is_taken_back_whole(township: Township) -> None:
    user = person("new")
    coming = granted(user, Role.CLERK, township["V01"], None, start=LATER)
    role_end(assignment=coming, on=TODAY, by=township.people["staff"])
    assert not user.roles.exists()
    assert Entry.objects.get(action="role.withdrawn", target="new").before["start"] == "2012-12-01"
    with pytest.raises(ValidationError):
        role_end(assignment=coming, on=TODAY, by=None)


# --- The last administrator -------------------------------------------------------------------------------


def test_the_last_administrator_stays(township: Township) -> None:
    admin = township.people["admin"]
    second = person("admin2")
    with pytest.raises(ValidationError):
        role_end(assignment=held(admin), on=TODAY, by=None)
    temporary = role_grant(
        user=second, role=Role.ADMINISTRATOR, organisation=township["T01"], start=TODAY, end=LATER, by=None
    )
    with pytest.raises(ValidationError):  # one who goes again is none
        role_end(assignment=held(admin), on=TODAY, by=None)
    role_end(assignment=temporary, on=TODAY, by=None)
    granted(second, Role.ADMINISTRATOR, township["T01"], None)
    second.is_active = False
    second.save()
    with pytest.raises(ValidationError):  # nor is one who cannot sign in
        role_end(assignment=held(admin), on=TODAY, by=None)
    assert days(admin) == [(date(2000, 1, 1), None)]


def test_of_two_administrators_one_may_go(township: Township) -> None:
    second = person("admin2", Role.ADMINISTRATOR, township["T01"])
    role_end(assignment=held(township.people["admin"]), on=TODAY, by=second)
    with pytest.raises(ValidationError):
        role_end(assignment=held(second), on=LATER, by=None)


# --- Standing in ------------------------------------------------------------------------------------------


def test_both_act_while_one_stands_in_and_it_ends_by_itself(township: Township) -> None:
    secretary, other = township.people["secretary01"], person("stand-in")
    stand_in_appoint(assignment=held(secretary), user=other, start=TODAY, end=LATER, by=township.people["staff"])
    assert [may(afresh(one), "filing.submit") for one in (secretary, other)] == [True, True]
    entry = Entry.objects.get(action="role.granted", target="stand-in")
    assert entry.after == {
        "role": "secretary",
        "start": "2012-11-03",
        "end": "2012-12-01",
        "stand_in_for": "secretary01",
    }
    with time_machine.travel("2012-12-01 00:01+08:00"):
        assert [may(afresh(one), "filing.submit") for one in (secretary, other)] == [True, False]


def test_nobody_stands_in_for_themselves_or_longer_than_the_role_holds(township: Township) -> None:
    secretary, staff = township.people["secretary01"], township.people["staff"]
    with pytest.raises(ValidationError) as error:
        stand_in_appoint(assignment=held(secretary), user=secretary, start=TODAY, end=LATER, by=staff)
    assert refused(error) == {"user"}
    role_end(assignment=held(secretary), on=TOMORROW, by=staff)
    with pytest.raises(ValidationError) as error:
        stand_in_appoint(assignment=held(secretary), user=person("new"), start=TODAY, end=LATER, by=staff)
    assert refused(error) == {"end"}


def test_who_may_not_grant_a_role_appoints_no_stand_in_for_it(township: Township) -> None:
    leader = held(township.people["leader"])
    with pytest.raises(ValidationError):
        stand_in_appoint(assignment=leader, user=person("new"), start=TODAY, end=LATER, by=township.people["staff"])
