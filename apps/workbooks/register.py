"""What a register must say of itself so that it can be imported and exported."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.functional import Promise

from apps.accounts.models import User
from apps.workbooks.columns import Column
from apps.workbooks.table import CellError, Row, Table

__all__ = ["CellError", "Changes", "Outcome", "Register", "Row", "Table"]

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do; with errors, questions or closed months without a reason it does nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: tuple[CellError, ...] = ()
    #: Rows that look wrong and may be right; what the numbers above count holds once these rows are confirmed.
    questions: tuple[CellError, ...] = ()
    #: Closed months that would change, for which a reason is asked, and by which rows.
    closed: tuple[str, ...] = ()
    closed_rows: tuple[int, ...] = ()
    skipped: int = 0

    @property
    def is_in_order(self) -> bool:
        """Whether everything was right, or answered."""
        return not (self.errors or self.questions or self.closed)

    @property
    def refusal(self) -> str:
        """Why the file was refused as a whole; empty where it could be read."""
        return self.errors[0].message if self.errors and not self.errors[0].cell else ""


@dataclass(slots=True)
class Changes(Generic[C]):
    """What an import is going to write, as a register's `check` found it."""

    created: list[C] = field(default_factory=list)
    updated: list[C] = field(default_factory=list)
    unchanged: int = 0
    #: Why facts of closed months are changed.
    reason: str = ""


class Register(ABC, Generic[C]):
    """A register that goes into and out of Excel."""

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    sheet: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    #: The action of `organisations.policy` that importing needs, and the one that exporting needs.
    action: ClassVar[str]
    view_action: ClassVar[str]

    @property
    def yearly(self) -> bool:
        """Whether each record belongs to a year, so that one year can be exported."""
        return any(column.key == "year" for column in self.columns)

    @abstractmethod
    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[C]:
        """Compare the rows with the database: note what is wrong through `table.refuse`, return what would change.

        What looks like a second record of something is asked about through `table.ask`.

        `by` is the person in whose scope every row must lie; None (a command) may write everywhere.  With `lock`
        the changes are going to be written: what is compared is locked, so that nobody changes it in between.
        Called even where reading found errors, so that all of them are listed: a row may lack any value,
        its key included; no two rows have the same key.  A fixed number of queries per thousand rows.
        """

    @abstractmethod
    def write(self, changes: Changes[C], by: User | None) -> None:
        """Write the changes and their audit entries, set-based; called in a transaction and only without errors."""

    @abstractmethod
    def rows(self, paths: Iterable[str], year: int | None) -> Iterable[Sequence[Any]]:
        """The records of the subtrees at `paths`, streamed, one value in code per column."""
