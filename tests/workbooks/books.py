"""Workbooks for tests: proper ones by openpyxl, broken and hostile ones part by part."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from html import escape
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

CONTENT_TYPES = f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>'
TOP = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
    '<sheets><sheet name="组织" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>"
)
PARTS = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{DOCUMENT}/styles" Target="styles.xml"/>'
    "</Relationships>"
)
#: Excel counts days from here.
DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001
#: A number as it is, and one that is shown as a day.
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as Excel keeps it: without a time zone."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


def workbook(*rows: Iterable[Any], sheet: str = "组织", change: Callable[[Any], None] | None = None) -> BytesIO:
    """A workbook as Excel would save it; `change` may do things to the sheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if change is not None:
        change(page)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


Parts = Mapping[str, str | Iterable[str]]


def package(**parts: str | Iterable[str]) -> BytesIO:
    """A workbook part by part: see `write_package`."""
    file = BytesIO()
    write_package(file, parts)
    file.seek(0)
    return file


def write_package(target: IO[bytes], parts: Parts) -> None:
    """Write a workbook of the parts `sheet`, `texts`, `styles`, `book`, `types`, and whatever else by its path.

    A part may be an iterable of pieces, so that a huge one needs no memory.
    """
    named = {
        "types": "[Content_Types].xml",
        "top": "_rels/.rels",
        "book": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "texts": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    usual: Parts = {"types": CONTENT_TYPES, "top": TOP, "book": BOOK, "relations": PARTS}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in {**usual, **parts}.items():
            with archive.open(named.get(name, name), "w", force_zip64=True) as part:
                for piece in [content] if isinstance(content, str) else content:
                    part.write(piece.encode())


def sheet(*rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def table(*rows: Iterable[Any]) -> BytesIO:
    """A workbook of these rows and nothing else, which takes openpyxl ten times as long."""
    written = (
        f'<row r="{at}">{"".join(_cell(f"{get_column_letter(column)}{at}", its) for column, its in enumerate(row, 1))}'
        "</row>"
        for at, row in enumerate(rows, 1)
    )
    return package(sheet=sheet(*written), styles=STYLES)


def _cell(place: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, date):
        at = value if isinstance(value, datetime) else datetime.combine(value, time())
        return f'<c r="{place}" s="1"><v>{(at - DAY_0) / timedelta(days=1)}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
