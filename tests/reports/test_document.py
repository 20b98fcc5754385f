"""The report in Word: the measures of GB/T 9704-2012 read from the file, and figures that are those of the snapshot."""

import json
from copy import deepcopy
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from apps.reports.layout import Cell, Column, Form, Signature, Table
from apps.reports.models import YearEndReport
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import canonical, take
from apps.reports.word.document import write_document
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR
from tests.reports.test_command import run
from tests.reports.test_pages import SignedIn

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def bytes_of(taken: dict[str, Any], signature: Signature | None = None) -> bytes:
    target = BytesIO()
    write_document(taken, target, signature=signature)
    return target.getvalue()


@cache
def opened(snapshot: bytes) -> Document:
    """To be looked at: the same snapshot is written and opened once."""
    return docx.Document(BytesIO(bytes_of(json.loads(snapshot))))


@pytest.fixture
def document(taken: dict[str, Any]) -> Document:
    return opened(canonical(taken))


@pytest.fixture
def papers(document: Document, graded_township: Township) -> list[Document]:
    """The report of the year and the bulletin of a month: one form for both."""
    bulletin = take(graded_township["T01"], year=YEAR, month=10, as_of=LAST_DAY)
    return [document, opened(canonical(bulletin))]


def indent(paragraph: Any, name: str) -> str | None:
    """An indent as it stands in the file."""
    found: str | None = paragraph._p.pPr.ind.get(qn(f"w:{name}"))
    return found


def faces(document: Document, text: str) -> set[tuple[str | None, float | None]]:
    """The faces and sizes in which the paragraph with this text is set."""
    runs = next(it for it in document.paragraphs if it.text == text).runs
    return {(run.font.name, run.font.size.pt if run.font.size else None) for run in runs}


def told(value: Cell, column: Column) -> str:
    """A cell of a sheet as it stands on paper."""
    if column.form is Form.PERCENT and not isinstance(value, str):
        return f"{value:.1f}%"
    return "" if value is None else str(value)


def test_the_page_is_that_of_the_standard(papers: list[Document]) -> None:
    for document in papers:
        assert_page(document)


