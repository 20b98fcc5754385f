"""`write_workbook`, the template and the annotated copy."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.text import clean
from apps.workbooks.annotating import annotate
from apps.workbooks.columns import YES_NO, CodeColumn, Column, DateColumn, IntegerColumn, WordColumn
from apps.workbooks.reading import read_table
from apps.workbooks.sheets import Sheet
from apps.workbooks.table import CellError
from apps.workbooks.template import write_template
from apps.workbooks.writing import write_workbook
from tests.workbooks.books import moment, workbook
from tests.workbooks.people import PeopleRegister

COLUMNS = (
    CodeColumn("编码", "code", required=True, is_key=True, longest=40),
    Column("名称", "name", longest=40, width=30),
    WordColumn("纳入定级", "graded", words=YES_NO),
    DateColumn("成立日期", "opened"),
    IntegerColumn("人数", "people"),
)


def written(*rows: tuple[Any, ...]) -> BytesIO:
    file = BytesIO()
    assert write_workbook(file, "组织", COLUMNS, rows) == len(rows)
    file.seek(0)
    return file


def test_a_workbook_has_headings_that_stay_a_filter_and_a4_landscape() -> None:
    page = openpyxl.load_workbook(written(("V1", "甲", True, date(2012, 3, 20), 5))).active
    assert page is not None
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["编码", "名称", "纳入定级", "成立日期", "人数"],
        ["V1", "甲", "是", moment(2012, 3, 20), 5],
    ]
    assert page["D2"].number_format == "yyyy-mm-dd"
    assert page["A1"].font.bold
    assert page["A1"].fill.fgColor.rgb != page["B1"].fill.fgColor.rgb
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:E2", "$1:$1")
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    assert page.column_dimensions["B"].width == 30


def test_what_is_longer_than_its_column_goes_on_below_and_no_heading_is_cut() -> None:
    long, formula = "青禾镇总工会、共青团青禾镇委员会、青禾镇妇女联合会", "=" + "甲" * 40
    columns = (Column("联系户数或人数", "a", width=12, longest=2000), *COLUMNS)
    file = BytesIO()
    rows = [
        ("短", "V1", long, None, date(2012, 3, 20), 5),
        (long, "V2", formula, None, None, 5),
        (formula, *[None] * 5),
        ("甲\n乙", *[None] * 5),
    ]
    write_workbook(file, "组织", columns, rows)
    page = openpyxl.load_workbook(file).worksheets[0]
    assert page.column_dimensions["A"].width == 16
    assert [page.row_dimensions[row].height for row in (2, 3, 4, 5, 6)] == [None, 68, 102, 34, None]
    assert [[bool(cell.alignment.wrap_text) for cell in row] for row in page["A2:D5"]] == [
        [False, False, False, False],
        *[[True, False, False, False]] * 3,
    ]
    assert [[cell.value for cell in row] for row in page["A2:C5"]] == [list(row[:3]) for row in rows]
    assert (page["A4"].data_type, page["E2"].alignment.horizontal) == ("s", "center")


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(0)", "+1", "-1", "@SUM(A1)", "#N/A", "#编号", "_x000D_", "=", "普通"]
)
def test_text_stays_text_and_is_never_a_formula(text: str) -> None:
    file = written(("V1", text, None, None, None))
    cell = openpyxl.load_workbook(file).worksheets[0]["B2"]
    assert cell.data_type == "s"
    assert read_table(file, COLUMNS).rows[0].get("name") == text


def test_what_excel_cannot_hold_is_left_out() -> None:
    file = written(("V1", "a\x00b\x0bc\ud800d\ufffee\n", None, date(1850, 1, 1), None), ("V2", "", False, None, None))
    first, second = read_table(file, COLUMNS).rows
    assert first.values == {"code": "V1", "name": "abcde", "graded": None, "opened": date(1850, 1, 1), "people": None}
    assert second.values == {"code": "V2", "name": None, "graded": False, "opened": None, "people": None}


RECORDS = st.tuples(
    st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,20}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40).map(clean),
    st.sampled_from([True, False, None]),
    st.none() | st.dates(),
    st.none() | st.integers(0, 2_000_000_000),
)


@given(st.lists(RECORDS, max_size=5, unique_by=lambda record: record[0]))
def test_what_is_written_is_read_again_alike(records: list[tuple[Any, ...]]) -> None:
    table = read_table(written(*records), COLUMNS)
    assert table.errors == []
    keys = [column.key for column in COLUMNS]
    assert [row.values for row in table.rows] == [
        dict(zip(keys, (value or None if index == 1 else value for index, value in enumerate(record)), strict=True))
        for record in records
    ]


def test_rows_are_written_as_they_come() -> None:
    """A row is not kept: each is asked for only when the one before it has been written."""
    alive: list[int] = []

    class Name(str):
        def __del__(self) -> None:
            alive.remove(1)

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(100):
            alive.append(1)
            yield (f"V{number}", Name("甲"), None, None, None)
            assert len(alive) < 5

    write_workbook(BytesIO(), "组织", COLUMNS, rows())


def test_the_template_offers_words_and_explains_each_column() -> None:
    class Register(PeopleRegister):
        columns = COLUMNS

    file = BytesIO()
    write_template(file, Register())
    book = openpyxl.load_workbook(file)
    page, explanation = book.worksheets
    assert [cell.value for cell in page[1]] == [column.heading for column in COLUMNS]
    assert "Required, key" in page["A1"].comment.text
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref), rule.errorStyle) == ('"是,否"', "C2:C200000", "warning")
    assert [page.column_dimensions[letter].number_format for letter in "ABDE"] == ["@", "@", "yyyy-mm-dd", "General"]
    rows = [[cell.value for cell in row] for row in explanation.iter_rows(max_col=3)]
    assert rows[3] == ["纳入定级", "Optional", "One of: 是、否"]
    assert [row[0] for row in rows[1:6]] == [column.heading for column in COLUMNS]
    assert read_table(file, COLUMNS).errors == []


def test_words_that_no_rule_of_excel_holds_stand_on_a_hidden_sheet() -> None:
    words = (*(f"第{number}项民主评议党员工作检查清单" for number in range(20)), "一,二", "三“四”", '五"六"')

    class Register(PeopleRegister):
        columns = (*COLUMNS, WordColumn("清单", "list", words={word: word for word in words}))

    file = BytesIO()
    write_template(file, Register())
    page, _explanation, lists = openpyxl.load_workbook(file).worksheets
    short, long = page.data_validations.dataValidation
    assert (short.formula1, long.formula1) == ('"是,否"', "选项!$A$1:$A$23")
    assert lists.sheet_state == "hidden"
    assert tuple(cell.value for (cell,) in lists.iter_rows()) == words
    assert read_table(file, Register.columns).errors == []


def annotated(file: BytesIO, *errors: CellError) -> Any:
    copy = BytesIO()
    annotate(file, errors, copy)
    return openpyxl.load_workbook(copy)


def test_the_annotated_copy_marks_bad_cells_and_lists_the_errors() -> None:
    def fill(page: Any) -> None:
        page["B4"] = 0.8
        page["B4"].number_format = "0%"

    file = workbook(["编码", "名称"], ["V1", None], [], ["=x", None, date(2012, 3, 20)], sheet="组织's", change=fill)
    wrong = CellError("组织's", "B2", "名称", "", "Empty.")
    other = CellError("组织's", "C4", "日期", "2012-03-20", "=Wrong")
    book = annotated(file, wrong, other, CellError("组织's", "C4", "日期", "2012-03-20", "Late."))
    page, listed = book.worksheets
    assert page.title == "组织's"
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["编码", "名称", None],
        ["V1", None, None],
        [None, None, None],
        ["=x", 0.8, moment(2012, 3, 20)],
    ]
    assert page["B4"].number_format == "0.##%"
    marked = {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}
    assert marked == {"B2": "Empty.", "C4": "=Wrong\nLate."}
    assert page["B2"].fill.fgColor.rgb == "00FFC7CE"
    assert page["A2"].fill.fgColor.rgb != "00FFC7CE"
    assert [[cell.value for cell in row] for row in listed.iter_rows(min_row=2)] == [
        ["B2", "名称", None, "Empty."],
        ["C4", "日期", "2012-03-20", "=Wrong"],
        ["C4", "日期", "2012-03-20", "Late."],
    ]
    assert listed["D3"].data_type == "s"
    assert listed["A2"].hyperlink.location == "'组织''s'!B2"


def test_the_annotated_copy_of_an_empty_sheet_marks_the_missing_heading() -> None:
    page = annotated(workbook(), CellError("组织", "A1", "编码", "", "Missing.")).worksheets[0]
    assert page["A1"].comment.text == "Missing."


def test_the_annotated_copy_stays_as_narrow_as_it_can() -> None:
    file = workbook(["编码"], change=lambda page: page.cell(1, 16384, "啥"))
    book = annotated(file, CellError("组织", "XFD1", "啥", "啥", "Unknown."))
    assert book.worksheets[0].max_column <= 256
    assert book.worksheets[1]["A2"].value == "XFD1"


def test_the_annotated_copy_can_be_corrected_and_read_again() -> None:
    file = workbook(["编码", "名称"], ["V1", None])
    copy = BytesIO()
    annotate(file, [CellError("组织", "B2", "名称", "", "Empty.")], copy)
    assert list(Sheet(copy).rows()) == list(Sheet(file).rows())
