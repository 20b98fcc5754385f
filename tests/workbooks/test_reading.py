"""`read_table`: values, and errors at their cells."""

from datetime import date
from typing import IO, Any

import pytest

from apps.core.ooxml import Refused
from apps.workbooks.columns import YES_NO, CodeColumn, Column, DateColumn, IntegerColumn, WordColumn
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.reading import read_table
from apps.workbooks.table import Table
from tests.workbooks.books import BOOK, MAIN, moment, package, sheet, workbook

COLUMNS = (
    CodeColumn("编码", "code", required=True, is_key=True),
    Column("名称", "name", required=True),
    DateColumn("成立日期", "opened"),
    WordColumn("纳入定级", "graded", words=YES_NO),
)
HEADINGS = ["编码", "名称", "成立日期", "纳入定级"]


def read(file: IO[bytes]) -> Table:
    return read_table(file, COLUMNS)


def places(table: Table) -> list[tuple[str, str, str]]:
    return [(error.cell, error.column, error.value) for error in table.errors]


def values(table: Table) -> list[dict[str, Any]]:
    assert table.errors == []
    return [row.values for row in table.rows]


def test_columns_stand_in_any_order_and_blank_rows_are_skipped() -> None:
    table = read(workbook(["名称", " 编码 "], ["甲", 1], [], [None, "　"], ["乙", 2]))
    assert values(table) == [{"code": "1", "name": "甲"}, {"code": "2", "name": "乙"}]
    assert [row.number for row in table.rows] == [2, 5]
    assert table.has("code")
    assert not table.has("opened")


def test_a_blank_cell_clears_and_an_absent_column_leaves_alone() -> None:
    assert values(read(workbook(["编码", "名称", "成立日期"], ["1", "甲", None]))) == [
        {"code": "1", "name": "甲", "opened": None}
    ]


def test_only_the_first_sheet_is_read() -> None:
    def second(page: Any) -> None:
        page.parent.create_sheet("说明").append(["随便"])

    assert len(values(read(workbook(HEADINGS, ["1", "甲"], change=second)))) == 1


def test_every_error_is_named_with_its_cell_and_its_value() -> None:
    table = read(
        workbook(
            ["编码", "电话", "名称", "成立日期", "名称", "纳入定级"],
            ["V1", None, None, "2012-02-30", None, "行"],
            [None, None, "乙", "2012.3.20", None, "是"],
            ["V1", None, "丙", None, None, None],
        )
    )
    assert places(table) == [
        ("B1", "电话", "电话"),
        ("E1", "名称", "名称"),
        ("C2", "名称", ""),
        ("D2", "成立日期", "2012-02-30"),
        ("F2", "纳入定级", "行"),
        ("A3", "编码", ""),
        ("A4", "编码", "V1"),
    ]
    assert {error.sheet for error in table.errors} == {"组织"}
    assert table.rows[0].values == {"code": "V1"}
    assert table.rows[0].bad == {"name", "opened", "graded"}
    assert table.errors[-1].message == "The same key stands in row 2 already."


def test_the_value_of_an_error_is_what_the_person_typed() -> None:
    assert places(read(workbook(HEADINGS, ["Ｖ１", "甲"], ["V1", "乙"], [" Ｖ１", "丙"]))) == [
        ("A3", "编码", "V1"),
        ("A4", "编码", "Ｖ１"),
    ]


def test_the_second_of_two_equal_keys_is_nobodys_record() -> None:
    table = read(workbook(HEADINGS, ["1", "甲"], ["1", "乙"]))
    assert [row.get("code") for row in table.rows] == ["1", None]


