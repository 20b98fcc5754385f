"""A sheet or a table as a person sees it, and what may be written where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.district_forms.files.addresses import Address, Box
from apps.district_forms.files.values import Value


class Barred(Enum):
    """Why nothing is written into a cell."""

    FORMULA = auto()
    MERGED = auto()
    OUTSIDE = auto()

    @property
    def sentence(self) -> Promise:
        return _SENTENCES[self]


_SENTENCES = {
    Barred.FORMULA: _("%(cell)s holds a formula, which works out by itself. Choose a cell without one."),
    Barred.MERGED: _("%(cell)s is covered by merged cells. Choose %(first)s, the first of them."),
    Barred.OUTSIDE: _("The table has no cell %(cell)s."),
}


class Writing(NamedTuple):
    """A value for a cell of the sheet or table called `sheet`."""

    sheet: str
    cell: Address
    value: Value


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of a sheet by cell; `merged` cells are one, `formulas` and `arrays` of them work out by themselves.

    `rows` and `columns`: how far it reaches.  `only`: the cells that exist, where a table has no others.
    """

    name: str
    rows: int
    columns: int
    texts: Mapping[Address, str]
    merged: Sequence[Box] = ()
    formulas: frozenset[Address] = frozenset()
    arrays: Sequence[Box] = ()
    only: frozenset[Address] | None = None

    def merging(self, cell: Address) -> Box | None:
        return next((box for box in self.merged if box.holds(cell)), None)

    def barred(self, cell: Address) -> Barred | None:
        """What speaks against writing into a cell; None where nothing does."""
        if cell in self.formulas or any(box.holds(cell) for box in self.arrays):
            return Barred.FORMULA
        box = self.merging(cell)
        if box is not None and cell != (box.top, box.left):
            return Barred.MERGED
        return Barred.OUTSIDE if self.only is not None and cell not in self.only else None

    def refusal(self, cell: Address) -> str:
        """The sentence about a cell into which nothing is written; blank for others."""
        barred = self.barred(cell)
        if barred is None:
            return ""
        box = self.merging(cell)
        first = Address(box.top, box.left) if box else cell
        return str(barred.sentence) % {"cell": cell, "first": first}


class Blank(Protocol):
    """A form as it was handed in, before anything is written into it."""

    def names(self) -> list[str]:
        """The sheets, or the tables, in their order."""

    def grid(self, name: str) -> Grid:
        """One of them.  Raises `LookupError`, `Refused`."""

    def filled(self, writings: Iterable[Writing]) -> bytes:
        """The file with these cells written.  Raises `Refused`."""
