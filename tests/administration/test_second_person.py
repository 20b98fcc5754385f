"""Privileged roles need a second person: whoever grants one, or could sign in as its holder, is never alone with it."""

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from apps.accounts.models import User
from apps.accounts.services import password_change
from apps.administration.services import account_open, password_give, second_factor_take
from apps.audit.models import Entry
from apps.organisations.access import may
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.organisations.policy import PRIVILEGED
from apps.organisations.services import role_grant, roles_confirm, stand_in_appoint, waiting_roles
from tests.administration.books import NEW, take_in
from tests.factories.browser import enter_as
from tests.factories.township import Township, afresh, person
from tests.portal.test_home import number

pytestmark = pytest.mark.django_db

OWN = "Eigenes-Wort-2030"
DOES = {
    Role.ADMINISTRATOR: "job.view",
    Role.STAFF: "filing.review",
    Role.LEADER: "report.sign",
    Role.AUDITOR: "audit.view",
    Role.SECRETARY: "filing.own",
    Role.CLERK: "filing.own",
}


def second(township: Township, username: str = "second") -> User:
    return person(username, Role.ADMINISTRATOR, township["T01"])


def made(township: Township, role: Role, by: User, username: str = "zhang") -> User:
    over = township["V01" if role in (Role.SECRETARY, Role.CLERK) else "T01"]
    return account_open(
        username=username,
        name="张三",
        phone="",
        password="Xe7-temporary-one",
        role=role,
        organisation=over,
        start=date(2012, 1, 1),
        end=None,
        by=by,
    )


def takes_over(user: User) -> None:
    password_change(user=user, password=OWN, by=user)


def confirm(user: User, by: User | None) -> None:
    roles_confirm(user=user, seen={role.pk for role in waiting_roles(user)}, by=by)


def holds(user: User, role: Role) -> bool:
    return may(afresh(user), DOES[role])


@pytest.mark.parametrize("role", DOES)
def test_a_role_holds_at_once_or_waits_for_a_second_person(township: Township, role: Role) -> None:
    admin, other = township.people["admin"], second(township)
    user = made(township, role, admin)
    takes_over(user)
    assert holds(user, role) == (role not in PRIVILEGED)
    if role in PRIVILEGED:
        confirm(user, other)
        assert holds(user, role)
        entry = Entry.objects.get(action="role.confirmed")
        assert (entry.actor, entry.target, entry.after) == (other, "zhang", {"role": role.value})


#: What one person does to the account of a confirmed member of staff, and whether the role still holds then.
CREDENTIALS: list[tuple[Callable[..., object], bool]] = [
    (password_give, False),
    (second_factor_take, False),
]


@pytest.mark.parametrize(("act", "still"), CREDENTIALS)
def test_who_lets_somebody_in_again_takes_the_role_until_a_second_person_confirms(
    township: Township, act: Callable[..., object], still: bool
) -> None:
    admin, other, staff = township.people["admin"], second(township), township.people["staff"]
    assert holds(staff, Role.STAFF)
    act(user=staff, by=admin)
    assert holds(staff, Role.STAFF) == still
    takes_over(afresh(staff))
    with pytest.raises(ValidationError):
        confirm(staff, admin)
    confirm(staff, other)
    assert holds(staff, Role.STAFF)
    assert Entry.objects.filter(action="role.withheld", target="staff", actor=admin).count() == 1


def test_nobody_is_the_second_person_who_granted_it_or_could_sign_in(township: Township) -> None:
    admin, other, third = township.people["admin"], second(township), second(township, "third")
    user = made(township, Role.STAFF, admin)
    password_give(user=user, by=other)
    with pytest.raises(ValidationError):
        confirm(user, third)  # the owner has not chosen a password yet
    takes_over(afresh(user))
    user = afresh(user)
    for refused in (admin, other, user, township.people["staff"]):
        with pytest.raises(ValidationError):
            confirm(user, refused)
    assert not holds(user, Role.STAFF)
    confirm(user, third)
    assert holds(user, Role.STAFF)


