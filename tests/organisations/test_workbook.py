"""The workbook of organisations: what a row means, what an export holds, what an import costs."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.calendar import BEGINNING
from apps.organisations.kinds import Closing, Kind, Sector
from apps.organisations.models import Organisation, Placement
from apps.organisations.services import organisation_close, organisation_move
from apps.workbooks.importing import import_workbook
from tests.factories.township import Township, afresh, organisation
from tests.organisations.books import NEW, REGISTER, RowOfCells, exported, faults, records, take_in, tree

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


def test_full_width_codes_are_read_as_half_width(township: Township) -> None:
    outcome = take_in({**NEW, "编码": "Ｖ０２", "名称": "组织V02"})
    assert (outcome.created, outcome.unchanged + outcome.updated) == (0, 1)


def test_a_new_code_may_not_differ_from_another_in_capitals_alone(township: Township) -> None:
    assert faults(take_in({**NEW, "编码": "v01"}, {**NEW, "编码": "V09"}, {**NEW, "编码": "v09"})) == ["A2", "A4"]


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


# --- Cost -------------------------------------------------------------------------------------------------


def queries(rows: list[dict[str, Any]], by: User) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert take_in(*rows, by=afresh(by)).errors == ()
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
