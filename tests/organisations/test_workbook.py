"""The workbook of organisations: what a row means, and the cell at which each fault is named."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.calendar import BEGINNING
from apps.organisations.kinds import Closing, Kind, Role, Sector
from apps.organisations.models import Organisation, Placement
from apps.organisations.services import organisation_close, organisation_move
from apps.organisations.workbook import OrganisationsRegister
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.township import Township, organisation, person

REGISTER = OrganisationsRegister()
HEADINGS = [column.heading for column in REGISTER.columns]
NEW = {"编码": "V09", "名称": "新村党支部", "类型": "党支部", "上级编码": "T01"}

RowOfCells = Mapping[str, Any]


def workbook(rows: Iterable[RowOfCells]) -> BytesIO:
    """A workbook with the columns that the rows name, in their order."""
    rows = list(rows)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def take_in(*rows: RowOfCells, by: User | None = None) -> Outcome:
    return import_workbook(register=REGISTER, file=workbook(rows), by=by)


def faults(outcome: Outcome) -> list[str]:
    return [error.cell for error in outcome.errors]


def records(paths: Iterable[str] | None = None) -> list[tuple[Any, ...]]:
    """What an export of these subtrees (None: of everything) holds."""
    whole = paths if paths is not None else Placement.objects.filter(parent=None).values_list("path", flat=True)
    return [tuple(row) for row in REGISTER.rows(whole, None)]


def exported(rows: Iterable[tuple[Any, ...]]) -> BytesIO:
    file = BytesIO()
    write_workbook(file, REGISTER.sheet, REGISTER.columns, rows)
    file.seek(0)
    return file


def tree() -> set[tuple[str, str | None, date, date | None]]:
    return set(Placement.objects.values_list("organisation__code", "parent__code", "start", "end"))


# --- What a row means -------------------------------------------------------------------------------------


def test_rows_come_in_any_order_and_below_new_or_known_parents(township: Township) -> None:
    outcome = take_in(
        {"编码": "V09-1", "名称": "第一党支部", "类型": "党支部", "上级编码": "V09"},
        {"编码": "V09", "名称": "新村党总支", "类型": "党总支", "上级编码": "T01"},
    )
    assert (outcome.created, outcome.updated, outcome.unchanged, outcome.errors) == (2, 0, 0, ())
    inside = Organisation.objects.subtree_of(township["T01"], date(2012, 1, 1)).values_list("code", flat=True)
    assert {"V09", "V09-1"} <= set(inside)


def test_every_column_arrives_in_its_field(township: Township) -> None:
    take_in(
        {
            "编码": "V09",
            "名称": "新村党支部",
            "类型": "联合党支部",
            "领域": "两新组织",
            "上级编码": "T01",
            "成立日期": "2010年3月1日",
            "撤销日期": date(2012, 8, 31),
            "撤销方式": "并入",
            "并入编码": "V01",
            "批准文号": "〔2012〕41号",
            "纳入定级": "否",
        }
    )
    made = Organisation.objects.get(code="V09")
    assert (made.name, made.kind, made.sector) == ("新村党支部", Kind.JOINT_BRANCH, Sector.PRIVATE_ENTERPRISE)
    assert (made.opened, made.closed, made.closing) == (date(2010, 3, 1), date(2012, 8, 31), Closing.MERGED)
    assert (made.merged_into, made.approval_number, made.graded) == (township["V01"], "〔2012〕41号", False)


@pytest.mark.parametrize(
    ("word", "sector"), [("企业", Sector.STATE_ENTERPRISE), ("两新组织", Sector.PRIVATE_ENTERPRISE), (None, "")]
)
def test_older_words_for_a_sector_are_understood(township: Township, word: str | None, sector: str) -> None:
    take_in({**NEW, "领域": word})
    assert Organisation.objects.get(code="V09").sector == sector


@pytest.mark.parametrize(
    ("kind", "graded"),
    [("党支部", True), ("联合党支部", True), ("党总支", True), ("党小组", False), ("党委", False), ("妇联", False)],
)
@pytest.mark.parametrize("column", [{}, {"纳入定级": None}])
def test_whether_it_is_graded_goes_by_the_kind_unless_said(
    township: Township, column: RowOfCells, kind: str, graded: bool
) -> None:
    take_in({**NEW, "类型": kind, **column})
    assert Organisation.objects.get(code="V09").graded is graded


def test_a_new_link_holds_from_the_opening_and_always_without_one(township: Township) -> None:
    take_in({**NEW, "成立日期": "2012-3-1"}, {**NEW, "编码": "V10"})
    assert ("V09", "T01", date(2012, 3, 1), None) in tree()
    assert ("V10", "T01", BEGINNING, None) in tree()


def test_a_changed_parent_corrects_the_current_link_and_leaves_history_alone(township: Township) -> None:
    organisation_move(organisation=township["V03-1"], parent=township["V01"], on=date(2012, 7, 1), by=None)
    outcome = take_in({"编码": "V03-1", "名称": "组织V03-1", "类型": "党支部", "上级编码": "V02"})
    assert outcome.updated == 1
    assert {it for it in tree() if it[0] == "V03-1"} == {
        ("V03-1", "V03", BEGINNING, date(2012, 7, 1)),
        ("V03-1", "V02", date(2012, 7, 1), None),
    }


def test_a_changed_opening_takes_the_first_link_along(township: Township) -> None:
    row = {"编码": "V03", "名称": "组织V03", "类型": "党总支"}
    take_in({**row, "成立日期": "2012-03-01"})
    assert ("V03", "T01", date(2012, 3, 1), None) in tree()
    assert ("V03-1", "V03", date(2012, 3, 1), None) in tree()
    take_in({**row, "成立日期": None})
    assert ("V03-1", "V03", BEGINNING, None) in tree()


def test_a_blank_parent_is_the_top(township: Township) -> None:
    take_in({"编码": "V01", "名称": "组织V01", "类型": "党支部", "上级编码": None})
    assert ("V01", None, BEGINNING, None) in tree()


def test_an_absent_column_leaves_the_field_alone_and_a_blank_cell_clears_it(township: Township) -> None:
    row = {"编码": "V01", "名称": "组织V01", "类型": "党支部"}
    take_in({**row, "成立日期": "2010-01-01", "批准文号": "甲"})
    assert take_in(row).unchanged == 1
    assert take_in({**row, "成立日期": None, "批准文号": None}).updated == 1
    cleared = Organisation.objects.get(code="V01")
    assert (cleared.opened, cleared.approval_number, cleared.sector) == (None, "", Sector.VILLAGE)


def test_a_kind_may_change_and_takes_a_blank_grading_along(township: Township) -> None:
    outcome = take_in({"编码": "V01", "名称": "组织V01", "类型": "党小组", "纳入定级": None})
    assert outcome.updated == 1
    assert Organisation.objects.get(code="V01").graded is False


def test_codes_differ_by_case_and_full_width_ones_are_read_as_half_width(township: Township) -> None:
    outcome = take_in({**NEW, "编码": "v01"}, {**NEW, "编码": "Ｖ０２", "名称": "组织V02"})
    assert (outcome.created, outcome.unchanged + outcome.updated) == (1, 1)


def test_a_closing_without_way_or_approval_is_stored(township: Township) -> None:
    take_in({**NEW, "撤销日期": "2012-08-31"})
    stored = Organisation.objects.get(code="V09")
    assert (stored.closed, stored.closing, stored.approval_number) == (date(2012, 8, 31), "", "")


def test_two_organisations_of_one_file_may_be_merged(township: Township) -> None:
    merged = {**NEW, "撤销日期": "2012-08-31", "撤销方式": "并入", "并入编码": "V10"}
    assert take_in(merged, {**NEW, "编码": "V10"}).created == 2
    assert Organisation.objects.get(code="V09").merged_into == Organisation.objects.get(code="V10")


# --- Export -----------------------------------------------------------------------------------------------


def grow(township: Township) -> None:
    """A township with every kind of date and ending."""
    organisation("N06", township["T01"], kind=Kind.JOINT_BRANCH, sector="", opened=date(2012, 3, 1))
    organisation("N07", Organisation.objects.get(code="N06"), kind=Kind.GROUP, opened=date(2011, 3, 1))
    organisation("N08", Organisation.objects.get(code="N06"), kind=Kind.GROUP)
    ending: dict[str, Any] = {"on": date(2012, 8, 31), "approval_number": "〔2012〕41号", "by": None}
    organisation_close(organisation=township["V01"], closing=Closing.DISSOLVED, merged_into=None, **ending)
    organisation_close(organisation=township["V02"], closing=Closing.MERGED, merged_into=township["V03"], **ending)


def test_an_export_imports_unchanged(township: Township) -> None:
    grow(township)
    outcome = import_workbook(register=REGISTER, file=exported(records()), by=None)
    assert (outcome.created, outcome.updated, outcome.unchanged, outcome.errors) == (0, 0, 9, ())


def test_an_export_into_a_fresh_portal_gives_the_same_tree(township: Township) -> None:
    grow(township)
    take_in({"编码": "N06", "名称": "组织N06", "类型": "联合党支部", "成立日期": "2011-01-01"})
    rows, before = records(), tree()
    User.objects.all().delete()
    Placement.objects.all().delete()
    Organisation.objects.update(merged_into=None)
    Organisation.objects.all().delete()
    assert import_workbook(register=REGISTER, file=exported(reversed(rows)), by=None).created == 9
    assert (records(), tree()) == (rows, before)


def test_an_export_holds_the_subtrees_asked_for_by_code_and_nothing_else(township: Township) -> None:
    paths = Placement.objects.filter(organisation__code__in=["V03", "V01"]).values_list("path", flat=True)
    assert [row[0] for row in records(paths)] == ["V01", "V03", "V03-1", "V03-2"]
    assert records(["99999999"]) == []


def test_an_export_streams_in_one_query(township: Township, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(list(REGISTER.rows(["0"], None))) == 6


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


# --- Cost -------------------------------------------------------------------------------------------------


def queries(rows: list[dict[str, Any]], by: User | None) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert take_in(*rows, by=by).errors == ()
    return len(counted)


def test_the_number_of_queries_is_the_same_for_2_and_50_rows(township: Township) -> None:
    def rows(count: int, tag: str, parent: str) -> list[dict[str, Any]]:
        return [{**NEW, "编码": f"{tag}{number}", "上级编码": parent} for number in range(count)]

    staff = township.people["staff"]
    assert queries(rows(2, "A", "V01"), staff) == queries(rows(50, "B", "V01"), staff)
    assert queries(rows(2, "A", "V02"), staff) == queries(rows(50, "B", "V02"), staff)


def test_one_audit_entry_is_written_for_each_row_that_changes(township: Township) -> None:
    take_in(
        {**NEW, "成立日期": "2012-03-01"},
        {"编码": "V01", "名称": "改名", "类型": "党支部", "上级编码": "T01"},
        {"编码": "V02", "名称": "组织V02", "类型": "党支部", "上级编码": "T01"},
        by=township.people["staff"],
    )
    acts = Entry.objects.filter(actor=township.people["staff"], action__startswith="organisation.")
    assert set(acts.values_list("action", "organisation_code")) == {
        ("organisation.created", "V09"),
        ("organisation.updated", "V01"),
    }
    assert acts.get(organisation_code="V09").after == {
        "code": "V09",
        "name": "新村党支部",
        "kind": "branch",
        "parent": "T01",
        "opened": "2012-03-01",
        "graded": True,
    }
