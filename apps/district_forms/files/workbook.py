"""A workbook as a form: its sheets as grids, and the file with cells of them filled."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from apps.core.ooxml import MEGABYTE, Refused
from apps.district_forms.files.addresses import Address
from apps.district_forms.files.dependents import dependents
from apps.district_forms.files.grids import Grid, Writing
from apps.district_forms.files.packing import repacked
from apps.district_forms.files.sheet_scan import Cell, ScannedSheet
from apps.district_forms.files.sheet_writing import Format, edits_of, without_value
from apps.district_forms.files.splicing import Edit, Tag, end_of, spliced, tag_at, walk
from apps.district_forms.files.values import Value
from apps.workbooks.limits import Budget
from apps.workbooks.opening import broken_is_refused, open_package
from apps.workbooks.xlsx_parts import GENERAL, Formats, PartReader, Texts

P = TypeVar("P", bound=PartReader)

#: All sheets together: each is read as a whole.
_LARGEST = 24 * MEGABYTE
_CALCULATE = re.compile(rb"\s+fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: Before what the calculation's settings stand in a workbook: behind the last of these that is there.
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


class WorkbookBlank:
    """An Excel workbook.  Raises `Refused` for what is none, be it only while it is read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._budget = Budget()
        with broken_is_refused():
            self._package = open_package(BytesIO(content))
            main = next((it.target for it in self._package.relations() if it.type == "officeDocument"), "")
            self._main = main
            self._relations = self._package.relations(main)
            described = self._package.tree(main)
            self._parts = dict(self._sheets(described))
        if not self._parts:
            raise Refused(_("The workbook has no sheet with cells."))
        if sum(self._package.size(part) for part in self._parts.values()) > _LARGEST:
            raise Refused(_("The sheets are too large to be filled: together they have more than 24 MB."))
        names = (it for it in described.iter() if _local(it.tag) == "definedName")
        self._names = {it.get("name", "").lower(): it.text or "" for it in names}
        self._scanned: dict[str, ScannedSheet] = {}

    def names(self) -> list[str]:
        return list(self._parts)

    def grid(self, name: str) -> Grid:
        sheet = self._sheet(name)
        with broken_is_refused():
            texts = {at: text for at, cell in sheet.cells.items() if (text := self._text(cell))}
            shown = [*texts, *(Address(it.bottom, it.right) for it in sheet.merged), *self._with_style(sheet)]
            return Grid(
                name,
                max((it.row for it in shown), default=1),
                max((it.column for it in shown), default=1),
                texts,
                sheet.merged,
                frozenset(at for at, cell in sheet.cells.items() if cell.formula),
                sheet.arrays,
            )

    def filled(self, writings: Iterable[Writing]) -> bytes:
        by_sheet: defaultdict[str, dict[Address, Value]] = defaultdict(dict)
        for it in writings:
            by_sheet[it.sheet][it.cell] = it.value
        if not by_sheet:
            return self._content
        with broken_is_refused():
            sheets = {name: self._sheet(name) for name in self._parts}
            filled = [(name, at) for name, values in by_sheet.items() for at in values]
            forgotten = dependents(sheets, self._names, filled)
            parts: dict[str, bytes] = {}
            for name, sheet in sheets.items():
                edits = edits_of(sheet, by_sheet[name], self._format)
                edits += [edit for on, at in forgotten if on == name for edit in without_value(sheet.cells[at])]
                if edits:
                    parts[self._parts[name].lower()] = spliced(sheet.data, edits)
            if any(cell.formula for sheet in sheets.values() for cell in sheet.cells.values()):
                parts[self._main.lower()] = _calculated_anew(self._read(self._main))
            return repacked(self._content, parts)

    def _sheets(self, described: Any) -> Iterator[tuple[str, str]]:
        """The sheets with cells in their order, hidden ones too: name and part."""
        parts = {it.id: it.target for it in self._relations if it.type == "worksheet"}
        for element in described.iter():
            if _local(element.tag) == "sheet":
                link = next((value for key, value in element.items() if _local(key) == "id"), "")
                if link in parts and self._package.has(parts[link]):
                    yield element.get("name", ""), parts[link]

    def _sheet(self, name: str) -> ScannedSheet:
        if name not in self._scanned:
            part = self._parts[name]
            with broken_is_refused():
                self._scanned[name] = ScannedSheet(self._read(part))
        return self._scanned[name]

    def _read(self, part: str) -> bytes:
        with self._package.open(part) as stream:
            return stream.read()

    @cached_property
    def _texts(self) -> list[str]:
        return _read_through(Texts(self._stream("sharedStrings"), self._budget)).found

    @cached_property
    def _formats(self) -> Formats:
        return _read_through(Formats(self._stream("styles"), self._budget))

    def _stream(self, relation: str) -> Any:
        part = next((it.target for it in self._relations if it.type == relation), "")
        return self._package.open(part) if self._package.has(part) else BytesIO(b"<none/>")

    def _format(self, style: int) -> Format:
        formats = self._formats
        if style >= len(formats.found):
            return GENERAL, "General"
        return formats.found[style], formats.code_of(formats.numbers[style])

    def _text(self, cell: Cell) -> str:
        """What stands in a cell, roughly as people read it."""
        if cell.kind == "s":
            return self._texts[int(cell.text)] if cell.text else ""
        if cell.formula and not cell.text:
            return f"={cell.formula.text}"
        return cell.text.strip()

    def _with_style(self, sheet: ScannedSheet) -> Iterator[Address]:
        """Blank cells that have a look, as those of a table have; those far from all that is filled are none."""
        texts = [at for at, cell in sheet.cells.items() if cell.text or cell.formula]
        rows, columns = max((it.row for it in texts), default=0), max((it.column for it in texts), default=0)
        return (at for at, it in sheet.cells.items() if it.style and at.row <= rows + 60 and at.column <= columns + 15)


def _calculated_anew(data: bytes) -> bytes:
    """The workbook's main part, telling Excel to work out its formulas when it is opened."""
    settings: list[Tag] = []
    behind: list[int] = []
    opened: dict[str, Tag] = {}

    def start(tag: str, _attributes: dict[str, str], at: int) -> None:
        if tag == "calcPr":
            settings.append(tag_at(data, at))
        elif tag in _BEFORE_CALCULATION:
            opened[tag] = tag_at(data, at)

    def end(tag: str, at: int) -> None:
        if tag in opened:
            behind.append(end_of(data, opened[tag], at))

    walk(data, start, end, lambda _text: None)
    if settings:
        tag = settings[0]
        attributes = _CALCULATE.sub(b"", tag.attributes) + b' fullCalcOnLoad="1"'
        return spliced(data, [Edit(tag.start, tag.end, b"<%b%b%b>" % (tag.name, attributes, b"/" * tag.is_empty))])
    prefix = next(iter(opened.values())).prefix
    return spliced(data, [Edit(max(behind), max(behind), b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix)])


def _read_through(reader: P) -> P:
    for _chunk in reader.chunks():
        pass
    return reader


def _local(name: str) -> str:
    return name.rpartition("}")[2]