def test_a_key_of_two_columns_is_equal_only_in_both() -> None:
    columns = (IntegerColumn("年度", "year", is_key=True), CodeColumn("组织编码", "code", is_key=True))
    table = read_table(workbook(["年度", "组织编码"], [2012, "A"], [2012, "B"], [2013, "A"], [2012, "A"]), columns)
    assert places(table) == [("A5", "年度", "2012")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["名称"], ["甲"]], [("B1", "编码", "")]),
        ([], [("A1", "编码", ""), ("B1", "名称", "")]),
        ([[], ["乙", "丙"]], [("A1", "编码", ""), ("B1", "名称", "")]),
    ],
)
def test_a_missing_required_column_is_an_error_at_the_first_free_heading(
    rows: list[list[str]], expected: list[tuple[str, str, str]]
) -> None:
    assert places(read(workbook(*rows))) == expected


@pytest.mark.parametrize(("above", "value"), [([], ""), ([[None, "清溪镇组织名单"]], "清溪镇组织名单")])
def test_headings_that_do_not_stand_in_row_1_are_one_error(above: list[list[str | None]], value: str) -> None:
    table = read(workbook(*above, [], ["编码", "名称", "电话"], ["1", "甲", "5"]))
    (error,) = table.errors
    row = len(above) + 2
    assert (error.cell, error.value) == ("B1" if value else "A1", value)
    assert error.message == f"The headings stand in row {row}: delete the rows above them, so that they stand in row 1."
    assert table.rows == []


def test_headings_are_found_however_they_were_fitted_into_their_cells() -> None:
    assert values(read(workbook(["编　码", "名 称", "成立\n日期"], ["1", "甲", "2012.3.20"]))) == [
        {"code": "1", "name": "甲", "opened": date(2012, 3, 20)}
    ]


def test_a_heading_of_an_earlier_version_is_read_and_not_beside_the_one_of_today() -> None:
    area = (NumberColumn("建筑面积（平方米）", "area", former="建筑面积"),)
    assert values(read_table(workbook(["建筑面积"], [120]), area)) == [{"area": 12000}]
    both = read_table(workbook(["建筑面积", "建筑面积(平方米)"], [120, 120]), area)
    assert places(both) == [("B1", "建筑面积(平方米)", "建筑面积(平方米)")]


def test_values_without_a_heading_are_not_dropped_silently() -> None:
    assert places(read(workbook(["编码", "名称"], ["1", "甲", "备注"], ["2", "乙", "备注"]))) == [("C1", "", "")]


def test_an_excel_error_and_an_unsaved_formula_are_errors_of_their_cells() -> None:
    def spoil(page: Any) -> None:
        page["B2"] = "#N/A"
        page["C2"] = "=TODAY()"

    assert places(read(workbook(HEADINGS, ["1"], change=spoil))) == [
        ("B2", "名称", "#N/A"),
        ("C2", "成立日期", "=TODAY()"),
    ]


def test_a_formula_counts_with_its_saved_value() -> None:
    cells = (
        '<c r="A2" t="str"><f>"V"&amp;1</f><v>V1</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
        '<c r="C2" s="1"><f>DATE(2012,3,20)</f><v>40988</v></c><c r="D2"><f>1+1</f><v>2</v></c>'
    )
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    table = read(package(sheet=sheet(_headings(), f'<row r="2">{cells}</row>'), styles=styles))
    assert places(table) == [("B2", "名称", ""), ("D2", "纳入定级", "2")]
    assert table.rows[0].values == {"code": "V1", "opened": date(2012, 3, 20)}


@pytest.mark.parametrize(
    ("number", "code", "value"),
    [
        (14, None, date(2012, 3, 20)),
        (31, None, date(2012, 3, 20)),
        (57, None, date(2012, 3, 20)),
        (164, 'yyyy"年"m"月"d"日";@', date(2012, 3, 20)),
        (164, "[$-804]yyyy/m/d", date(2012, 3, 20)),
        (164, "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;", date(2012, 3, 20)),
        (0, None, None),
        (164, '0.00"d"', None),
        (164, "[h]:mm", None),
    ],
)
def test_a_number_is_a_day_where_excel_shows_one(number: int, code: str | None, value: date | None) -> None:
    spelled = (code or "").replace('"', "&quot;")
    formats = f'<numFmts><numFmt numFmtId="{number}" formatCode="{spelled}"/></numFmts>' if code else ""
    styles = f'<styleSheet xmlns="{MAIN}">{formats}<cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="C2" s="0"><v>40988</v></c></row>'
    table = read(package(sheet=sheet(_headings(), row), styles=styles))
    assert table.rows[0].get("opened") == value
    shown = "983712:00" if code == "[h]:mm" else "40988"
    assert places(table) == ([] if value else [("C2", "成立日期", shown)])


