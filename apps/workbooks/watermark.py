"""Who took personal data out of the portal, and when: said on the screen and on every printed page.

The line stands below the headings, stays in sight with them and is printed with them; it is said again in header and
footer.  Reading a workbook passes over it, so that an export imports again (`is_watermark`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font

from apps.accounts.models import User

#: What every such line begins with; no record does.
SIGN = "※含个人信息，严禁外传※"
#: Excel takes 255 characters for a header, signs doubled.
LONGEST_IN_HEADER = 100


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who took the data (empty: a command) and when."""

    who: str
    at: datetime

    @classmethod
    def of(cls, user: User | None) -> "Watermark":
        """That of an export that `user` makes now."""
        return cls(f"{user.name}（{user.username}）" if user else "命令行", timezone.now())

    def __str__(self) -> str:
        return f"{SIGN} 导出人：{self.who} 导出时间：{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


def is_watermark(cells: Mapping[int, Any]) -> bool:
    """Whether these cells of a row, by column number, are such a line and nothing else."""
    if len(cells) != 1:
        return False
    (value,) = cells.values()
    return isinstance(value, str) and value.startswith(SIGN)


def lay_watermark(page: Any, text: str) -> None:
    """Room for the line in row 2, and header and footer.  Before the first row."""
    page.freeze_panes = "A3"
    page.print_title_rows = "1:2"
    short = text[:LONGEST_IN_HEADER].replace("&", "&&")
    page.oddHeader.center.text = short
    page.oddFooter.left.text = short
    page.oddFooter.center.text = ""
    page.oddFooter.right.text = "&P / &N"


def watermark_cell(page: Any, text: str) -> Cell:
    """The line itself; it runs on over the empty cells to its right."""
    cell = WriteOnlyCell(page, text)
    cell.font = Font(name="Calibri", size=10, bold=True, color="A8201A")
    cell.alignment = Alignment(vertical="center")
    return cell