def assert_page(document: Document) -> None:
    page = document.sections[0]
    read = (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [it and it.mm for it in read] == pytest.approx([210, 297, 37, 35, 28, 26], abs=0.02)
    grid = page._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    # 22 lines of 225 mm, 28 characters of 156 mm.
    assert int(grid.get(qn("w:linePitch"))) == 579 == int(225 / 25.4 * 72 * 20 / 22)
    assert int(grid.get(qn("w:charSpace"))) / 4096 + 16 == pytest.approx(156 / 25.4 * 72 / 28, abs=0.001)


#: Of the report and of the bulletin: the first heading, the title, and how the text below it begins.
WORDS = (
    ("一、基本情况", "关于2012年度党建工作情况的报告", "截至2012年12月31日"),
    ("一、总体情况", "关于2012年10月党建工作", "2012年10月"),
)


def test_text_and_headings_have_the_faces_and_sizes_of_the_standard(papers: list[Document]) -> None:
    for document, (heading, title, begins) in zip(papers, WORDS, strict=True):
        normal = document.styles["Normal"]
        assert (normal.font.name, normal.font.size) == ("仿宋_GB2312", Pt(16))
        assert faces(document, heading) == {("黑体", 16)}
        assert faces(document, "中共清溪镇委员会") >= {("方正小标宋简体", 42)}
        assert faces(document, title) == {("方正小标宋简体", 22)}
        body = next(it for it in document.paragraphs if it.text.startswith(begins) and it.text != title)
        assert {run.font.name for run in body.runs} == {"仿宋_GB2312"}
        assert body.paragraph_format.line_spacing == Pt(28.95)
        assert indent(body, "firstLineChars") == "200"


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(papers: list[Document]) -> None:
    for document in papers:
        assert_page_numbers(document)


def assert_page_numbers(document: Document) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    page = document.sections[0]
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert [it.text for it in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert (paragraph.runs[0].text, paragraph.runs[-1].text) == ("— ", " —")
        assert {run.font.size for run in paragraph.runs} == {Pt(14)}
        assert indent(paragraph, side) == "280"


def test_each_annex_is_its_sheet_on_pages_that_lie_on_their_side(taken: dict[str, Any], document: Document) -> None:
    annexes = [it for it in sheets_of(taken) if isinstance(it, Table) and it.annex]
    assert len(annexes) >= 5
    # The last page and its table are the imprint.
    assert len(document.tables) == len(annexes) + 1 == len(document.sections) - 1
    for section, table, drawn in zip(list(document.sections)[1:-1], annexes, document.tables[:-1], strict=True):
        assert (section.page_width or 0) > (section.page_height or 0)
        cells = {cell.text for row in drawn.rows for cell in row.cells}
        for row in table.rows:
            assert {told(*it) for it in zip(row, table.columns, strict=True)} <= cells
        whole = {it.replace("\n", "") for it in cells}
        assert {column.heading.replace("\n", "") for column in table.columns} <= whole


def test_the_heads_of_a_table_stand_on_each_page(document: Document) -> None:
    for table in document.tables[:-1]:
        kept = [[it.tag for it in row._tr.get_or_add_trPr()] for row in table.rows]
        assert qn("w:tblHeader") in kept[0]
        assert all(qn("w:cantSplit") in tags for tags in kept)


def test_the_same_snapshot_gives_the_same_bytes_and_a_fact_more_others(taken: dict[str, Any]) -> None:
    other = deepcopy(taken)
    other["sections"]["rates"]["general_upgrade"]["numerator"] += 1
    assert bytes_of(taken) == bytes_of(deepcopy(taken)) != bytes_of(other)


def test_a_signed_report_names_its_signer_and_the_day_of_signing(taken: dict[str, Any]) -> None:
    signed = docx.Document(BytesIO(bytes_of(taken, Signature("李书记", LAST_DAY.replace(year=2013), 3))))
    texts = [it.text for it in signed.paragraphs]
    assert "2013年12月31日" in texts
    assert any("签发人：李书记" in text for text in texts)


def test_command_and_page_give_the_same_document(frozen: YearEndReport, signed_in: SignedIn, tmp_path: Path) -> None:
    run(tmp_path / "report.docx", format="docx")
    answer = signed_in("staff").get(f"/reports/{frozen.pk}/download/?format=docx")
    assert answer.getvalue() == (tmp_path / "report.docx").read_bytes()
    assert unquote(answer["Content-Disposition"]).endswith("党建工作情况报告（第1号）.docx")


def test_for_issue_it_is_a_circular_to_those_below_without_the_marks_of_a_report(
    frozen: YearEndReport, signed_in: SignedIn
) -> None:
    answer = signed_in("staff").get(f"/reports/{frozen.pk}/download/?format=issued")
    assert unquote(answer["Content-Disposition"]).endswith("（下发稿，第1号）.docx")
    issued = docx.Document(BytesIO(answer.getvalue()))
    assert_page(issued)
    texts = [it.text for it in issued.paragraphs]
    assert faces(issued, "关于2012年度党建工作情况的通报") == {("方正小标宋简体", 22)}
    assert "各村（社区）党组织、镇属各单位党支部：" in texts
    assert not [it for it in texts if "签发人" in it or "联系人" in it]


def test_notes_and_signature_stand_in_the_table_and_the_last_rows_go_with_them(document: Document) -> None:
    for table in document.tables[:-1]:
        last = table.rows[-1]
        if "注：" not in last.cells[0].text:
            continue
        assert "负责人（签名）" in last.cells[0].text
        for row in table.rows[max(2, len(table.rows) - 4) : -1]:
            assert all(it.paragraph_format.keep_with_next for cell in row.cells for it in cell.paragraphs)


def test_the_chart_is_native_and_holds_the_figures_of_its_table(taken: dict[str, Any]) -> None:
    with ZipFile(BytesIO(bytes_of(taken))) as package:
        chart = parse_xml(package.read("word/charts/chart1.xml"))
    rates = next(it for it in sheets_of(taken) if isinstance(it, Table) and it.key == "rates")
    assert rates.chart is not None
    for series, (name, column) in zip(chart.iter(DRAWN + "ser"), rates.chart.series, strict=True):
        assert series.find(f"{DRAWN}tx/{DRAWN}v").text == name
        points = [it.text for it in series.find(DRAWN + "val").iter(DRAWN + "v")]
        assert points == [
            format(Decimal(str(row[column])), "f") for row in rates.rows if not isinstance(row[column], str)
        ]


def test_the_imprint_closes_the_last_page_which_has_no_number(taken: dict[str, Any]) -> None:
    signature = Signature("李书记", LAST_DAY, 1, sent_to="区委组织部", sent_on=LAST_DAY, copied_to="区委办")
    signed = docx.Document(BytesIO(bytes_of(taken, signature)))
    imprint, page = signed.tables[-1], signed.sections[-1]
    assert [row.cells[0].text for row in imprint.rows] == [
        "抄送：区委办。",
        "中共清溪镇委员会办公室\t2012年12月31日印发",
    ]
    assert page.start_type == WD_SECTION.EVEN_PAGE
    assert not page.footer.is_linked_to_previous
    assert page.footer.paragraphs[0].text == page.even_page_footer.paragraphs[0].text == ""
    sizes = [line.get(qn("w:sz")) for line in imprint._tbl.iter(qn("w:top"), qn("w:bottom")) if line.get(qn("w:sz"))]
    # 0.35 mm around and 0.25 mm between, in eighths of a point.
    assert sizes == ["8", "6", "6", "8"]
    assert {run.font.size for row in imprint.rows for run in row.cells[0].paragraphs[0].runs} == {Pt(14)}
