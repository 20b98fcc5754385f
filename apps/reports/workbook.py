"""Draws the sheets of a snapshot as an Excel workbook: the same snapshot gives the same bytes.

Rows are written as they are made, so memory does not grow with their number.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from itertools import accumulate
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter

from apps.reports import pages, styles
from apps.reports.archive import discard, save_timeless
from apps.reports.canvas import Canvas
from apps.reports.charts import bar_chart, frame
from apps.reports.labels import long_date
from apps.reports.layout import BarChart, Column, Cover, Head, Row, Signature, Table, head_cells
from apps.reports.sheets import head_of, sheets_of
from apps.reports.styles import Look
from apps.reports.titles import subject

#: After so many rows the caller hears that the work goes on.
ROWS_PER_BEAT = 2_000
HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 2
#: Tables with more rows stand closer, so that fewer pages hold them.
ROOMY_UP_TO = 20
COVER_WIDTHS = (30, 26, 3, 46, 30)
#: Rows left blank below a chart's upper edge.
CHART_ROWS = 13
#: Notes are set smaller than the text by which widths are measured.
NOTE_SHARE = 1.1
#: Heights of what stands above and below a table, in points.
TITLE, UNIT, SIGNATURES = 36.0, 24.0, 28.0

Beat = Callable[[int, int], None]


def write_workbook(
    taken: dict[str, Any],
    target: IO[bytes],
    *,
    sha256: str = "",
    signature: Signature | None = None,
    beat: Beat = lambda _done, _total: None,
) -> None:
    """Write the workbook of a snapshot into `target`.

    `sha256` is the snapshot's digest where it is known already.  `beat` is called with the sheets done and their
    number: after each sheet and every few thousand rows.
    """
    sheets = sheets_of(taken, sha256, signature)
    head = head_of(taken, sha256, signature)
    book = Workbook(write_only=True)
    book.properties = _properties(head)
    dressed: dict[Look, Any] = {}
    try:
        for done, sheet in enumerate(sheets):
            if isinstance(sheet, Cover):
                _draw_cover(Canvas(book, sheet.name, COVER_WIDTHS, dressed), sheet)
            else:
                canvas = Canvas(book, sheet.name, [column.width for column in sheet.columns], dressed)
                _draw_table(canvas, head, sheet, partial(beat, done, len(sheets)))
            beat(done + 1, len(sheets))
        save_timeless(book, target)
    except BaseException:
        discard(book)
        raise


def _properties(head: Head) -> DocumentProperties:
    """Fixed properties: a file that names the moment of its making would differ each time."""
    moment = datetime.combine(head.as_of, time())
    title = f"{head.organisation}{subject(head)}"
    return DocumentProperties(creator=head.organisation, title=title, created=moment, modified=moment)


def _draw_cover(canvas: Canvas, cover: Cover) -> None:
    width = len(canvas.widths)
    canvas.skip(60)
    for line in cover.title:
        canvas.across(line, styles.COVER_TITLE, 48)
    canvas.across(cover.subtitle, styles.COVER_SUBTITLE, 36)
    canvas.skip(36)
    for label, text in cover.entries:
        cells = canvas.cells((styles.LINE, styles.COVER_LABEL, styles.LINE, styles.COVER_ENTRY, styles.LINE))
        canvas.draw(cells, (None, label, None, text, None), 32)
    canvas.skip(24)
    for note in cover.notes:
        canvas.parts([("", 1), (note, width - 2), ("", 1)], styles.NOTE, 18)


def _draw_table(canvas: Canvas, head: Head, table: Table, beat: Callable[[], None]) -> None:
    canvas.number_pages(head)
    sheet = canvas.sheet
    sheet.freeze_panes = f"{get_column_letter(table.frozen_columns + 1)}{FIRST_ROW}"
    sheet.print_title_rows = f"{HEAD_ROW}:{FIRST_ROW - 1}"
    canvas.across(table.title, styles.TITLE, TITLE)
    _draw_unit(canvas, head, table)
    _draw_heads(canvas, table.columns)
    _draw_rows(canvas, table, beat)
    if table.long and table.rows:
        sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{get_column_letter(len(table.columns))}{canvas.row}"
    if table.chart is not None:
        _draw_chart(canvas, table, table.chart)
    _draw_foot(canvas, head, table)


def _draw_unit(canvas: Canvas, head: Head, table: Table) -> None:
    as_of = f"数据截止：{long_date(head.as_of)}"
    if table.signatures:
        filled = long_date(head.signature.day) if head.signature else "　　　　年　　月　　日"
        texts = [f"填报单位（盖章）：{head.organisation}", as_of, f"填报时间：{filled}"]
    else:
        texts = [f"填报单位：{head.organisation}　　　　{as_of}"]
    canvas.parts(_spread(texts, canvas.widths), styles.LINE, UNIT)


def _draw_heads(canvas: Canvas, columns: Sequence[Column]) -> None:
    rows: list[list[str | None]] = [[None] * len(columns), [None] * len(columns)]
    for cell in head_cells(columns):
        rows[cell.row][cell.column] = cell.text
        canvas.merge(HEAD_ROW + cell.row, cell.column + 1, rows=cell.rows, columns=cell.columns)
    cells = canvas.cells([styles.HEADING] * len(columns))
    for row in rows:
        alone = [(text, column.width) for text, column in zip(rows[1], columns, strict=True) if text]
        canvas.draw(cells, row, styles.height_of(alone) if row is rows[1] else styles.LEAST_HEIGHT)


def _draw_rows(canvas: Canvas, table: Table, beat: Callable[[], None]) -> None:
    if not table.rows:
        canvas.parts([(table.empty, len(table.columns))], styles.EMPTY, 30)
    totals, others = (
        canvas.cells(styles.body(column.form, total) for column in table.columns) for total in (True, False)
    )
    least = styles.ROOMY_HEIGHT if len(table.rows) <= ROOMY_UP_TO and not table.long else styles.LEAST_HEIGHT
    known = [_height(canvas, row, least) for row in table.rows[: pages.MOST_ROWS]]
    taller = _growth(canvas, table, known)
    for number, row in enumerate(table.rows):
        height = known[number] if number < len(known) else _height(canvas, row, least)
        canvas.draw(totals if number < table.totals else others, row, height * taller)
        if number % ROWS_PER_BEAT == ROWS_PER_BEAT - 1:
            beat()


def _height(canvas: Canvas, row: Row, least: float) -> float:
    return max(least, styles.height_of(zip(row, canvas.widths, strict=True)))


def _growth(canvas: Canvas, table: Table, heights: Sequence[float]) -> float:
    """What keeps the notes and the place for signatures on a page with rows."""
    if len(table.rows) > pages.MOST_ROWS or table.chart is not None:
        return 1.0
    alone = [(it.heading, it.width) for it in table.columns]
    heads = styles.LEAST_HEIGHT + styles.height_of(alone)
    notes = sum(_height_of_note(canvas, text) for text in _notes(table))
    signed = styles.GAP + SIGNATURES if table.signatures else 0
    return pages.growth(
        heights,
        first=TITLE + UNIT + heads,
        heads=heads,
        foot=styles.GAP + notes + signed,
        widths=canvas.widths,
    )


def _draw_chart(canvas: Canvas, table: Table, chart: BarChart) -> None:
    canvas.skip(styles.GAP)
    drawn = bar_chart(canvas.sheet, chart, first_row=FIRST_ROW, rows=len(table.rows))
    canvas.sheet.add_chart(drawn, frame(row=canvas.row + 1, columns=len(table.columns), rows=CHART_ROWS))
    for _ in range(CHART_ROWS):
        canvas.skip(styles.LEAST_HEIGHT)


def _draw_foot(canvas: Canvas, head: Head, table: Table) -> None:
    canvas.skip(styles.GAP)
    for text in _notes(table):
        canvas.across(text, styles.NOTE, _height_of_note(canvas, text))
    if table.signatures:
        canvas.skip(styles.GAP)
        signer = head.signature.name if head.signature else ""
        texts = (f"负责人（签名）：{signer}", "审核人：", "填表人（签名）：", "联系电话：")
        canvas.parts(_spread(texts, canvas.widths), styles.LINE, SIGNATURES)


def _notes(table: Table) -> Iterator[str]:
    for number, note in enumerate(table.notes, 1):
        begin = "注：" if number == 1 else "　　"
        yield f"{begin}{number}. {note}" if len(table.notes) > 1 else f"{begin}{note}"


def _height_of_note(canvas: Canvas, text: str) -> float:
    return styles.height_of([(text, sum(canvas.widths) * NOTE_SHARE)], 14)


def _spread(texts: Sequence[str], widths: Sequence[int]) -> list[tuple[str, int]]:
    """Give each text about the same share of the width, at least one column each: (text, columns)."""
    edges = [0, *accumulate(widths)]
    parts: list[tuple[str, int]] = []
    first = 0
    for number, text in enumerate(texts, 1):
        aim = edges[-1] * number / len(texts)
        last = len(widths) - (len(texts) - number)
        end = min(range(first + 1, last + 1), key=lambda edge: abs(edges[edge] - aim))
        parts.append((text, end - first))
        first = end
    return parts
