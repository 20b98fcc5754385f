"""A register that says nothing but its columns, its model and its key, here one of plans."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.scoped_register import ScopedComparison, ScopedRegister
from apps.plans.models import Plan
from apps.workbooks.columns import CodeColumn, Column, DateColumn, IntegerColumn, NameColumn
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.township import Township, afresh, organisation, person
from tests.organisations.books import workbook


class PlansRegister(ScopedRegister[Plan]):
    name = "plans"
    title = "Plans"
    sheet = "意见"
    action = "plan.edit"
    view_action = "plan.view"
    model = Plan
    imported = "plan.imported"
    columns: ClassVar[Sequence[Column]] = (
        IntegerColumn("年度", "year", required=True, is_key=True, least=1949, most=2999),
        CodeColumn("组织编码", "code", required=True, is_key=True),
        NameColumn("组织名称", "organisation_name", of="code"),
        Column("标题", "title", required=True),
        Column("文号", "document_number", longest=80),
        DateColumn("印发日期", "issued_on"),
        IntegerColumn("截止日", "filing_due_day", most=28),
    )


class ByNumberRegister(PlansRegister):
    """The same, found by the number of the document, which says nothing of the organisation."""

    columns = (
        Column("文号", "document_number", required=True, is_key=True),
        IntegerColumn("年度", "year", required=True, least=1949, most=2999),
        CodeColumn("组织编码", "code"),
        Column("标题", "title", required=True),
    )


class ByDayRegister(PlansRegister):
    """The same, found by the day too, which nobody needs to know."""

    columns = (
        IntegerColumn("年度", "year", required=True, is_key=True, least=1949, most=2999),
        CodeColumn("组织编码", "code", required=True, is_key=True),
        DateColumn("印发日期", "issued_on", is_key=True),
        Column("标题", "title", required=True),
    )


REGISTER = PlansRegister()
ROW = {"年度": 2012, "组织编码": "V01", "标题": "意见"}
FULL = ROW | {"文号": "58", "印发日期": date(2012, 3, 1), "截止日": 8}


def taken(*rows: Mapping[str, Any], by: User | None = None, register: PlansRegister = REGISTER) -> Outcome:
    return import_workbook(register=register, file=workbook(rows), by=by)


def faults(outcome: Outcome) -> dict[str, str]:
    return {error.cell: error.message for error in outcome.errors}


def test_a_new_record_has_what_its_row_says_and_an_entry_in_the_log(township: Township) -> None:
    assert taken(FULL, by=township.people["staff"]) == Outcome(created=1)
    plan = Plan.objects.get()
    assert (plan.organisation, plan.year, plan.title) == (township["V01"], 2012, "意见")
    assert (plan.document_number, plan.issued_on, plan.filing_due_day) == ("58", date(2012, 3, 1), 8)
    entry = Entry.objects.get(action="plan.imported")
    assert (entry.actor, entry.organisation_code, entry.target) == (township.people["staff"], "V01", "意见")
    assert (entry.before, entry.after["issued_on"]) == ({}, "2012-03-01")


def test_a_blank_cell_clears_by_what_the_field_can_hold(township: Township) -> None:
    taken(FULL)
    assert taken(FULL | {"文号": None, "印发日期": None, "截止日": None}) == Outcome(updated=1)
    plan = Plan.objects.get()
    assert (plan.document_number, plan.issued_on, plan.filing_due_day) == ("", None, 5)


def test_a_column_that_is_not_there_leaves_alone_and_a_change_is_the_next_version(township: Township) -> None:
    taken(FULL)
    assert taken(ROW) == Outcome(unchanged=1)
    assert Plan.objects.get().version == 1
    staff = township.people["staff"]
    assert taken(ROW | {"标题": "新意见"}, by=staff) == Outcome(updated=1)
    plan = Plan.objects.get()
    assert (plan.title, plan.document_number, plan.version, plan.changed_by) == ("新意见", "58", 2, staff)
    entry = Entry.objects.filter(action="plan.imported").latest("pk")
    assert (entry.before, entry.after) == ({"title": "意见"}, {"title": "新意见"})


def test_an_empty_required_cell_is_one_error_and_a_wrong_cell_leaves_nothing_behind(township: Township) -> None:
    assert [*faults(taken(ROW | {"标题": None}))] == ["C2"]
    assert [*faults(taken(ROW, ROW | {"组织编码": "V02", "印发日期": "昨天"}))] == ["D3"]
    assert not Plan.objects.exists()


def test_an_export_imports_again_without_any_change(township: Township) -> None:
    taken(FULL, ROW | {"组织编码": "V02"})
    staff, file = township.people["staff"], BytesIO()
    write_workbook(file, REGISTER.sheet, REGISTER.columns, REGISTER.rows(user_paths(staff, "plan.view"), None))
    file.seek(0)
    assert import_workbook(register=REGISTER, file=file, by=staff) == Outcome(unchanged=2)
    rows = [tuple(row) for row in REGISTER.rows(user_paths(staff, "plan.view"), 2012)]
    assert rows[1] == (2012, "V02", "组织V02", "意见", None, None, 5)


def test_an_organisation_outside_the_area_is_as_unknown_as_one_that_does_not_exist(township: Township) -> None:
    someone = person("staff03", Role.STAFF, township["V03"])
    found = faults(taken(ROW, ROW | {"组织编码": "V99"}, ROW | {"组织编码": "V03-1"}, by=someone))
    assert [*found] == ["B2", "B3"]
    assert found["B2"] == found["B3"]


def test_a_name_beside_a_code_must_be_its_own(township: Township) -> None:
    assert [*faults(taken(ROW | {"组织名称": "组织V02"}))] == ["D2"]


def test_a_record_of_somebody_elses_area_is_not_changed_by_its_number(township: Township) -> None:
    register = ByNumberRegister()
    taken(ROW | {"文号": "58"}, register=register)
    someone = person("staff03", Role.STAFF, township["V03"])
    mine = {"组织编码": "V03-1", "文号": "58"}
    assert [*faults(taken(ROW | mine, by=someone, register=register))] == ["D2"]
    assert Plan.objects.get().organisation == township["V01"]
    assert taken(ROW | mine, by=township.people["staff"], register=register) == Outcome(updated=1)
    assert Plan.objects.get().organisation == township["V03-1"]
    assert taken(ROW | mine | {"标题": "我的"}, by=someone, register=register) == Outcome(updated=1)


def test_rows_are_locked_where_they_are_going_to_be_written_and_nowhere_else(township: Township) -> None:
    told: list[bool] = []

    class Told(ScopedComparison[Plan]):
        def existing(self, keys: Any) -> Any:
            told.append(self.lock)
            return super().existing(keys)

    class ToldRegister(PlansRegister):
        comparison = Told

    locks = []
    assert connection.in_atomic_block
    for check_only in (False, True):
        with CaptureQueriesContext(connection) as queries:
            import_workbook(register=ToldRegister(), file=workbook([ROW]), by=None, check_only=check_only)
        locks.append(any("FOR UPDATE" in query["sql"] for query in queries))
    assert told == [True, False]
    assert locks == [connection.features.has_select_for_update, False]


def test_a_blank_part_of_a_key_finds_the_record_that_has_none(township: Township) -> None:
    register, dated = ByDayRegister(), ROW | {"印发日期": date(2012, 3, 1)}
    blank = ROW | {"组织编码": "V02", "印发日期": None}
    assert taken(dated, blank, register=register) == Outcome(created=2)
    assert taken(dated, blank | {"标题": "新意见"}, register=register) == Outcome(updated=1, unchanged=1)
    assert Plan.objects.get(organisation=township["V02"]).title == "新意见"
    assert [*faults(taken(blank | {"标题": "甲"}, dated, blank | {"标题": "乙"}, register=register))] == ["A4"]
    assert [*faults(taken(blank | {"印发日期": "昨天"}, register=register))] == ["D2"]


def spent_on(register: PlansRegister, rows: Sequence[Mapping[str, Any]], by: User) -> tuple[Outcome, int]:
    with CaptureQueriesContext(connection) as queries:
        outcome = taken(*rows, by=afresh(by), register=register)
    return outcome, len(queries)


def test_records_found_by_a_number_cost_the_same_queries_for_two_and_for_fifty(township: Township) -> None:
    register, staff = ByNumberRegister(), township.people["staff"]
    rows = [ROW | {"文号": str(n), "年度": 1950 + n} for n in range(52)]
    taken(*rows, register=register)
    changed = [{"文号": str(n), "年度": 1950 + n, "标题": "新意见"} for n in range(52)]
    few, many = (spent_on(register, some, staff) for some in (changed[:2], changed[2:]))
    assert (few[0].updated, many[0].updated) == (2, 50)
    assert few[1] == many[1]


@pytest.mark.parametrize("change", [{}, {"文号": "59"}], ids=["new", "changed"])
def test_fifty_rows_cost_as_many_queries_as_two(township: Township, change: dict[str, Any]) -> None:
    top = Organisation.objects.get(code="T01")
    codes = [organisation(f"W{n:02}", top).code for n in range(52)]
    if change:
        taken(*(ROW | {"组织编码": code} for code in codes))
    rows = [ROW | change | {"组织编码": code} for code in codes]
    few, many = (spent_on(REGISTER, some, township.people["staff"]) for some in (rows[:2], rows[2:]))
    assert (few[0], many[0]) == ((Outcome(updated=2), Outcome(updated=50)) if change else (Outcome(2), Outcome(50)))
    assert few[1] == many[1]
