"""The workbook of organisations: the cell at which each fault is named, and what lies outside an area."""

from datetime import date

import pytest

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.kinds import Closing, Kind, Role
from apps.organisations.models import Organisation, Placement
from apps.organisations.services import organisation_close, organisation_move
from apps.workbooks.importing import import_workbook
from tests.factories.township import Township, organisation, person
from tests.organisations.books import NEW, REGISTER, RowOfCells, exported, faults, records, take_in, tree

# --- Faults -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ({"编码": None}, "编码"),
        ({"编码": "V 9"}, "编码"),
        ({"编码": "V" * 41}, "编码"),
        ({"名称": None}, "名称"),
        ({"名称": "名" * 121}, "名称"),
        ({"类型": None}, "类型"),
        ({"类型": "支部"}, "类型"),
        ({"领域": "农村"}, "领域"),
        ({"上级编码": "Z99"}, "上级编码"),
        ({"上级编码": "V09"}, "上级编码"),
        ({"成立日期": "2012-02-30"}, "成立日期"),
        ({"成立日期": "2012-03-01", "撤销日期": "2012-02-29"}, "撤销日期"),
        ({"撤销日期": None, "撤销方式": "撤销"}, "撤销日期"),
        ({"撤销日期": "2012-03-01", "撤销方式": "合并"}, "撤销方式"),
        ({"撤销日期": "2012-03-01", "撤销方式": "并入", "并入编码": None}, "并入编码"),
        ({"撤销日期": "2012-03-01", "撤销方式": "并入", "并入编码": "Z99"}, "并入编码"),
        ({"撤销日期": "2012-03-01", "撤销方式": "并入", "并入编码": "V09"}, "并入编码"),
        ({"撤销日期": "2012-03-01", "撤销方式": "撤销", "并入编码": "V01"}, "并入编码"),
        ({"撤销日期": "2012-03-01", "撤销方式": None, "并入编码": "V01"}, "并入编码"),
        ({"批准文号": "号" * 81}, "批准文号"),
        ({"纳入定级": "可能"}, "纳入定级"),
        ({"类型": "党小组", "纳入定级": "是"}, "纳入定级"),
        ({"类型": "妇联", "纳入定级": "是"}, "纳入定级"),
    ],
)
def test_a_fault_is_named_once_at_its_cell_and_nothing_is_written(
    township: Township, cells: RowOfCells, at: str
) -> None:
    row = {**NEW, **cells}
    outcome = take_in({**NEW, "编码": "V08"}, row)
    letter = "ABCDEFGHIJK"[list(row).index(at)]
    assert [(error.cell, error.column) for error in outcome.errors] == [(f"{letter}3", at)]
    assert outcome.errors[0].message
    assert outcome.errors[0].value == ("" if row[at] is None else str(row[at]))
    assert (outcome.created, Organisation.objects.filter(code__in=["V08", "V09"]).exists()) == (0, False)


def test_a_loop_in_the_file_is_named_at_each_of_its_rows_and_not_below_it(township: Township) -> None:
    outcome = take_in(
        {**NEW, "编码": "A1", "上级编码": "A3"},
        {**NEW, "编码": "A2", "上级编码": "A1"},
        {**NEW, "编码": "A3", "上级编码": "A2"},
        {**NEW, "编码": "B1", "上级编码": "A1"},
        {**NEW, "编码": "C1", "上级编码": "T01"},
        {**NEW, "编码": "D1", "上级编码": "D1"},
    )
    assert faults(outcome) == ["D2", "D3", "D4", "D7"]


def test_a_loop_with_the_database_is_named_at_the_row_that_makes_it(township: Township) -> None:
    outcome = take_in({"编码": "V03", "名称": "组织V03", "类型": "党总支", "上级编码": "V03-1"})
    assert faults(outcome) == ["D2"]
    both = take_in(
        {"编码": "V03", "名称": "组织V03", "类型": "党总支", "上级编码": "V03-1"},
        {"编码": "V03-1", "名称": "组织V03-1", "类型": "党支部", "上级编码": "V03"},
        {"编码": "V03-2", "名称": "组织V03-2", "类型": "党支部", "上级编码": "V03"},
    )
    assert faults(both) == ["D2", "D3"]


def test_a_loop_in_an_earlier_time_is_one_too(township: Township) -> None:
    organisation_move(organisation=township["V01"], parent=township["V02"], on=date(2010, 1, 1), by=None)
    organisation_move(organisation=township["V01"], parent=township["T01"], on=date(2012, 1, 1), by=None)
    assert faults(take_in({"编码": "V02", "名称": "组织V02", "类型": "党支部", "上级编码": "V01"})) == ["D2"]