def test_the_maker_of_an_account_is_no_second_person_for_what_another_grants_it(township: Township) -> None:
    admin, other = township.people["admin"], second(township)
    user = made(township, Role.CLERK, admin)
    takes_over(user)
    role_grant(user=user, role=Role.STAFF, organisation=township["T01"], start=date(2012, 1, 1), by=other)
    for refused in (admin, other):
        with pytest.raises(ValidationError):
            confirm(afresh(user), refused)
    confirm(afresh(user), second(township, "third"))
    assert holds(user, Role.STAFF)


def test_a_stand_in_of_a_privileged_role_waits_too(township: Township) -> None:
    held = RoleAssignment.objects.get(role=Role.LEADER)
    deputy = person("deputy")
    stand_in_appoint(
        assignment=held, user=deputy, start=date(2012, 1, 1), end=date(2100, 1, 1), by=township.people["admin"]
    )
    assert not holds(deputy, Role.LEADER)


def test_what_is_granted_on_the_server_holds_and_so_does_what_is_confirmed_there(township: Township) -> None:
    user = made(township, Role.ADMINISTRATOR, township.people["admin"])
    with pytest.raises(CommandError):
        call_command("confirm_roles", "zhang")  # not taken over yet
    takes_over(user)
    said = StringIO()
    call_command("confirm_roles", "zhang", stdout=said)
    assert "T01" in said.getvalue()
    assert holds(user, Role.ADMINISTRATOR)
    assert holds(second(township), Role.ADMINISTRATOR)


def test_a_waiting_administrator_does_not_count_as_one_who_is_left(township: Township) -> None:
    made(township, Role.ADMINISTRATOR, township.people["admin"])
    other = second(township)
    held = RoleAssignment.objects.get(user=township.people["admin"])
    RoleAssignment.objects.filter(user=other).update(waiting=True)
    assert list(RoleAssignment.objects.holders_of(held, date(2030, 1, 1))) == [held]


def test_a_workbook_grants_no_more_than_the_page(township: Township) -> None:
    row = NEW | {"角色": "镇党建办", "组织编码": "T01"}
    assert take_in(row, by=township.people["admin"]).created == 1
    held = RoleAssignment.objects.get(user__username="zhangsan")
    assert (held.waiting, held.granted_by) == (True, township.people["admin"])
    take_in(row | {"用户名": "lisi"}, by=None)
    assert not RoleAssignment.objects.get(user__username="lisi").waiting


def test_the_second_person_finds_it_at_home_asks_and_confirms(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    other = second(township)
    user = made(township, Role.STAFF, township.people["admin"])
    takes_over(user)
    maker, confirmer = signed_in("admin"), enter_as(Client(), other)
    assert number(maker.get("/").context["home"], "people") == 0
    home = confirmer.get("/")
    assert number(home.context["home"], "people") == 1
    assert "/accounts/?state=unconfirmed" in home.content.decode()
    assert [it.username for it in confirmer.get("/accounts/?state=unconfirmed").context["page"]] == ["zhang"]
    assert list(maker.get("/accounts/?state=unconfirmed").context["page"]) == []
    address = "/accounts/people/zhang/roles/confirm/"
    shown = confirmer.get(address).context["form"]["roles"].value()
    assert "sure" in confirmer.post(address, {"roles": shown}).context["form"].errors
    assert not holds(user, Role.STAFF)
    assert confirmer.post(address, {"roles": shown, "sure": "on"}).status_code == 302
    assert holds(user, Role.STAFF)


def test_only_what_was_seen_is_confirmed(township: Township) -> None:
    other, user = second(township), made(township, Role.STAFF, township.people["admin"])
    takes_over(user)
    address = "/accounts/people/zhang/roles/confirm/"
    browser = enter_as(Client(), other)
    shown = browser.get(address).context["form"]["roles"].value()
    role_grant(
        user=user, role=Role.LEADER, organisation=township["T01"], start=date(2012, 1, 1), by=township.people["admin"]
    )
    answer = browser.post(address, {"roles": shown, "sure": "on"})
    assert answer.context["form"].errors
    assert not holds(user, Role.STAFF)


def test_who_waits_reads_so_at_home(township: Township) -> None:
    user = made(township, Role.STAFF, township.people["admin"])
    takes_over(user)
    home = enter_as(Client(), afresh(user)).get("/").context["home"]
    assert ([role.role for role in home.unconfirmed], home.roles) == ([Role.STAFF], [])
