"""What a register must say of itself so that it can be imported and exported."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.functional import Promise

from apps.accounts.models import User
from apps.workbooks.columns import Column

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class CellError:
    """Something wrong in one cell, said in the reader's language."""

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
    """

    number: int
    values: dict[str, Any]
    bad: frozenset[str] = frozenset()

    def get(self, key: str) -> Any:
        return self.values.get(key)


@dataclass(slots=True)
class Table:
    """A workbook's rows, where each column stands, and everything found wrong so far."""

    sheet: str
    columns: Sequence[Column]
    letters: dict[str, str]
    rows: list[Row]
    errors: list[CellError] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether the workbook has the column."""
        return key in self.letters

    def refuse(self, row: Row, key: str, message: str) -> None:
        """Note an error at the cell of `row` in column `key` (the first column where the workbook lacks it)."""
        letter = self.letters.get(key) or next(iter(self.letters.values()))
        column = next(column for column in self.columns if column.key == key)
        value = row.values.get(key)
        shown = "" if value is None else str(column.write(value))
        self.errors.append(CellError(self.sheet, f"{letter}{row.number}", column.heading, shown, message))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: tuple[CellError, ...] = ()


@dataclass(slots=True)
class Changes(Generic[C]):
    """What an import is going to write, as a register's `check` found it."""

    created: list[C] = field(default_factory=list)
    updated: list[C] = field(default_factory=list)
    unchanged: int = 0


class Register(ABC, Generic[C]):
    """A register that goes into and out of Excel."""

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    sheet: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    #: The action of `organisations.policy` that importing needs, and the one that exporting needs.
    action: ClassVar[str]
    view_action: ClassVar[str]

    @abstractmethod
    def check(self, table: Table, by: User | None) -> Changes[C]:
        """Compare the rows with the database: note what is wrong through `table.refuse`, return what would change.

        `by` is the person in whose scope every row must lie; None (a command) may write everywhere.
        A fixed number of queries per thousand rows.
        """

    @abstractmethod
    def write(self, changes: Changes[C], by: User | None) -> None:
        """Write the changes and their audit entries, set-based; called in a transaction and only without errors."""

    @abstractmethod
    def rows(self, paths: Iterable[str], year: int | None) -> Iterable[Sequence[Any]]:
        """The records of the subtrees at `paths`, streamed, one value in code per column."""