def test_a_parent_below_whom_all_of_the_file_moves_is_no_loop(township: Township) -> None:
    """V03-1 leaves V03 and V03 goes below it, both in one file."""
    outcome = take_in(
        {"编码": "V03", "名称": "组织V03", "类型": "党总支", "上级编码": "V03-1"},
        {"编码": "V03-1", "名称": "组织V03-1", "类型": "党支部", "上级编码": "T01"},
    )
    assert (outcome.updated, outcome.errors) == (2, ())
    assert {it[1] for it in tree() if it[0] == "V03-2"} == {"V03"}


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ({"成立日期": "2013-01-01"}, "成立日期"),
        ({"撤销方式": "并入"}, "撤销方式"),
        ({"撤销日期": None}, "撤销日期"),
        ({"并入编码": "V02"}, "并入编码"),
        ({"类型": "党小组"}, "类型"),
    ],
)
def test_checks_look_at_the_database_where_a_column_is_absent(township: Township, cells: RowOfCells, at: str) -> None:
    organisation_close(
        organisation=township["V01"],
        on=date(2012, 8, 31),
        closing=Closing.DISSOLVED,
        merged_into=None,
        approval_number="甲",
        by=None,
    )
    row = {"编码": "V01", "名称": "组织V01", "类型": "党支部", **cells}
    assert faults(take_in(row)) == [f"{'ABCD'[list(row).index(at)]}2"]


def test_a_cell_that_cannot_be_read_does_not_make_others_wrong(township: Township) -> None:
    row = {**NEW, "撤销日期": "2012-02-30", "撤销方式": "撤销", "并入编码": None}
    assert faults(take_in(row)) == ["E2"]
    row = {**NEW, "撤销日期": "2012-03-01", "撤销方式": "合并", "并入编码": "V01"}
    assert faults(take_in(row)) == ["F2"]
    assert faults(take_in({**NEW, "类型": "支部", "纳入定级": "是"})) == ["C2"]


# --- Scope ------------------------------------------------------------------------------------------------


@pytest.fixture
def staff_of_v03(township: Township) -> User:
    organisation("X01", kind=Kind.COMMITTEE, sector="")
    return person("staff03", Role.STAFF, township["V03"])


def test_within_their_area_staff_import_as_a_command_does(township: Township, staff_of_v03: User) -> None:
    outcome = take_in(
        {**NEW, "编码": "V03-3", "上级编码": "V03"},
        {**NEW, "编码": "V03-3-1", "上级编码": "V03-3", "类型": "党小组"},
        {"编码": "V03-1", "名称": "改名", "类型": "党支部", "上级编码": "V03-2"},
        by=staff_of_v03,
    )
    assert (outcome.created, outcome.updated, outcome.errors) == (2, 1, ())
    entry = Entry.objects.get(action="organisation.updated")
    assert (entry.actor, entry.organisation_code) == (staff_of_v03, "V03-1")
    assert (entry.before, entry.after) == (
        {"name": "组织V03-1", "parent": "V03"},
        {"name": "改名", "parent": "V03-2"},
    )


def test_the_top_of_an_area_imports_unchanged_below_a_parent_outside(township: Township, staff_of_v03: User) -> None:
    paths = Placement.objects.filter(organisation=township["V03"]).values_list("path", flat=True)
    outcome = import_workbook(register=REGISTER, file=exported(records(paths)), by=staff_of_v03)
    assert (outcome.unchanged, outcome.errors) == (3, ())


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"编码": "V01", "名称": "组织V01", "类型": "党支部", "上级编码": "T01"}, "A2"),
        ({"编码": "X01", "名称": "组织X01", "类型": "党委", "上级编码": None}, "A2"),
        ({**NEW, "上级编码": "T01"}, "D2"),
        ({**NEW, "上级编码": None}, "D2"),
        ({"编码": "V09", "名称": "新", "类型": "党支部"}, "A2"),
        ({"编码": "V03-1", "名称": "组织V03-1", "类型": "党支部", "上级编码": "V01"}, "D2"),
        ({"编码": "V03-1", "名称": "组织V03-1", "类型": "党支部", "上级编码": None}, "D2"),
        ({"编码": "V03", "名称": "组织V03", "类型": "党总支", "上级编码": None}, "D2"),
        (
            {
                "编码": "V03-1",
                "名称": "组织V03-1",
                "类型": "党支部",
                "撤销日期": "2012-01-01",
                "撤销方式": "并入",
                "并入编码": "V01",
            },
            "F2",
        ),
    ],
)
def test_what_lies_outside_the_area_is_refused(
    township: Township, staff_of_v03: User, row: RowOfCells, cell: str
) -> None:
    assert faults(take_in(row, by=staff_of_v03)) == [cell]


def test_a_parent_outside_the_area_reads_like_one_that_does_not_exist(township: Township, staff_of_v03: User) -> None:
    hidden, unknown = (take_in({**NEW, "上级编码": code}, by=staff_of_v03).errors[0].message for code in ("V01", "Z99"))
    assert hidden == unknown


def test_a_secretary_imports_nothing(township: Township) -> None:
    row = {"编码": "V01", "名称": "改名", "类型": "党支部", "上级编码": "T01"}
    assert faults(take_in(row, by=township.people["secretary01"])) == ["A2"]