def test_days_may_be_counted_from_1904() -> None:
    def count_from_1904(page: Any) -> None:
        page.parent.epoch = moment(1904, 1, 1)

    table = read(workbook(HEADINGS, ["1", "甲", date(2012, 3, 20)], change=count_from_1904))
    assert values(table)[0]["opened"] == date(2012, 3, 20)


def test_shared_texts_with_runs_and_phonetic_hints_are_read_as_shown() -> None:
    texts = (
        f'<sst xmlns="{MAIN}"><si><t>编码</t></si><si><r><t>名</t></r><r><rPr/><t>称</t></r>'
        "<rPh><t>めいしょう</t></rPh></si><si><t>一_x000D_\n二_x0001__x005F_x0041_</t></si></sst>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>',
        '<row><c t="inlineStr"><is><t>V</t><rPh><t>x</t></rPh></is></c><c t="s"><v>2</v></c></row>',
    )
    assert values(read(package(sheet=sheet(*rows), texts=texts))) == [{"code": "V", "name": "一\n二_x0041_"}]


def test_tags_may_carry_a_prefix() -> None:
    page = sheet(_headings(), '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>')
    prefixed = page.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    assert values(read(package(sheet=prefixed)))[0]["code"] == "1"


def test_a_cell_in_the_last_column_is_an_unknown_heading() -> None:
    table = read(workbook(["编码", "名称"], ["1", "甲"], change=lambda page: page.cell(1, 16384, "啥")))
    assert places(table) == [("XFD1", "啥", "啥")]


def test_a_file_of_nothing_but_errors_is_the_wrong_file() -> None:
    def rows() -> Any:
        yield f'<worksheet xmlns="{MAIN}"><sheetData>{_headings()}'
        for number in range(2, 60_000):
            yield f'<row r="{number}"><c r="C{number}" t="str"><v>x</v></c></row>'
        yield "</sheetData></worksheet>"

    with pytest.raises(Refused, match=r"more than 100,000 errors"):
        read(package(sheet=rows()))


def test_charts_are_no_sheets() -> None:
    two = BOOK.replace("<sheets>", '<sheets><sheet name="图" sheetId="9" r:id="r9"/>')
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    assert read(package(book=two, sheet=sheet(_headings(), row))).sheet == "组织"


def _headings() -> str:
    cells = "".join(
        f'<c r="{letter}1" t="str"><v>{word}</v></c>' for letter, word in zip("ABCD", HEADINGS, strict=True)
    )
    return f'<row r="1">{cells}</row>'


@pytest.mark.parametrize("place", ["A2:A3", "A2:B2", "A1:A9", "A:B", "2:3"])
def test_merged_cells_over_data_are_an_error_at_the_range(place: str) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>1</v></c></row>' for row in (2, 3))
    merged = f'<mergeCells><mergeCell ref="{place}"/></mergeCells>'
    table = read(package(sheet=sheet(_headings(), rows).replace("</worksheet>", f"{merged}</worksheet>")))
    assert [(error.cell, place in error.message) for error in table.errors] == [(place, True)]


@pytest.mark.parametrize("place", ["A1:D1", "A9:B12", "A2:A2"])
def test_merged_headings_and_merged_cells_below_the_data_clear_nothing(place: str) -> None:
    row = '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>1</v></c></row>'
    merged = f'<mergeCells><mergeCell ref="{place}"/></mergeCells>'
    assert values(read(package(sheet=sheet(_headings(), row).replace("</worksheet>", f"{merged}</worksheet>"))))
