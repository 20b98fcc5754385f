"""Accounts in and out of Excel: the same limits as on the page, every fault at its cell."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from apps.accounts.models import User
from apps.administration.accounts_workbook import ROLES
from apps.audit.models import Entry
from apps.core.calendar import today
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import RoleAssignment
from apps.organisations.services import role_grant
from apps.workbooks.importing import import_workbook
from tests.administration.books import NEW, REGISTER, exported, faults, sheet_of, take_in
from tests.factories.township import Township, organisation, person

ONE_WEEK = timedelta(days=7)
BEGAN, ENDED = date(2001, 1, 1), date(2002, 1, 1)
CLERK = {"用户名": "clerk01", "姓名": "clerk01", "角色": "填报员", "组织编码": "V01"}

pytestmark = pytest.mark.django_db


def test_the_words_for_roles_are_those_of_the_pages() -> None:
    with translation.override("zh-hans"):
        assert {word: str(Role(value).label) for word, value in list(ROLES.items())[: len(Role)]} == {
            str(role.label): str(role.label) for role in Role
        }


def test_an_import_makes_accounts_with_their_roles_that_cannot_sign_in_yet(township: Township) -> None:
    outcome = take_in(NEW, NEW | {"组织编码": "V02", "起始日期": date(2012, 3, 1)}, by=township.people["staff"])
    assert (outcome.created, outcome.updated, outcome.errors) == (2, 0, ())
    made = User.objects.get(username="zhangsan")
    assert [made.name, made.phone, made.home, made.must_change_password] == ["张三", "13812345678", "V01", True]
    assert not made.has_usable_password()
    held = set(made.roles.values_list("role", "organisation__code", "start", "end"))
    assert held == {("clerk", "V01", today(), None), ("clerk", "V02", date(2012, 3, 1), None)}
    acts = Entry.objects.filter(target="zhangsan").order_by("id")
    assert [it.action for it in acts] == ["account.created", "role.granted", "role.granted"]
    assert "13812345678" not in str(list(Entry.objects.values_list("before", "after")))


def test_an_import_changes_name_telephone_and_end_and_says_so_once(township: Township) -> None:
    soon = today() + timedelta(days=30)
    row = CLERK | {"姓名": "李四", "联系电话": "13900001111", "终止日期": soon}
    outcome = take_in(row, by=township.people["staff"])
    assert (outcome.created, outcome.updated, outcome.errors) == (0, 1, ())
    clerk = User.objects.get(username="clerk01")
    assert [clerk.name, clerk.phone, clerk.roles.get().end] == ["李四", "13900001111", soon]
    acts = Entry.objects.filter(target="clerk01", actor=township.people["staff"])
    assert {it.action for it in acts} == {"account.updated", "role.end_changed"}
    assert take_in(row, by=township.people["staff"]).unchanged == 1


@pytest.mark.parametrize("who", ["staff", "admin"])
def test_an_export_imports_again_unchanged_masked_or_not(township: Township, who: str) -> None:
    User.objects.filter(username__in=["clerk01", "auditor"]).update(phone="13812345678")
    user = township.people[who]
    outcome = import_workbook(register=REGISTER, file=exported(user), by=user)
    assert (outcome.created, outcome.updated, outcome.unchanged, outcome.errors) == (0, 0, len(township.people), ())


def test_an_export_has_no_row_of_the_neighbours_and_none_that_has_ended(township: Township) -> None:
    person("stranger", Role.CLERK, organisation("X01"))
    role_grant(
        user=township.people["clerk01"],
        role=Role.CLERK,
        organisation=township["V02"],
        start=date(2001, 1, 1),
        end=date(2002, 1, 1),
        by=None,
    )
    rows = [row[:5] for row in sheet_of(exported(township.people["staff"])).iter_rows(min_row=3, values_only=True)]
    assert {row[0] for row in rows} == set(township.people)
    assert [row[4] for row in rows if row[0] == "clerk01"] == ["V01"]


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "a user name with a blank": ({"用户名": "zhang san"}, "A2"),
    "no name": ({"姓名": None}, "B2"),
    "a telephone that is too long": ({"联系电话": "1" * 21}, "C2"),
    "a masked telephone of nobody": ({"联系电话": "138****5678"}, "C2"),
    "no such role": ({"角色": "村长"}, "D2"),
    "an administrator": ({"角色": "系统管理员", "组织编码": "T01"}, "D2"),
    "an auditor": ({"角色": "审计员", "组织编码": "T01"}, "D2"),
    "a viewer": ({"角色": "上级查阅", "组织编码": "T01"}, "D2"),
    "a leader": ({"角色": "镇领导", "组织编码": "T01"}, "D2"),
    "a role that does not fit": ({"角色": "包村干部", "组织编码": "T01"}, "E2"),
    "an organisation abroad": ({"组织编码": "X01"}, "E2"),
    "no such organisation": ({"组织编码": "V99"}, "E2"),
    "an end before the start": ({"起始日期": date(2012, 3, 1), "终止日期": date(2012, 3, 1)}, "G2"),
    "an account abroad": ({"用户名": "stranger"}, "A2"),
    "another name for an administrator": ({"用户名": "admin"}, "B2 C2 D2"),
    "a second role for an auditor": ({"用户名": "auditor", "姓名": "auditor", "联系电话": None}, "D2"),
    "a second role for oneself": ({"用户名": "staff", "姓名": "staff", "联系电话": None}, "D2"),
}


@pytest.mark.parametrize(("change", "cells"), CASES.values(), ids=CASES)
def test_a_fault_is_named_by_its_cell_and_nothing_is_written(
    township: Township, change: dict[str, Any], cells: str
) -> None:
    person("stranger", Role.CLERK, organisation("X01"))
    before = (User.objects.count(), RoleAssignment.objects.count())
    outcome = take_in(NEW | {"起始日期": None, "终止日期": None} | change, by=township.people["staff"])
    assert " ".join(faults(outcome)) == cells
    assert (User.objects.count(), RoleAssignment.objects.count()) == before


def test_staff_of_a_part_import_nobody_above_it(township: Township) -> None:
    low = person("lowstaff", Role.STAFF, township["V03"])
    rows = (NEW | {"组织编码": "V03-1"}, NEW | {"用户名": "lisi", "组织编码": "V01"}, NEW | {"用户名": "secretary01"})
    assert faults(take_in(*rows, by=low)) == ["E3", "A4", "E4"]


@pytest.mark.parametrize(
    ("second", "cell"),
    [({"姓名": "别名"}, "B3"), ({"联系电话": "13900001111"}, "C3"), ({"组织编码": "V01"}, "D3")],
)
def test_rows_of_one_user_name_agree_and_name_each_role_once(
    township: Township, second: dict[str, Any], cell: str
) -> None:
    rows = (NEW, NEW | {"组织编码": "V02"} | second)
    assert faults(take_in(*rows, by=township.people["staff"])) == [cell]


def test_nobody_is_administrator_and_auditor_at_the_same_time(township: Township) -> None:
    admin, keeper, soon = township.people["admin"], person("keeper", Role.AUDITOR, township["T01"]), today() + ONE_WEEK
    over = NEW | {"组织编码": "T01", "起始日期": None, "终止日期": None}
    both = (over | {"角色": "系统管理员"}, over | {"角色": "审计员"})
    assert faults(take_in(*both, by=admin)) == ["D3"]
    known = {"用户名": keeper.username, "姓名": keeper.name, "角色": "系统管理员", "组织编码": "T01"}
    assert faults(take_in(known, by=admin)) == ["C2"]
    assert faults(take_in(both[0] | {"终止日期": soon}, both[1] | {"起始日期": soon}, by=admin)) == []


def test_a_short_role_between_does_not_hide_a_long_one(township: Township) -> None:
    over = NEW | {"组织编码": "T01"}
    long = over | {"角色": "系统管理员", "起始日期": date(2012, 1, 1), "终止日期": date(2013, 1, 1)}
    short = over | {"角色": "系统管理员", "组织编码": "D01", "起始日期": date(2012, 2, 1), "终止日期": date(2012, 3, 1)}
    later = over | {"角色": "审计员", "起始日期": date(2012, 6, 1), "终止日期": None}
    organisation("D01", kind=Kind.COMMITTEE, sector="")
    assert faults(take_in(long, short, later, by=None)) == ["D4"]


def test_a_role_is_held_once_at_a_time_and_may_follow_upon_itself(township: Township) -> None:
    staff, soon = township.people["staff"], today() + timedelta(days=30)
    held = CLERK | {"起始日期": date(2000, 1, 1), "终止日期": None}
    again = held | {"起始日期": soon}
    assert faults(take_in(held, again, by=staff)) == ["C3"]
    outcome = take_in(held | {"终止日期": soon}, again, by=staff)
    assert (outcome.created, outcome.updated, outcome.errors) == (1, 1, ())


@pytest.mark.parametrize(
    ("who", "role", "place", "end"),
    [
        ("clerk01", "填报员", "V01", date(2012, 1, 1)),
        ("auditor", "审计员", "T01", date(2999, 1, 1)),
        ("staff", "镇党建办工作人员", "T01", date(2999, 1, 1)),
    ],
)
def test_an_end_is_not_changed_backwards_nor_of_a_role_out_of_reach(
    township: Township, who: str, role: str, place: str, end: date
) -> None:
    row = {"用户名": who, "姓名": who, "角色": role, "组织编码": place, "终止日期": end}
    assert faults(take_in(row, by=township.people["staff"])) == ["E2"]


def test_the_end_of_an_administrator_is_changed_on_the_page_only(township: Township) -> None:
    person("admin2", Role.ADMINISTRATOR, township["T01"])
    row = {"用户名": "admin2", "姓名": "admin2", "角色": "管理员", "组织编码": "T01", "终止日期": date(2999, 1, 1)}
    assert faults(take_in(row, by=township.people["admin"])) == ["E2"]


def test_a_column_that_is_left_out_leaves_its_field_and_an_empty_cell_clears_it(township: Township) -> None:
    User.objects.filter(username="clerk01").update(phone="13812345678")
    assert take_in(CLERK, by=township.people["staff"]).unchanged == 1
    assert take_in(CLERK | {"联系电话": "138****5678"}, by=township.people["staff"]).unchanged == 1
    assert take_in(CLERK | {"联系电话": None}, by=township.people["staff"]).updated == 1
    assert User.objects.get(username="clerk01").phone == ""


def test_an_import_costs_the_same_for_two_rows_and_for_fifty(
    township: Township, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rows = [NEW | {"用户名": f"new{number}"} for number in range(50)]
    with django_assert_max_num_queries(25):
        assert take_in(*rows, by=township.people["staff"]).created == 50
