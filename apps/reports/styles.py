"""The look of official tables in Excel and WPS: fonts, borders, formats, and the height that Chinese text needs.

A font that a machine lacks is replaced by one of the same family and character set: 小标宋 and 仿宋 by 宋体.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from apps.core.text import lines_of
from apps.reports.layout import Cell, Form, Link

#: Character set GB 2312 and the families roman and swiss, by which Excel and WPS choose a substitute.
_GB2312, _ROMAN, _SWISS = 134, 1, 2


def _font(name: str, size: int, family: int = _ROMAN, **details: Any) -> Font:
    return Font(name=name, size=size, charset=_GB2312, family=family, **details)


_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_BODY = _font("仿宋_GB2312", 11)
_NO_BOX, _NO_FILL = Border(), PatternFill()


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a cell looks.  Each is made once and compared by what it is: comparing fonts and borders is slow."""

    font: Font = _BODY
    alignment: Alignment = _CENTRE
    border: Border = _NO_BOX
    fill: PatternFill = _NO_FILL
    number_format: str = "General"


COVER_TITLE = Look(_font("方正小标宋简体", 30))
COVER_SUBTITLE = Look(_font("方正小标宋简体", 20))
COVER_LABEL = Look(_font("仿宋_GB2312", 16), Alignment(horizontal="distributed", vertical="bottom"))
COVER_ENTRY = Look(
    _font("仿宋_GB2312", 16), Alignment(horizontal="left", vertical="bottom", indent=1), Border(bottom=_THIN)
)
TITLE = Look(_font("方正小标宋简体", 18))
LINE = Look(alignment=Alignment(horizontal="left", vertical="center"))
HEADING = Look(_font("黑体", 11, _SWISS), border=_BOX, fill=PatternFill("solid", fgColor="F2F2F2"))
EMPTY = Look(border=_BOX)
NOTE = Look(_font("仿宋_GB2312", 10), Alignment(horizontal="left", vertical="top", wrap_text=True))

_BODIES = {
    Form.TEXT: Look(alignment=_LEFT, border=_BOX),
    Form.LINK: Look(_font("仿宋_GB2312", 11, color="0563C1", underline="single"), _LEFT, _BOX),
    Form.WORD: Look(border=_BOX),
    Form.NUMBER: Look(border=_BOX),
    Form.PERCENT: Look(border=_BOX, number_format='0.0"%"'),
    Form.DAY: Look(border=_BOX, number_format="yyyy-mm-dd"),
}

LINE_HEIGHT = 16.0
LEAST_HEIGHT = 22.0
ROOMY_HEIGHT = 27.0
GAP = 6.0


@cache
def body(form: Form, total: bool = False) -> Look:
    """The look of a cell of a column; totals are set in 黑体."""
    look = _BODIES[form]
    return replace(look, font=HEADING.font) if total else look


def height_of(cells: Iterable[tuple[Cell, float]], line_height: float = LINE_HEIGHT) -> float:
    """The height in points of a row in which each cell has so much room (in half-width characters)."""
    lines = 1
    for cell, width in cells:
        text = cell.text if isinstance(cell, Link) else cell
        if isinstance(text, str):
            lines = max(lines, lines_of(text, width))
    return max(LEAST_HEIGHT, lines * line_height + 6)
