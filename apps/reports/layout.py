"""What a sheet of a report looks like, said once for the workbook and for the preview.  Pure: no ORM, no openpyxl.

A section turns its part of the snapshot into a `Table`; `workbook.py` draws it into Excel, the page as HTML.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar, overload

from apps.core.ratio import Ratio
from apps.reports.labels import NOT_APPLICABLE

T = TypeVar("T")


class Form(Enum):
    """How the cells of a column look: running text, a link, a short word, a whole number, a percentage, a day."""

    TEXT = "text"
    LINK = "link"
    WORD = "word"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in half-width characters; neighbouring columns with one `group` share the heading above them."""

    heading: str
    width: int
    form: Form = Form.WORD
    group: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to the sheet with that name."""

    text: str
    sheet: str


Cell = str | int | Decimal | date | Link | None
Row = Sequence[Cell]


class Rows(Sequence[Row]):
    """The rows of a long list, each one made when it is drawn: `draw(position from 1, record)`."""

    def __init__(self, records: Sequence[T], draw: Callable[[int, T], Row]) -> None:
        self._records: Sequence[Any] = records
        self._draw: Callable[[int, Any], Row] = draw

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        return self._draw(at + 1, self._records[at])

    def __iter__(self) -> Iterator[Row]:
        return (self._draw(number, record) for number, record in enumerate(self._records, 1))


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars beside each other per row of the table; columns counted from 0."""

    title: str
    categories: int
    series: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table.

    `key` is its name in addresses, `name` its tab in Excel, `shows` its line in the index; the first `totals`
    rows are totals; `empty` stands in the place of no rows; `long` lists get Excel's filter buttons; an `annex` is
    printed behind the text in Word as well.  By the columns `known_by` a row is found again in another report; where
    none are named, by its code, else by the words in the frozen ones.
    """

    key: str
    name: str
    title: str
    shows: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    totals: int = 0
    frozen_columns: int = 0
    known_by: Sequence[int] = ()
    empty: str = ""
    long: bool = False
    annex: bool = False
    signatures: bool = True
    chart: BarChart | None = None

    @property
    def heads(self) -> tuple[list["HeadCell"], list["HeadCell"]]:
        """The headings of either row from left to right."""
        cells = sorted(head_cells(self.columns), key=lambda cell: cell.column)
        return [cell for cell in cells if cell.row == 0], [cell for cell in cells if cell.row == 1]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first sheet: the title in lines of its own, and what is to be said or filled in by hand."""

    key: str
    name: str
    title: Sequence[str]
    subtitle: str
    entries: Sequence[tuple[str, str]]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the report, when, as which one, with what remark; once it is sent, under which number to whom."""

    name: str
    day: date
    number: int
    remark: str = ""
    document_number: str = ""
    sent_to: str = ""
    sent_on: date | None = None
    copied_to: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What every sheet says about the report as a whole."""

    organisation: str
    year: int
    as_of: date
    sha256: str
    signature: Signature | None = None
    revises: int | None = None
    month: int = 0
    #: Issued to those below (通报) instead of reported to those above (报告).
    issued: bool = False

    @property
    def goes_down(self) -> bool:
        """Whether it is written to those below, as every bulletin is."""
        return self.issued or bool(self.month)


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A heading and where it stands: row 0 or 1, column from 0, and how many of each it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def head_cells(columns: Sequence[Column]) -> list[HeadCell]:
    """The headings in two rows: groups above their columns, columns without a group through both."""
    cells: list[HeadCell] = []
    at = 0
    while at < len(columns):
        group = columns[at].group
        if not group:
            cells.append(HeadCell(columns[at].heading, 0, at, rows=2))
            at += 1
            continue
        end = at
        while end < len(columns) and columns[end].group == group:
            cells.append(HeadCell(columns[end].heading, 1, end))
            end += 1
        cells.append(HeadCell(group, 0, at, columns=end - at))
        at = end
    return cells


def text_of(cell: Cell, form: Form) -> str:
    """A cell as it is read on a page and on paper; empty for a blank."""
    if isinstance(cell, Link):
        return cell.text
    if form is Form.PERCENT and isinstance(cell, int | Decimal):
        return f"{cell:.1f}%"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def percentage(ratio: Ratio) -> Decimal | str:
    """A rate as the number in its cell: percent cut to one decimal; a word where it is not applicable."""
    return Decimal(ratio.tenths) / 10 if ratio.tenths is not None else NOT_APPLICABLE


def exact(percent: str) -> Decimal | int:
    """A target in percent, written as a fraction (``"20"``, ``"65/2"``), as the number in its cell."""
    value = Fraction(percent)
    return value.numerator if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)


def day(text: str | None) -> date | None:
    """A day of the snapshot (``"2012-12-31"``) as a date."""
    return date.fromisoformat(text) if text else None
