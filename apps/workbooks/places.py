"""Where in its sheet an error lies."""

from openpyxl.utils.cell import range_boundaries

from apps.workbooks.table import CellError


def place_of(error: CellError) -> tuple[int, int]:
    """Row and column of the (first) cell of an error; ``A:B`` and ``2:3`` begin at the edge."""
    left, top, _right, _bottom = range_boundaries(error.cell)
    return top or 1, left or 1
