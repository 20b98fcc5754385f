"""What a section of the report is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.reports.layout import Head, Table
from apps.reports.scope import ReportScope

#: JSON: text, whole numbers, true and false, null, lists and objects of them.  Codes, no translations; no floats.
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: the facts that it puts into the snapshot, and the sheets that it draws from them.

    `collect` reads in a fixed number of queries; `tables` sees nothing but the snapshot.
    """

    name: str
    collect: Callable[[ReportScope], Data]
    tables: Callable[[Head, Data], Sequence[Table]]
