"""The empty workbook of a register, with what a person needs to know to fill it in."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from apps.workbooks.columns import Column
from apps.workbooks.limits import MAX_ROWS
from apps.workbooks.register import Register
from apps.workbooks.styles import column_headings, heading_cells, lay_out, set_formats, text_cell

#: Excel opens no workbook that has a longer list in a rule.
LONGEST_LIST = 255
#: The hidden sheet of the lists that do not fit into a rule.
LISTS = "选项"


def write_template(file: IO[bytes], register: Register[Any]) -> None:
    """Write the register's headings with drop-down lists, and a second sheet that explains each column."""
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(register.sheet)
    lay_out(page, [column.room for column in register.columns])
    set_formats(page, register.columns)
    apart: list[tuple[str, ...]] = []
    for number, column in enumerate(register.columns, 1):
        if column.choices:
            page.data_validations.append(_drop_down(_offered(column.choices, apart), get_column_letter(number)))
    page.append(_commented(page, register.columns))
    _explain(workbook.create_sheet(_("How to fill in")), register)
    if apart:
        lists = workbook.create_sheet(LISTS)
        lists.sheet_state = "hidden"
        for words in zip_longest(*apart):
            lists.append([None if word is None else text_cell(lists, word) for word in words])
    workbook.save(file)


def _commented(page: Any, columns: Sequence[Column]) -> list[Any]:
    cells = column_headings(page, columns)
    for cell, column in zip(cells, columns, strict=True):
        comment = Comment("\n".join([_necessity(column), column.takes, str(column.help_text)]).strip(), _("Tongbu"))
        comment.width, comment.height = 260, 90
        cell.comment = comment
    return cells


def _offered(words: tuple[str, ...], apart: list[tuple[str, ...]]) -> str:
    """The words as a rule names them: itself, or as a column of the lists `apart` where they do not fit into it."""
    joined = ",".join(words)
    if len(joined) <= LONGEST_LIST and joined.count(",") == len(words) - 1 and '"' not in joined:
        return f'"{joined}"'
    apart.append(words)
    letter = get_column_letter(len(apart))
    return f"{LISTS}!${letter}$1:${letter}${len(words)}"


def _drop_down(offered: str, letter: str) -> DataValidation:
    """Offers the words; others are only warned of, for a column may take more than it offers."""
    rule = DataValidation(type="list", formula1=offered, allow_blank=True, errorStyle="warning")
    rule.add(f"{letter}2:{letter}{MAX_ROWS}")
    return rule


def _explain(page: Any, register: Register[Any]) -> None:
    lay_out(page, [18, 14, 95, 50])
    page.append(heading_cells(page, (_("Column"), _("Required"), _("What it takes"), _("Notes"))))
    for column in register.columns:
        page.append([_wrapped(page, text) for text in _explanation(column)])
    page.append([])
    for sentence in _rules():
        page.append([sentence])


def _explanation(column: Column) -> tuple[str, ...]:
    return column.heading, _necessity(column), column.takes, str(column.help_text)


def _necessity(column: Column) -> str:
    if not column.required:
        return _("Optional")
    return _("Required, key") if column.is_key else _("Required")


def _rules() -> tuple[str, ...]:
    return (
        _("One record a row; the columns may stand in any order; blank rows are skipped."),
        _("A record whose key is known already is updated, any other is added."),
        _("A column that is left out leaves its field as it is; an empty cell clears it."),
        _("Nothing is imported while anything is wrong; every error is listed with its cell."),
    )


def _wrapped(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, text)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
