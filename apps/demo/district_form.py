"""A form of the district as the demonstration township fills it: drawn here, blank, with a row for each village."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from apps.district_forms.models import Part, Spread
from apps.district_forms.services import district_form_add, form_lines_add
from apps.district_forms.taking_in import BlankUpload
from apps.organisations.models import Organisation

NAME = "区委组织部基层党建情况统计表"
_SHEET = "统计表"
_FIRST = 6
#: Indicators by column, each with its head.
_COLUMNS = (("C", "OPT-03", "一般党组织升级"), ("F", "PIO-01", "党组织公开承诺"), ("I", "QUA-05", "“三会一课”落实"))
_PARTS = ((Part.DENOMINATOR, "应有数"), (Part.NUMERATOR, "实有数"), (Part.VALUE, "比例"))
_NOW = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def write_district_form(made: Mapping[str, Organisation]) -> None:
    """The blank, and what stands in which of its cells."""
    villages = [it for code, it in sorted(made.items()) if code.startswith("V") and "-" not in code]
    last = _FIRST + len(villages) - 1
    file = BlankUpload(_blank(villages, last), "xlsx", f"{NAME}.xlsx")
    form = district_form_add(organisation=made["T01"], name=NAME, file=file, by=None)
    form_lines_add(form=form, lines=[{"sheet": _SHEET, **values} for values in _lines(last)], by=None)


def _lines(last: int) -> Iterator[dict[str, Any]]:
    yield {"cell": "B2", "figure": "name:organisation"}
    yield {"cell": "J2", "figure": "name:day"}
    for first, code, _head in _COLUMNS:
        for step, (part, _word) in enumerate(_PARTS):
            column = chr(ord(first) + step)
            what = {"figure": f"indicator:{code}", "part": part}
            yield {**what, "cell": f"{column}5"}
            rows = {"spread": Spread.ORGANISATIONS, "key_column": "A", "last_row": last, "otherwise": "—"}
            yield {**what, **rows, "cell": f"{column}{_FIRST}"}


def _blank(villages: Iterable[Organisation], last: int) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _SHEET
    for cell, text in {
        "A1": "基层党建情况统计表",
        "A2": "填报单位：",
        "I2": "截至：",
        "A3": "编码",
        "B3": "村（社区）党组织",
        "A5": "全镇",
        f"A{last + 2}": "单位负责人（签字）：",
        f"F{last + 2}": "填表人：",
    }.items():
        sheet[cell] = text
    for row, village in enumerate(villages, start=_FIRST):
        sheet[f"A{row}"], sheet[f"B{row}"] = village.code, village.name
    merged = ["A1:K1", "B2:E2", "J2:K2", "A3:A4", "B3:B4", "A5:B5"]
    for first, _code, head in _COLUMNS:
        sheet[f"{first}3"] = head
        merged.append(f"{first}3:{chr(ord(first) + 2)}3")
        for step, (part, word) in enumerate(_PARTS):
            column = chr(ord(first) + step)
            sheet[f"{column}4"] = word
            if part == Part.VALUE:
                for row in range(5, last + 1):
                    sheet[f"{column}{row}"].number_format = "0.0%"
    for place in merged:
        sheet.merge_cells(place)
    _dress(sheet, last)
    content = BytesIO()
    book.save(content)
    return _same_every_time(content.getvalue())


def _dress(sheet: Any, last: int) -> None:
    edge = Side(style="thin")
    for row in sheet[f"A3:K{last}"]:
        for cell in row:
            cell.border, cell.alignment = Border(edge, edge, edge, edge), Alignment("center", "center", wrap_text=True)
    sheet["A1"].font, sheet["A1"].alignment = Font("宋体", 18, bold=True), Alignment("center")
    sheet["J2"].number_format = "yyyy-mm-dd"
    for number, width in enumerate((10, 30, *[10] * 9), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes, sheet.print_title_rows = "C5", "1:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _same_every_time(content: bytes) -> bytes:
    """Without the time at which it was drawn: the same demonstration is the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = _NOW.sub(b"2026-01-01T00:00:00Z", old.read(name)) if name == "docProps/core.xml" else old.read(name)
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
