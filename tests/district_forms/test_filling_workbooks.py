"""A workbook that somebody else has made comes back filled and otherwise identical, part by part and cell by cell."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.core.ooxml import Refused
from apps.district_forms.files.addresses import read_address
from apps.district_forms.files.grids import Writing
from apps.district_forms.files.values import Percent, Value
from apps.district_forms.files.workbook import WorkbookBlank
from tests.district_forms.books import OTHER, SUMS, blank_workbook, changed, parts_of

SHEET, HIDDEN, MAIN = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
VALUES: dict[str, Value] = {
    "B2": "清溪镇党委 <&>",
    "G2": date(2026, 10, 31),
    "C6": Decimal(3),
    "D6": Decimal(4),
    "E6": Percent(Decimal("94.9")),
    "C7": Decimal("12.5"),
    "E7": "—",
    "H15": Percent(Decimal("20.0")),
    "A20": Decimal(0),
}


def writings(values: dict[str, Value], sheet: str = SUMS) -> list[Writing]:
    return [Writing(sheet, cell, it) for name, it in values.items() if (cell := read_address(name))]


def filled(content: bytes, values: dict[str, Value]) -> bytes:
    return WorkbookBlank(content).filled(writings(values))


def sheet_of(content: bytes, name: str = SUMS, *, worked_out: bool = False) -> Any:
    return load_workbook(BytesIO(content), data_only=worked_out)[name]


def test_every_other_part_is_the_same_byte_for_byte_in_the_same_order() -> None:
    blank = blank_workbook()
    before, after = parts_of(blank), parts_of(filled(blank, VALUES))
    assert list(after) == list(before)
    assert {name for name in before if after[name] != before[name]} == {SHEET, HIDDEN, MAIN}
    assert {"xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/calcChain.xml", "xl/styles.xml"} < before.keys()


def test_of_the_sheet_itself_nothing_changes_but_the_cells_that_are_filled_and_what_formulas_came_to() -> None:
    blank = blank_workbook()
    before, after = parts_of(blank)[SHEET], parts_of(filled(blank, {"C6": Decimal(3)}))[SHEET]
    made = before.replace(b'<c r="C6" s="4" t="n"></c>', b'<c r="C6" s="4"><v>3</v></c>')
    for formula in (b"SUM(C6:C9)", b"C6*2", b"G6+G7+G8+G9"):
        made = made.replace(b"<f>" + formula + b"</f><v>0</v>", b"<f>" + formula + b"</f>")
    assert (after, made) == (made, after)
    assert before != made


def test_every_cell_has_its_value_and_its_look_and_every_other_is_as_it_was() -> None:
    blank = blank_workbook()
    before, after = sheet_of(blank), sheet_of(filled(blank, VALUES))
    wanted = VALUES | {"E6": 0.949, "H15": 20, "C7": 12.5}
    for row in before.iter_rows(max_row=25, max_col=12):
        for cell in row:
            now = after[cell.coordinate]
            if cell.coordinate in VALUES:
                found = now.value.date() if cell.coordinate == "G2" else now.value
                assert found == wanted[cell.coordinate]
            else:
                assert now.value == cell.value
            assert now.style_id == cell.style_id


def test_what_stands_around_the_cells_stays() -> None:
    blank = blank_workbook()
    before, after = sheet_of(blank), sheet_of(filled(blank, VALUES))
    for sheet in (before, after):
        assert isinstance(sheet, Worksheet)
    for told in ("merged_cells", "data_validations", "protection", "page_setup", "freeze_panes", "print_area"):
        assert str(getattr(after, told)) == str(getattr(before, told))
    assert len(after._images) == len(before._images) == 1
    assert list(after.conditional_formatting) == list(before.conditional_formatting)
    assert after.parent.defined_names.keys() == before.parent.defined_names.keys() == {"升级数"}


def test_a_hidden_sheet_stays_hidden_and_is_filled_as_well() -> None:
    content = WorkbookBlank(blank_workbook()).filled(writings({"B1": "二〇二六"}, OTHER))
    assert (sheet_of(content, OTHER)["B1"].value, sheet_of(content, OTHER).sheet_state) == ("二〇二六", "hidden")


@pytest.mark.parametrize(
    ("shown", "stored"), [("0%", "0.94"), ("0.0%", "0.949"), ("0.00%", "0.949"), ("General", "94.9"), ("0", "94.9")]
)
def test_a_percentage_is_a_fraction_where_the_cell_says_per_cent_cut_to_what_it_shows(shown: str, stored: str) -> None:
    blank = changed(
        blank_workbook(), "xl/styles.xml", lambda it: it.replace('formatCode="0.0%"', f'formatCode="{shown}"')
    )
    part = parts_of(filled(blank, {"E6": Percent(Decimal("94.9"))}))[SHEET].decode()
    assert f'<c r="E6" s="5"><v>{stored}</v></c>' in part


def test_formulas_that_depend_on_a_filled_cell_forget_what_they_came_to_and_others_keep_it() -> None:
    blank = blank_workbook()
    after = filled(blank, {"C6": Decimal(3)})
    worked = sheet_of(after, worked_out=True)
    assert [worked[it].value for it in ("C5", "G6", "G5", "D5", "G7")] == [None, None, None, 0, 0]
    other = sheet_of(after, OTHER, worked_out=True)
    assert [other[it].value for it in ("A2", "A3")] == [None, 2]  # by the name 升级数, and by nothing
    assert b'fullCalcOnLoad="1"' in parts_of(after)[MAIN]


@pytest.mark.parametrize(
    ("formula", "forgotten"),
    [
        ("SUM(C:C)", True),
        ("SUM(6:6)", True),
        ("汇总!$C$6+1", True),
        ('INDIRECT("C"&amp;6)', True),
        ("unknown_name", True),
        ("SUM(D6:D9)", False),
        ("填表说明!C6", False),
        ("SUM(5:5)", True),  # C5 is a sum of C6
    ],
)
def test_what_a_formula_refers_to_is_understood_however_it_says_so(formula: str, forgotten: bool) -> None:
    blank = changed(blank_workbook(), SHEET, lambda it: it.replace("<f>C9*2</f>", f"<f>{formula}</f>"))
    worked = sheet_of(filled(blank, {"C6": Decimal(3)}), worked_out=True)
    assert (worked["G9"].value is None) == forgotten


def test_a_formula_that_others_share_is_followed_to_each_of_them() -> None:
    def share(text: str) -> str:
        text = text.replace("<f>C6*2</f>", '<f t="shared" ref="G6:G9" si="0">C6*2</f>')
        for row in (7, 8, 9):
            text = text.replace(f"<f>C{row}*2</f>", '<f t="shared" si="0"/>')
        return text

    worked = sheet_of(filled(changed(blank_workbook(), SHEET, share), {"C8": Decimal(3)}), worked_out=True)
    assert [worked[f"G{row}"].value for row in (6, 7, 8, 9)] == [0, 0, None, 0]


def test_formulas_and_what_merged_cells_cover_are_refused_with_a_sentence() -> None:
    grid = WorkbookBlank(blank_workbook()).grid(SUMS)
    said = {name: grid.refusal(cell) for name in ("C5", "C2", "B2", "C6") if (cell := read_address(name))}
    assert ("C5" in said["C5"], "B2" in said["C2"], said["B2"], said["C6"]) == (True, True, "", "")


def test_cells_and_rows_that_the_sheet_does_not_spell_out_get_their_place() -> None:
    content = filled(blank_workbook(), {"J6": Decimal(1), "I6": Decimal(2), "B30": Decimal(3), "A10": Decimal(4)})
    part = parts_of(content)[SHEET].decode()
    places = [part.index(f'r="{cell}"') for cell in ("G6", "I6", "J6", "A7", "A10", "A11", "B30")]
    assert places == sorted(places)


def test_a_sheet_without_any_cell_is_filled() -> None:
    blank = changed(blank_workbook(), HIDDEN, lambda it: it[: it.index("<sheetData>")] + "<sheetData/></worksheet>")
    content = WorkbookBlank(blank).filled(writings({"B2": Decimal(7)}, OTHER))
    assert sheet_of(content, OTHER)["B2"].value == 7


def test_names_with_a_prefix_are_filled_with_the_same_prefix() -> None:
    def prefixed(text: str) -> str:
        for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t"):
            text = (
                text.replace(f"<{tag} ", f"<x:{tag} ")
                .replace(f"<{tag}>", f"<x:{tag}>")
                .replace(f"</{tag}>", f"</x:{tag}>")
            )
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return text.replace("<x:worksheet ", f'<x:worksheet xmlns:x="{main}" ')

    content = filled(changed(blank_workbook(), SHEET, prefixed), {"C6": Decimal(3), "H6": "甲", "A20": Decimal(1)})
    after = sheet_of(content)
    assert [after[it].value for it in ("C6", "H6", "A20")] == [3, "甲", 1]


@pytest.mark.parametrize(
    "break_",
    [
        lambda it: it.replace("<sheetData>", "<!DOCTYPE x><sheetData>"),
        lambda it: '<?xml version="1.0" encoding="utf-16"?>' + it,
        lambda it: it[:500],
        lambda it: it.replace('r="C6"', 'r="A9"'),
        lambda it: it.replace('r="C6"', 'r="ZZZZ9"'),
        lambda it: it.replace('s="4"', 's="x"'),
        lambda it: "<a>" * 5000 + it,
    ],
)
def test_a_broken_sheet_is_refused(break_: Any) -> None:
    with pytest.raises(Refused):
        WorkbookBlank(changed(blank_workbook(), SHEET, break_)).grid(SUMS)


def test_filled_with_nothing_it_is_the_same_file() -> None:
    assert filled(blank_workbook(), {}) != b""
    blank = blank_workbook()
    assert filled(blank, {}) == blank
