"""The first visible sheet of a workbook as rows of values, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from math import isfinite
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from apps.core.ooxml import Refused
from apps.workbooks import limits
from apps.workbooks.columns import Disguised, Duration, ErrorCell, Percent
from apps.workbooks.limits import LAST_COLUMN, MAX_ROWS, Budget, too_many_rows, too_much
from apps.workbooks.opening import broken_is_refused, open_package
from apps.workbooks.xlsx_parts import DATE, DISGUISED, DURATION, GENERAL, PERCENT, Formats, PartReader, Texts, clean

_column_index = cache(column_index_from_string)


@dataclass(frozen=True, slots=True)
class Values:
    """What cells refer to: shared texts by number, the meaning of each cell format, the first day of dates."""

    texts: list[str]
    formats: list[int]
    epoch: datetime


class Cells(PartReader):
    """The cells of a sheet that are not blank: `rows` of (row number, {column number: value}), both from 1.

    `merged` are the ranges of merged cells, which stand behind all rows.
    """

    def __init__(self, stream: IO[bytes], values: Values, budget: Budget) -> None:
        super().__init__(stream, budget)
        self.merged: list[str] = []
        self.rows: list[tuple[int, dict[int, Any]]] = []
        self._values = values
        self._row = self._column = 0
        self._cells: dict[int, Any] = {}
        self._type = self._format = self._formula = self._value = ""
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.tags += 1
        self.pieces.clear()
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "mergeCell":
            self.merged.append(attributes["ref"])
            if len(self.merged) > limits.MAX_MERGED:
                raise too_much()
        elif tag == "rPh":
            self._phonetic = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = _column_index(reference.rstrip("0123456789")) if reference else self._column + 1
        if self._column > LAST_COLUMN:
            raise ValueError("a row without end")
        self._type = attributes.get("t", "n")
        self._format = attributes.get("s", "")
        self._formula = self._value = ""
        if self.length:  # of a cell that had runs but was none of text
            self.text()

    def _start_row(self, attributes: dict[str, str]) -> None:
        above, self._row = self._row, int(attributes.get("r", self._row + 1))
        self._column = 0
        self._cells = {}
        if self._row > MAX_ROWS:
            raise too_many_rows()
        if self._row <= above:
            raise ValueError("rows in no order")

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "v":
            self._value = "".join(self.pieces)
        elif tag == "c":
            value = self._read()
            if value is not None and value != "":
                self._cells[self._column] = value
        elif tag == "row":
            if self._cells:
                self.rows.append((self._row, self._cells))
        else:
            self._end_of_text(tag)

    def _end_of_text(self, tag: str) -> None:
        if tag == "t" and not self._phonetic:
            self.run()
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "f":
            self._formula = "=" + "".join(self.pieces)

    def _read(self) -> Any:
        kind, text = self._type, self._value
        if kind == "s":
            return self._values.texts[int(text)] if text else None
        if kind == "n":
            if text:
                return self._number(text)
            return ErrorCell(self._formula) if self._formula else None
        if kind == "inlineStr":
            return clean(self.text())
        if kind == "str":
            self.pieces[:] = [text]
            self.run()
            return clean(self.text())
        if kind == "b":
            return text == "1"
        return ErrorCell(text) if kind == "e" else _moment(text)

    def _number(self, text: str) -> Any:
        meaning = self._values.formats[int(self._format)] if self._format else GENERAL
        number = int(text) if text.isdigit() else float(text)
        if not isfinite(number):
            raise ValueError(text)
        if meaning == GENERAL:
            return number
        return _day(number, self._values.epoch) if meaning == DATE else _SHOWN[meaning](number)


#: Numbers that a person reads otherwise than they are stored.
_SHOWN = {PERCENT: Percent, DURATION: Duration, DISGUISED: Disguised}


class Sheet:
    """The first visible sheet of an uploaded file.  Raises `Refused`, be it only while the rows are read.

    `merged` is known when all rows have been read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._package = open_package(file)
        self._budget = Budget()
        self.merged: list[str] = []
        with broken_is_refused():
            workbook = next((it.target for it in self._package.relations() if it.type == "officeDocument"), "")
            self._relations = self._package.relations(workbook)
            described = self._package.tree(workbook)
        self.name, self._part = self._first(described)
        counts_from_1904 = any(element.get("date1904") in ("1", "true") for element in described)
        self._epoch = MAC_EPOCH if counts_from_1904 else WINDOWS_EPOCH

    def rows(self) -> Iterator[tuple[int, dict[int, Any]]]:
        """The rows that are not blank, top to bottom, as (row number, {column number: value}), both from 1."""
        with broken_is_refused():
            values = Values(self._read(Texts), self._read(Formats), self._epoch)
            with self._package.open(self._part) as stream:
                cells = Cells(stream, values, self._budget)
                for _chunk in cells.chunks():
                    yield from cells.rows
                    cells.rows.clear()
                self.merged = cells.merged

    def _first(self, described: Any) -> tuple[str, str]:
        """The name and the part of the first sheet that people see and that has cells (others hold a chart only)."""
        parts = {it.id: it.target for it in self._relations if it.type == "worksheet"}
        for element in described.iter():
            if _local(element.tag) != "sheet" or element.get("state", "visible") != "visible":
                continue
            link = next((value for name, value in element.items() if _local(name) == "id"), None)
            if link in parts and self._package.has(parts[link]):
                return clean(element.get("name", "")), parts[link]
        raise Refused(_("The workbook has no sheet that is visible."))

    def _read(self, reader: type[Texts] | type[Formats]) -> Any:
        """The texts or formats of the workbook; none where it has no such part."""
        part = next((it.target for it in self._relations if it.type == reader.relation), "")
        if not self._package.has(part):
            return []
        with self._package.open(part) as stream:
            reading = reader(stream, self._budget)
            for _chunk in reading.chunks():
                pass
            return reading.found


@lru_cache(maxsize=20_000)
def _day(number: float, epoch: datetime) -> Any:
    """The day (or time) that Excel's number means; the number itself where Excel could show no date."""
    if number < 0:
        return number
    try:
        return from_excel(number, epoch)
    except (OverflowError, ValueError):
        return number


def _moment(text: str) -> Any:
    """A date, a time or a length of time that is written out."""
    moment = from_ISO8601(text)  # type: ignore[no-untyped-call]
    return Duration(moment / timedelta(days=1)) if isinstance(moment, timedelta) else moment


def _local(name: str) -> str:
    return name.rpartition("}")[2]
