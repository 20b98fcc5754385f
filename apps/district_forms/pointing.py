"""A sheet as a page shows it to point at: merged cells are one, each cell says what it is filled with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from apps.district_forms.files.addresses import Address, Box, read_address
from apps.district_forms.files.grids import Grid
from apps.district_forms.filling import Filling
from apps.district_forms.models import FormLine

#: So much of a sheet is shown; cells further away are typed.
ROWS, COLUMNS, LONGEST = 150, 40, 40


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the page; `line` is the one that fills it, `label` says with what."""

    address: str
    text: str
    across: int = 1
    down: int = 1
    is_formula: bool = False
    line: FormLine | None = None
    label: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pointing:
    """A sheet to point at, and the lines of the form with what each fills in; `cut`: it goes on."""

    sheet: str
    columns: list[str]
    rows: list[tuple[int, list[ShownCell]]]
    lines: list[tuple[FormLine, str]]
    cut: bool


def pointing_of(filling: Filling, sheet: str, chosen: str) -> Pointing:
    """The sheet or table called `sheet`, with the cell `chosen` marked."""
    grid = filling.grid(sheet)
    labelled = [
        (line, filling.catalogue.label(line.figure)) for line in filling.form.lines.select_related("organisation")
    ]
    by_cell = {
        spot.cell: (line, label)
        for line, label in labelled
        if line.sheet == sheet
        for spot in filling.spots_of(line)
        if not spot.problem
    }
    rows, columns = min(grid.rows, ROWS), min(grid.columns, COLUMNS)
    shown = [(row, list(_cells(grid, row, rows, columns, by_cell, read_address(chosen)))) for row in range(1, rows + 1)]
    letters = [get_column_letter(column) for column in range(1, columns + 1)]
    return Pointing(sheet, letters, shown, labelled, grid.rows > rows or grid.columns > columns)


def _cells(
    grid: Grid,
    row: int,
    rows: int,
    columns: int,
    by_cell: Mapping[Address, tuple[FormLine, str]],
    chosen: Address | None,
) -> Iterator[ShownCell]:
    boxes = [box for box in grid.merged if box.top <= row <= box.bottom]
    for column in range(1, columns + 1):
        at = Address(row, column)
        box = next((it for it in boxes if it.holds(at)), None) or Box(*at, *at)
        if at != (box.top, box.left):
            continue
        line, label = by_cell.get(at, (None, ""))
        yield ShownCell(
            str(at),
            grid.texts.get(at, "")[:LONGEST],
            min(box.right, columns) - column + 1,
            min(box.bottom, rows) - row + 1,
            at in grid.formulas or any(array.holds(at) for array in grid.arrays),
            line,
            label,
            at == chosen,
        )
