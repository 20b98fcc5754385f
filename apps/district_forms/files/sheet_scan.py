"""A sheet of a workbook taken apart, with the bytes at which its rows and cells stand."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from apps.core.ooxml import Refused
from apps.district_forms.files.addresses import Address, Box, read_address, read_box
from apps.district_forms.files.splicing import Tag, end_of, tag_at, walk

MAX_CELLS = 200_000


@dataclass(slots=True)
class Formula:
    """What a cell works out; `shared` names the formula of another cell, `ref` the cells of an array."""

    text: str = ""
    shared: str = ""
    ref: str = ""
    kind: str = ""


@dataclass(slots=True)
class Cell:
    """A cell: its tag, its last byte, its kind of value, and where its value stands."""

    at: Address
    tag: Tag
    kind: str
    style: int
    end: int = 0
    text: str = ""
    formula: Formula | None = None
    value: tuple[int, int] | None = None


@dataclass(slots=True)
class Line:
    """A row: its tag, and the byte before which further cells stand."""

    number: int
    tag: Tag
    style: int | None
    close: int = 0
    end: int = 0


@dataclass(slots=True)
class ScannedSheet:
    """What stands where in the part `data`.  Raises `Refused`, and `ValueError` and others where it is broken."""

    data: bytes
    rows: dict[int, Line] = field(default_factory=dict)
    cells: dict[Address, Cell] = field(default_factory=dict)
    merged: list[Box] = field(default_factory=list)
    #: First and last column, and the style of cells there that the part does not spell out.
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    #: The tag of all rows together, and the byte before which further rows stand.
    body: Tag | None = None
    body_close: int = 0

    def __post_init__(self) -> None:
        reader = _Reader(self)
        walk(self.data, reader.start, reader.end, reader.pieces.append)
        if self.body is None:
            raise ValueError("a sheet without cells")

    def style_at(self, at: Address) -> int:
        """The style of a cell that the part does not spell out."""
        row = self.rows.get(at.row)
        if row is not None and row.style is not None:
            return row.style
        return next((style for first, last, style in self.column_styles if first <= at.column <= last), 0)

    @property
    def arrays(self) -> list[Box]:
        """The cells that one formula works out together."""
        whole = (it.formula for it in self.cells.values() if it.formula and it.formula.ref)
        return [read_box(it.ref) for it in whole if it.kind in ("array", "dataTable")]


class _Reader:
    def __init__(self, sheet: ScannedSheet) -> None:
        self.sheet = sheet
        self.pieces: list[str] = []
        self._row: Line | None = None
        self._cell: Cell | None = None
        self._number = self._column = 0
        self._value = 0
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self.pieces.clear()
        if tag == "c" and self._row:
            self._start_cell(attributes, at)
        elif tag == "row":
            self._start_row(attributes, at)
        elif tag == "f" and self._cell:
            shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self._cell.formula = Formula("", shared, attributes.get("ref", ""), attributes.get("t", ""))
        elif tag == "v":
            self._value = at
        elif tag == "rPh":
            self._phonetic = True
        else:
            self._start_other(tag, attributes, at)

    def _start_other(self, tag: str, attributes: dict[str, str], at: int) -> None:
        """What stands around the rows."""
        if tag == "sheetData":
            self.sheet.body = tag_at(self.sheet.data, at)
        elif tag == "mergeCell":
            self.sheet.merged.append(read_box(attributes["ref"]))
        elif tag == "col" and "style" in attributes:
            first, last, style = (int(attributes[name]) for name in ("min", "max", "style"))
            self.sheet.column_styles.append((first, last, style))

    def _start_row(self, attributes: dict[str, str], at: int) -> None:
        self._number = int(attributes.get("r", self._number + 1))
        self._column = 0
        custom = attributes.get("customFormat") in ("1", "true")
        self._row = Line(self._number, tag_at(self.sheet.data, at), int(attributes.get("s", 0)) if custom else None)
        self.sheet.rows[self._number] = self._row

    def _start_cell(self, attributes: dict[str, str], at: int) -> None:
        named = read_address(attributes["r"]) if "r" in attributes else Address(self._number, self._column + 1)
        if named is None or named.row != self._number or named.column <= self._column:
            raise ValueError("cells in no order")
        self._column = named.column
        style = int(attributes.get("s", 0))
        self._cell = Cell(named, tag_at(self.sheet.data, at), attributes.get("t", "n"), style)
        self.sheet.cells[named] = self._cell
        if len(self.sheet.cells) > MAX_CELLS:
            raise Refused(
                _("The sheet holds too many cells to be filled. Delete blank rows and columns, then try again.")
            )

    def end(self, tag: str, at: int) -> None:
        data, cell = self.sheet.data, self._cell
        if tag == "row" and self._row:
            self._row.close, self._row.end = at, end_of(data, self._row.tag, at)
            self._row = None
        elif tag == "sheetData" and self.sheet.body:
            self.sheet.body_close = at
        elif tag == "rPh":
            self._phonetic = False
        elif cell is not None:
            self._end_in(cell, tag, at)

    def _end_in(self, cell: Cell, tag: str, at: int) -> None:
        data = self.sheet.data
        if tag == "c":
            cell.end = end_of(data, cell.tag, at)
            self._cell = None
        elif tag == "v":
            cell.value = self._value, end_of(data, tag_at(data, self._value), at)
            cell.text = "".join(self.pieces)
        elif tag == "f" and cell.formula:
            cell.formula.text = "".join(self.pieces)
        elif tag == "t" and not self._phonetic:
            cell.text += "".join(self.pieces)
