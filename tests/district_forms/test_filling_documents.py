"""A Word document that somebody else has made: cells of its tables are filled, all else stays."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest

from apps.core.ooxml import Refused
from apps.district_forms.files.addresses import read_address
from apps.district_forms.files.document import DocumentBlank
from apps.district_forms.files.grids import Writing
from apps.district_forms.files.values import Percent, Value
from tests.district_forms.books import blank_document, changed, parts_of

MAIN = "word/document.xml"
VALUES: dict[str, Value] = {"B2": "清溪镇党委 <&>", "C3": Decimal(3), "C4": Percent(Decimal("94.9"))}


def filled(content: bytes, values: dict[str, Value]) -> bytes:
    blank = DocumentBlank(content)
    return blank.filled(Writing("表1", cell, it) for name, it in values.items() if (cell := read_address(name)))


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(content)).tables[0].rows]


def test_the_cells_are_filled_and_every_other_part_and_text_stays() -> None:
    blank = blank_document()
    content = filled(blank, VALUES)
    before, after = parts_of(blank), parts_of(content)
    assert list(after) == list(before)
    assert {name for name in before if after[name] != before[name]} == {MAIN}
    assert texts(content) == [
        ["基本情况"] * 3,
        ["填报单位", "清溪镇党委 <&>", "清溪镇党委 <&>"],
        ["升级情况", "已升级", "3"],
        ["升级情况", "升级率", "94.9%"],
    ]
    paragraphs = [it.text for it in docx.Document(BytesIO(content)).paragraphs]
    assert paragraphs == [it.text for it in docx.Document(BytesIO(blank)).paragraphs]


def test_the_look_of_what_stood_in_the_cell_is_kept() -> None:
    table = docx.Document(BytesIO(filled(blank_document(), VALUES))).tables[0]
    assert table.cell(2, 2).paragraphs[0].runs[0].bold is True


def test_outside_of_the_filled_cell_not_a_byte_changes() -> None:
    blank = blank_document()
    before, after = parts_of(blank)[MAIN], parts_of(filled(blank, {"C3": Decimal(3)}))[MAIN]
    assert after == before.replace("<w:t>待填</w:t>".encode(), b'<w:t xml:space="preserve">3</w:t>')


def test_merged_cells_are_one_and_what_they_cover_is_refused() -> None:
    grid = DocumentBlank(blank_document()).grid("表1")
    assert [
        str(grid.refusal(cell)) != "" for name in ("B1", "A4", "D9", "A1", "C4") if (cell := read_address(name))
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert sorted(map(tuple, grid.merged)) == [(1, 1, 1, 3), (2, 2, 2, 3), (3, 1, 4, 1)]


def test_pictures_and_marks_in_a_filled_cell_stay() -> None:
    def marked(text: str) -> str:
        mark = '<w:bookmarkStart w:id="7" w:name="x"/><w:bookmarkEnd w:id="7"/><w:r><w:drawing/></w:r>'
        return text.replace("<w:t>待填</w:t></w:r>", f"<w:t>待填</w:t></w:r>{mark}<w:r><w:t>多</w:t></w:r>")

    part = parts_of(filled(changed(blank_document(), MAIN, marked), {"C3": Decimal(3)}))[MAIN].decode()
    assert ("<w:drawing/>" in part, 'w:name="x"' in part, "待填" in part, "多" in part) == (True, True, False, False)


@pytest.mark.parametrize(
    "break_",
    [
        lambda it: it[:900],
        lambda it: it.replace("<w:body>", "<!DOCTYPE x><w:body>"),
        lambda it: it.replace("w:tbl>", "w:x>"),
    ],
)
def test_a_document_that_is_broken_or_has_no_table_is_refused(break_: Any) -> None:
    with pytest.raises(Refused):
        DocumentBlank(changed(blank_document(), MAIN, break_))
