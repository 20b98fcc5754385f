"""The tables of a Word document taken apart, with the bytes at which their cells stand.

Tables inside of tables are part of the cell in which they stand.
"""

from dataclasses import dataclass, field

from apps.district_forms.files.addresses import Address, Box
from apps.district_forms.files.splicing import Tag, end_of, tag_at, walk


@dataclass(slots=True)
class Run:
    """A stretch of text of one look; `holds_more`: a picture or the like."""

    start: int
    end: int = 0
    holds_more: bool = False


@dataclass(slots=True)
class Paragraph:
    """The first paragraph of a cell: where its runs stand, and the look of text there as bytes."""

    tag: Tag
    close: int = 0
    runs: list[Run] = field(default_factory=list)
    look: bytes = b""


@dataclass(slots=True)
class TableCell:
    at: Address
    width: int = 1
    #: "restart" begins a cell over several rows, "continue" is covered by it.
    over_rows: str = ""
    text: str = ""
    paragraph: Paragraph | None = None


@dataclass(slots=True)
class ScannedTable:
    cells: dict[Address, TableCell] = field(default_factory=dict)

    @property
    def merged(self) -> list[Box]:
        found = []
        for at, cell in self.cells.items():
            bottom = at.row
            while cell.over_rows == "restart" and self._continues(Address(bottom + 1, at.column)):
                bottom += 1
            if cell.over_rows != "continue" and (cell.width > 1 or bottom > at.row):
                found.append(Box(at.row, at.column, bottom, at.column + cell.width - 1))
        return found

    def _continues(self, at: Address) -> bool:
        return at in self.cells and self.cells[at].over_rows == "continue"


def scanned_tables(data: bytes) -> list[ScannedTable]:
    """The tables of the part `data` in their order.  Raises `Refused`, and `ValueError` and others where broken."""
    reader = _Reader(data)
    walk(data, reader.start, reader.end, reader.pieces.append)
    return reader.tables


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.tables: list[ScannedTable] = []
        self.pieces: list[str] = []
        self._open: list[str] = []
        self._starts: list[int] = []
        self._depth = self._row = self._column = 0
        self._cell: TableCell | None = None

    def start(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self.pieces.clear()
        self._open.append(tag)
        self._starts.append(at)
        if tag == "tbl":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(ScannedTable())
                self._row = 0
        elif self._depth == 1:
            self._start_inside(tag, {name.rpartition(":")[2]: value for name, value in attributes.items()}, at)

    def _start_inside(self, tag: str, attributes: dict[str, str], at: int) -> None:
        if tag == "tr":
            self._row, self._column = self._row + 1, 1
        elif tag == "gridBefore":
            self._column += int(attributes["val"])
        elif tag == "tc":
            self._cell = TableCell(Address(self._row, self._column))
        elif self._cell is not None:
            self._start_in(self._cell, tag, attributes, at)

    def _start_in(self, cell: TableCell, tag: str, attributes: dict[str, str], at: int) -> None:
        if tag == "gridSpan":
            cell.width = max(1, int(attributes["val"]))
        elif tag == "vMerge":
            cell.over_rows = attributes.get("val", "continue")
        elif (paragraph := cell.paragraph) is None:
            if tag == "p":
                cell.paragraph = Paragraph(tag_at(self.data, at))
        elif tag == "r" and not paragraph.close and self._starts[-2] == paragraph.tag.start:
            paragraph.runs.append(Run(at))
        elif tag in ("drawing", "pict", "object") and paragraph.runs:
            paragraph.runs[-1].holds_more = True

    def end(self, tag: str, at: int) -> None:
        start = self._starts.pop()
        self._open.pop()
        if tag == "tbl":
            self._depth -= 1
        elif self._depth == 1 and self._cell is not None:
            self._end_inside(self._cell, tag, start, at)

    def _end_inside(self, cell: TableCell, tag: str, start: int, at: int) -> None:
        paragraph = cell.paragraph
        if tag == "tc":
            self.tables[-1].cells[cell.at] = cell
            self._column += cell.width
            self._cell = None
        elif tag == "t":
            cell.text += "".join(self.pieces)
        elif paragraph is None or paragraph.close:
            return
        elif tag == "p":
            paragraph.close = at
        elif tag == "r" and paragraph.runs and paragraph.runs[-1].start == start:
            paragraph.runs[-1].end = end_of(self.data, tag_at(self.data, start), at)
        elif tag == "rPr" and (self._open[-1] == "pPr" or len(paragraph.runs) == 1):
            paragraph.look = self.data[start : end_of(self.data, tag_at(self.data, start), at)]
