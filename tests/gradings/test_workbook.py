"""The workbook of classes: what a row means, who may bring what, and the cell at which each fault is named."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import Workbook

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.seen import as_seen
from apps.gradings.models import Grading
from apps.gradings.services import grading_save, gradings_confirm
from apps.gradings.workbook import ClassesRegister
from apps.organisations.models import Placement
from apps.workbooks.columns import NameColumn
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.township import Township, afresh, organisation

REGISTER = ClassesRegister()
HEADINGS = [column.heading for column in REGISTER.columns if not isinstance(column, NameColumn)]
ROW = {"年度": 2012, "组织编码": "V01", "年初等次": "一般"}
DAY = date(2012, 11, 15)


def workbook(rows: Iterable[Mapping[str, Any]]) -> BytesIO:
    rows = list(rows)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    return saved(book)


def saved(book: Workbook) -> BytesIO:
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def take_in(*rows: Mapping[str, Any], by: User | None = None) -> Outcome:
    return import_workbook(register=REGISTER, file=workbook(rows), by=by)


def faults(outcome: Outcome) -> list[str]:
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 0)
    return [error.cell for error in outcome.errors]


def counts(outcome: Outcome) -> tuple[int, int, int]:
    assert outcome.errors == ()
    return outcome.created, outcome.updated, outcome.unchanged


def export() -> BytesIO:
    file = BytesIO()
    whole = Placement.objects.filter(parent=None).values_list("path", flat=True)
    write_workbook(file, REGISTER.sheet, REGISTER.columns, REGISTER.rows(whole, None))
    file.seek(0)
    return file


# --- What a row means -------------------------------------------------------------------------------------


def test_every_column_arrives_in_its_field(township: Township) -> None:
    full = ROW | {
        "年初命名层级": "镇级",
        "年末等次": "先进",
        "年末命名层级": "全国",
        "整顿验收": "未通过",
        "核准日期": "2012年11月15日",
        "上级审定日期": date(2012, 12, 18),
        "文号": "×委〔2012〕58号",
    }
    assert counts(take_in(full)) == (1, 0, 0)
    grading = Grading.objects.get(organisation__code="V01", year=2012)
    assert (grading.start_class, grading.start_level, grading.start_confirmed) == ("general", 1, True)
    assert (grading.end_class, grading.end_level, grading.accepted) == ("advanced", 5, False)
    assert (grading.confirmed_on, grading.superior_decided_on) == (DAY, date(2012, 12, 18))
    assert grading.document_number == "×委〔2012〕58号"


def test_an_end_class_without_a_date_is_a_draft_and_blank_levels_are_none(township: Township) -> None:
    take_in(ROW | {"年末等次": "先进", "年末命名层级": None, "年初命名层级": None})
    grading = Grading.objects.get()
    assert (grading.start_confirmed, grading.end_is_draft, grading.start_level, grading.end_level) == (True, True, 0, 0)


def test_a_column_that_is_not_there_leaves_alone_and_a_blank_cell_clears(township: Township) -> None:
    take_in(ROW | {"年末等次": "先进", "年末命名层级": "市级", "整顿验收": "通过", "文号": "58"})
    assert counts(take_in(ROW | {"年末命名层级": None, "整顿验收": None})) == (0, 1, 0)
    grading = Grading.objects.get()
    assert (grading.end_class, grading.document_number) == ("advanced", "58")
    assert (grading.end_level, grading.accepted) == (0, None)


def test_the_day_of_an_acceptance_goes_with_it_and_says_nothing_alone(township: Township) -> None:
    day = date(2012, 10, 28)
    take_in(ROW | {"整顿验收": "通过", "验收日期": day})
    assert Grading.objects.get().accepted_on == day
    assert faults(take_in({key: ROW[key] for key in ROW} | {"整顿验收": None, "验收日期": day})) != []
    assert counts(take_in(ROW | {"整顿验收": "通过"})) == (0, 0, 1)
    assert counts(take_in(ROW | {"整顿验收": None})) == (0, 1, 0)
    assert (Grading.objects.get().accepted, Grading.objects.get().accepted_on) == (None, None)


def test_odd_but_possible_facts_are_stored(township: Township) -> None:
    gone = organisation("V09", township["T01"], closed=date(2012, 3, 1))
    outcome = take_in(
        ROW | {"年末命名层级": "省级", "整顿验收": "通过"},
        ROW | {"组织编码": gone.code, "年末等次": "后进", "核准日期": "2013-02-28"},
    )
    assert counts(outcome) == (2, 0, 0)


def test_an_export_imports_again_without_any_change_drafts_included(township: Township) -> None:
    organisation("V09", township["T01"], opened=date(2012, 5, 1))
    take_in(
        ROW | {"年末等次": "先进", "年末命名层级": "国家级", "核准日期": DAY, "文号": "-58"},
        ROW | {"组织编码": "V02", "年初等次": "后进", "年末等次": "一般", "整顿验收": "通过"},
        ROW | {"组织编码": "V09", "年初等次": "未定级"},
        ROW | {"年度": 2011, "年末命名层级": "区县级"},
    )
    grading_save(organisation=township["V03"], year=2012, start_class="general", by=None)
    assert Grading.objects.count() == 5
    outcome = import_workbook(register=REGISTER, file=export(), by=township.people["staff"])
    assert counts(outcome) == (0, 0, 5)


def test_a_start_class_stays_a_draft_where_the_workbook_says_so(township: Township) -> None:
    take_in(ROW | {"年初核准": "否"})
    assert not Grading.objects.get().start_confirmed
    assert counts(take_in(ROW)) == (0, 1, 0)
    assert Grading.objects.get().start_confirmed


def test_the_export_is_in_the_order_of_years_and_codes_and_of_the_asked_scope(township: Township) -> None:
    take_in(ROW | {"组织编码": "V02"}, ROW | {"年度": 2013}, ROW, ROW | {"组织编码": "V03-1"})
    top = Placement.objects.get(organisation=township["T01"]).path
    below = Placement.objects.get(organisation=township["V03"]).path
    keys = [(row[0], row[1]) for row in REGISTER.rows([top], None)]
    assert keys == [(2012, "V01"), (2012, "V02"), (2012, "V03-1"), (2013, "V01")]
    assert [row[1] for row in REGISTER.rows([top], 2013)] == ["V01"]
    assert [row[1] for row in REGISTER.rows([below], None)] == ["V03-1"]


def test_what_is_not_known_is_an_empty_cell(township: Township) -> None:
    take_in(ROW)
    (row,) = REGISTER.rows([Placement.objects.get(organisation=township["T01"]).path], None)
    assert tuple(row) == (2012, "V01", "组织V01", "general", 0, None, 0, None, None, None, None, True, None)


def test_every_change_is_recorded_with_before_and_after(township: Township) -> None:
    staff = township.people["staff"]
    take_in(ROW, ROW | {"组织编码": "V02"}, by=staff)
    take_in(ROW | {"年末等次": "先进"}, ROW | {"组织编码": "V02"}, by=staff)
    entries = Entry.objects.filter(action="grading.imported").order_by("id")
    assert [(entry.organisation_code, entry.target) for entry in entries] == [
        ("V01", "V01 2012"),
        ("V02", "V02 2012"),
        ("V01", "V01 2012"),
    ]
    assert (entries[2].actor, entries[2].before, entries[2].after) == (
        staff,
        {"end_class": ""},
        {"end_class": "advanced"},
    )


# --- What is wrong, and where -----------------------------------------------------------------------------


def test_every_fault_is_named_at_its_cell_and_nothing_is_written(township: Township) -> None:
    organisation("V09", township["T01"], opened=date(2012, 1, 2))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS[:10])
    sheet.append([2012, "V01", "一般"])  # nothing wrong here
    sheet.append([2012, "V99", "一般"])
    sheet.append([2012, "V09", "一般"])
    sheet.append([2012, "V02", None])
    sheet.append([2012, "V03", "优秀"])
    sheet.append(["今年", "V03", "一般"])
    sheet.append([1848, "V03", "一般"])
    sheet.append([2012, "V03-1", "一般", "县级"])
    sheet.append([2012, "V03-2", "一般", None, None, None, None, "2012-11-15"])
    sheet.append([2013, "V01", "一般", None, "先进", None, "合格", "2012-13-01"])
    sheet.append([2012, "V01", "先进"])
    outcome = import_workbook(register=REGISTER, file=saved(book), by=None)
    expected = ["B3", "C4", "C5", "C6", "A7", "A8", "D9", "E10", "G11", "H11"]
    assert [cell for cell in faults(outcome) if cell[1:] != "12"] == expected
    assert {error.cell for error in outcome.errors if error.cell[1:] == "12"} <= {"A12", "B12"}
    assert len(outcome.errors) == len(expected) + 1
    assert not Grading.objects.exists()
    assert all(error.message for error in outcome.errors)


def test_the_sentences_are_in_the_language_of_the_reader(township: Township) -> None:
    said = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.add(take_in(ROW | {"组织编码": "V99"}).errors[0].message)
    assert len(said) == 2


def test_not_graded_is_fine_for_an_organisation_opened_after_1_january(township: Township) -> None:
    organisation("V09", township["T01"], opened=date(2012, 1, 2))
    assert counts(take_in(ROW | {"组织编码": "V09", "年初等次": "未定级"})) == (1, 0, 0)
    assert counts(take_in(ROW | {"组织编码": "V09", "年度": 2013})) == (1, 0, 0)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"核准日期": "2012-11-15", "年末等次": None}, "E2"),
        ({"核准日期": "2012-11-15"}, "D2"),
        ({"年末等次": None}, "D2"),
    ],
)
def test_a_confirmation_without_a_class_is_named_at_the_empty_cell(
    township: Township, cells: dict[str, Any], fault: str
) -> None:
    confirmed = "核准日期" not in cells
    if confirmed:
        take_in(ROW | {"年末等次": "先进", "核准日期": DAY})
    assert faults(take_in(ROW | cells)) == [fault]


def test_a_date_may_confirm_the_draft_that_is_there(township: Township) -> None:
    take_in(ROW | {"年末等次": "先进"})
    assert counts(take_in(ROW | {"核准日期": DAY})) == (0, 1, 0)
    assert Grading.objects.get().confirmed_on == DAY


# --- Who may bring what -----------------------------------------------------------------------------------


def test_organisations_outside_the_persons_area_are_as_unknown_as_those_that_do_not_exist(
    township: Township,
) -> None:
    contact = township.people["contact"]
    outcome = take_in(ROW, ROW | {"组织编码": "V02"}, ROW | {"组织编码": "V99"}, by=contact)
    assert faults(outcome) == ["B3", "B4"]
    assert outcome.errors[0].message == outcome.errors[1].message


def test_who_may_not_confirm_brings_drafts(township: Township) -> None:
    contact = township.people["contact"]
    assert counts(take_in(ROW | {"年末等次": "先进"}, by=contact)) == (1, 0, 0)
    grading = Grading.objects.get()
    assert (grading.start_confirmed, grading.end_is_draft) == (False, True)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [({"年末等次": "先进", "核准日期": "2012-11-15"}, "E2"), ({"年初核准": "是"}, "D2")],
)
def test_who_may_not_confirm_sets_no_confirmation(township: Township, cells: dict[str, Any], fault: str) -> None:
    assert faults(take_in(ROW | cells, by=township.people["contact"])) == [fault]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"年初等次": "先进"}, "C2"),
        ({"年初命名层级": "镇级"}, "D2"),
        ({"年末等次": "一般"}, "D2"),
        ({"整顿验收": "通过"}, "D2"),
        ({"文号": "59"}, "D2"),
        ({"核准日期": None}, "D2"),
    ],
)
def test_who_may_not_confirm_changes_nothing_that_is_confirmed(
    township: Township, cells: dict[str, Any], fault: str
) -> None:
    take_in(ROW | {"年末等次": "先进", "核准日期": DAY, "文号": "58"})
    contact = township.people["contact"]
    assert faults(take_in(ROW | cells, by=contact)) == [fault]
    assert counts(take_in(ROW | {"上级审定日期": "2012-12-18"}, by=contact)) == (0, 1, 0)


def test_who_may_confirm_corrects_a_confirmed_class_by_workbook(township: Township) -> None:
    saved = grading_save(organisation=township["V01"], year=2012, start_class="general", end_class="general", by=None)
    gradings_confirm(seen=[as_seen(saved)], confirmed_on=DAY, document_number="58", by=None)
    outcome = take_in(ROW | {"年末等次": "先进", "核准日期": "2012-12-01"}, by=township.people["staff"])
    assert counts(outcome) == (0, 1, 0)
    entry = Entry.objects.filter(action="grading.imported").get()
    assert entry.before["confirmed_on"] == "2012-11-15"
    assert entry.after["end_class"] == "advanced"


# --- Work -------------------------------------------------------------------------------------------------


def test_fifty_rows_cost_as_many_queries_as_two(township: Township) -> None:
    for n in range(50):
        organisation(f"W{n:02}", township["T01"])
    spent = []
    for rows in (range(2), range(2, 50)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            outcome = take_in(*(ROW | {"组织编码": f"W{n:02}"} for n in rows), by=afresh(township.people["staff"]))
        assert outcome.created == len(rows)
        spent.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        outcome = take_in(*(ROW | {"组织编码": f"W{n:02}", "年末等次": "先进"} for n in range(50)))
    assert outcome.updated == 50
    assert spent[0] == spent[1] >= len(queries)
