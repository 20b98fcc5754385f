"""What a section of the report is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from apps.reports.layout import Head, Table
from apps.reports.scope import ReportScope

#: JSON: text, whole numbers, true and false, null, lists and objects of them.  Codes, no translations; no floats.
Data = dict[str, Any]


class Unit(NamedTuple):
    """A part of a district's report: a township, or the district without its townships."""

    code: str
    name: str


Sections = Mapping[str, Data]
#: A district's data so far (None before the first part), and a part's with all its sections → the data with that part.
Add = Callable[[Data | None, Unit, Sections], Data]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: the facts that it puts into the snapshot, and the sheets that it draws from them.

    `collect` reads in a fixed number of queries; `tables` sees nothing but the snapshot.  `add` sums a district's up
    from its parts; without it the section stays in the parts.
    """

    name: str
    collect: Callable[[ReportScope], Data]
    tables: Callable[[Head, Data], Sequence[Table]]
    add: Add | None = None


def summed(*rows: Iterable[int]) -> list[int]:
    """Rows of numbers added up column by column; a shorter one has nothing further on."""
    return [sum(column) for column in zip_longest(*rows, fillvalue=0)]


def tallied(*counts: Mapping[str, int]) -> dict[str, int]:
    """Numbers by name added up."""
    found: dict[str, int] = {}
    for its in counts:
        for name, number in its.items():
            found[name] = found.get(name, 0) + number
    return found
