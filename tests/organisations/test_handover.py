"""Handover: roles end and begin on one day, all or none, and the work stays where it is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.organisations.services import Newcomer, role_grant, roles_hand_over
from tests.factories.township import Township, person

LONG_AGO, TODAY, LATER = date(2000, 1, 1), date(2012, 11, 3), date(2012, 12, 1)
NEWCOMER = Newcomer("zhangsan", "张三", "13812345678", "aB3456789012")


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield


@pytest.fixture
def former(township: Township) -> User:
    """Secretary of V01 for good, and clerk of V02 until the end of the year."""
    user = township.people["secretary01"]
    end = date(2013, 1, 1)
    role_grant(user=user, role=Role.CLERK, organisation=township["V02"], start=LONG_AGO, end=end, by=None)
    return user


def hand_over(former: User, to: User | Newcomer, by: User | None, **changes: Any) -> User:
    asked: dict[str, Any] = {"posts": list(former.roles.values_list("pk", flat=True)), "on": TODAY} | changes
    return roles_hand_over(former=former, to=to, by=by, **asked)


def roles(user: User) -> set[tuple[str, str, date, date | None]]:
    return set(user.roles.values_list("role", "organisation__code", "start", "end"))


def everything() -> list[tuple[Any, ...]]:
    return list(RoleAssignment.objects.order_by("pk").values_list("pk", "user", "start", "end"))


def test_the_roles_of_one_end_and_those_of_the_other_begin_on_the_same_day(township: Township, former: User) -> None:
    successor = person("successor")
    assert hand_over(former, successor, township.people["staff"]) == successor
    assert roles(former) == {("secretary", "V01", LONG_AGO, TODAY), ("clerk", "V02", LONG_AGO, TODAY)}
    assert roles(successor) == {("secretary", "V01", TODAY, None), ("clerk", "V02", TODAY, date(2013, 1, 1))}


def test_only_the_chosen_roles_pass_on(township: Township, former: User) -> None:
    chosen = former.roles.get(role=Role.CLERK)
    hand_over(former, person("successor"), township.people["staff"], posts=[chosen.pk], on=LATER)
    assert roles(former) == {("secretary", "V01", LONG_AGO, None), ("clerk", "V02", LONG_AGO, LATER)}


def test_the_audit_log_tells_it_of_both(township: Township, former: User) -> None:
    hand_over(former, person("successor"), township.people["staff"])
    entries = {entry.target: entry for entry in Entry.objects.filter(action="role.handed_over")}
    posts = [["secretary", "V01"], ["clerk", "V02"]]
    assert entries["secretary01"].after == {"to": "successor", "on": "2012-11-03", "posts": posts}
    assert entries["successor"].after == {"from": "secretary01", "on": "2012-11-03", "posts": posts}
    assert {entry.actor for entry in entries.values()} == {township.people["staff"]}


def test_a_successor_may_get_an_account_in_the_same_act(township: Township, former: User) -> None:
    made = hand_over(former, NEWCOMER, township.people["staff"])
    assert (made.name, made.phone, made.must_change_password) == ("张三", "13812345678", True)
    assert made.check_password(NEWCOMER.password)
    assert len(roles(made)) == 2
    assert NEWCOMER.password not in str(list(Entry.objects.values_list("before", "after")))


def test_sent_twice_it_happens_once(township: Township, former: User) -> None:
    successor, staff = person("successor"), township.people["staff"]
    hand_over(former, successor, staff)
    before, entries = everything(), Entry.objects.count()
    for to in (successor, NEWCOMER):
        with pytest.raises(ValidationError):
            hand_over(former, to, staff)
    assert (everything(), Entry.objects.count()) == (before, entries)


def test_what_cannot_be_handed_over_leaves_everything_as_it_was(township: Township, former: User) -> None:
    """A role that the successor holds already, one that `by` may not grant, a name that is taken, and the like."""
    staff, successor = township.people["staff"], person("successor")
    double = person("double", Role.SECRETARY, township["V01"])
    disabled = person("disabled")
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    disabled.refresh_from_db()
    coming = role_grant(user=former, role=Role.CLERK, organisation=township["V01"], start=LATER, by=None)
    others = township.people["secretary02"].roles.get()
    first = former.roles.get(role=Role.SECRETARY)
    before = everything()
    refusals: list[tuple[User | Newcomer, User, dict[str, Any]]] = [
        (former, staff, {}),
        (double, staff, {"posts": [first.pk]}),
        (disabled, staff, {"posts": [first.pk]}),
        (staff, staff, {"posts": [first.pk]}),
        (successor, township.people["leader"], {"posts": [first.pk]}),
        (Newcomer("leader", "甲", "", "aB3456789012"), staff, {"posts": [first.pk]}),
        (successor, staff, {"posts": []}),
        (successor, staff, {"posts": [coming.pk]}),
        (successor, staff, {"posts": [first.pk, others.pk]}),
        (successor, staff, {"posts": [first.pk], "on": date(2012, 11, 2)}),
        (successor, staff, {"posts": [first.pk], "disable": True}),
    ]
    for to, by, changes in refusals:
        with pytest.raises(ValidationError):
            hand_over(former, to, by, **changes)
        assert everything() == before, changes
    former.refresh_from_db()
    assert former.is_active


def test_one_role_out_of_reach_stops_the_whole(township: Township) -> None:
    leader = township.people["leader"]
    role_grant(user=leader, role=Role.SECRETARY, organisation=township["V02"], start=LONG_AGO, by=None)
    before = everything()
    with pytest.raises(ValidationError):
        hand_over(leader, person("successor"), township.people["staff"])
    assert everything() == before
    hand_over(leader, User.objects.get(username="successor"), township.people["admin"])


def test_the_last_administrator_may_hand_over_for_nobody_is_locked_out(township: Township) -> None:
    successor = person("successor")
    hand_over(township.people["admin"], successor, None)
    assert roles(successor) == {("administrator", "T01", TODAY, None)}


def test_the_former_account_is_disabled_where_nothing_is_left_to_it(township: Township, former: User) -> None:
    hand_over(former, person("successor"), township.people["staff"], disable=True)
    former.refresh_from_db()
    assert not former.is_active


def test_an_account_whose_roles_still_hold_until_later_is_not_disabled(township: Township, former: User) -> None:
    with pytest.raises(ValidationError) as error:
        hand_over(former, person("successor"), township.people["staff"], disable=True, on=LATER)
    assert set(error.value.message_dict) == {"disable"}
    former.refresh_from_db()
    assert former.is_active
