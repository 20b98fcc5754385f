"""A workbook as read: its rows, where each column stands, and everything found wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from apps.core.ooxml import Refused
from apps.core.text import half_width
from apps.workbooks.columns import BadValue, Column, NameColumn, as_text

#: A file with more errors is the wrong file; listing them would only fill the memory.
MAX_ERRORS = 100_000


@dataclass(frozen=True, slots=True)
class CellError:
    """Something wrong in one cell (or a range, ``H2:H7``), said in the reader's language."""

    sheet: str
    cell: str
    column: str
    value: str
    message: str


@dataclass(slots=True)
class Row:
    """One record as read: `values` by column key.

    A key is missing where the workbook has no such column (leave the field alone) or where its cell could
    not be read (`bad`); None stands for a blank cell in a column that is there (clear the field).
    `names` are the names that stand beside codes, by the key of the code.
    `raw` holds what stands in the cells, in the order of `Table.letters`.
    """

    number: int
    values: dict[str, Any]
    bad: frozenset[str] = frozenset()
    raw: Sequence[Any] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        return self.values.get(key)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person says to the questions of an import.

    `again` are the rows (by their numbers) that are written although something is asked about them, None for all;
    `skipped` are left out.  `reason` is why facts of closed months are changed.
    """

    again: frozenset[int] | None = frozenset()
    skipped: frozenset[int] = frozenset()
    reason: str = ""


@dataclass(slots=True)
class Table:
    """A workbook's rows, where each column stands, and everything found wrong or asked about so far."""

    sheet: str
    columns: Sequence[Column]
    letters: dict[str, str]
    rows: list[Row]
    errors: list[CellError] = field(default_factory=list)
    #: What may be right and is rarely so: unanswered, it keeps the whole file out like an error.
    questions: list[CellError] = field(default_factory=list)
    #: The closed months that the file changes where the person may do that with a reason, and the rows that do.
    closed: dict[str, set[int]] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)

    def has(self, key: str) -> bool:
        """Whether the workbook has the column."""
        return key in self.letters

    def refuse(self, row: Row, key: str, message: str) -> None:
        """Note an error at the cell of `row` in column `key` (the first column where the workbook lacks it)."""
        self.note(self._at(row, key, message))

    def ask(self, row: Row, key: str, message: str) -> None:
        """Ask whether `row` is to be written nevertheless, unless that was answered."""
        again = self.answers.again
        if again is not None and row.number not in again and len(self.questions) < MAX_ERRORS:
            self.questions.append(self._at(row, key, message))

    def _at(self, row: Row, key: str, message: str) -> CellError:
        letter = self.letters.get(key) or next(iter(self.letters.values()))
        column = next(column for column in self.columns if column.key == key)
        raw = dict(zip(self.letters, row.raw, strict=False)).get(key)
        return CellError(self.sheet, f"{letter}{row.number}", column.heading, shown(raw), message)

    def check_name(self, row: Row, key: str, *names: str) -> None:
        """Note an error where the name beside the code in column `key` is none of `names`, which belong to the code.

        Called by a register for each code that it has found and that the person may know of.
        """
        said = row.names.get(key)
        if said is None or half_width(said) in map(half_width, names):
            return
        column = next(column for column in self.columns if isinstance(column, NameColumn) and column.of == key)
        self.refuse(
            row, column.key, _("This name does not belong to the code, which is: %(name)s") % {"name": names[0]}
        )

    def note(self, error: CellError) -> None:
        """Note an error anywhere.  Raises `Refused` where there are too many to be of use."""
        if len(self.errors) >= MAX_ERRORS:
            raise Refused(_("The sheet has more than 100,000 errors. Is it the right workbook?"))
        self.errors.append(error)


def shown(value: Any) -> str:
    """A cell's value as the person sees it; empty for a blank cell."""
    if value is None:
        return ""
    try:
        return as_text(value)
    except BadValue:
        return str(value)
