"""A district's blank workbook and document, with all that such a file has besides cells."""

import re
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import docx
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

HEAD, SUMS, OTHER = "党建情况统计表", "汇总", "填表说明"
VILLAGES = (("V01", "组织V01"), ("V02", "组织V02"), ("V03", "组织V03"), ("", "外镇某村"))
FIRST, LAST = 6, 9
_EDGE = Side(style="thin", color="000000")


def blank_workbook() -> bytes:
    """Sheet 汇总: merged heads, villages by code and name, formulas with what they came to, a picture, a drop-down, a
    conditional format, names, a set-up for print, a lock and a block for signatures; sheet 填表说明: hidden, with a
    formula over the other and one that refers to nothing filled."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = SUMS
    for cell, text in {
        "A1": HEAD,
        "A2": "填报单位：",
        "F2": "截至：",
        "A3": "编码",
        "B3": "村（社区）",
        "C3": "升级情况",
        "C4": "已升级",
        "D4": "应升级",
        "E4": "升级率",
        "F3": "类型",
        "G3": "折算",
        "A5": "合计",
        "A11": "单位负责人：",
        "D11": "填表人：",
        "F11": "填报日期：",
    }.items():
        sheet[cell] = text
    for row, (code, name) in enumerate(VILLAGES, start=FIRST):
        sheet[f"A{row}"], sheet[f"B{row}"] = code, name
        sheet[f"G{row}"] = f"=C{row}*2"
    sheet["C5"], sheet["D5"] = f"=SUM(C{FIRST}:C{LAST})", f"=SUM(D{FIRST}:D{LAST})"
    sheet["G5"] = "=G6+G7+G8+G9"
    for place in ("A1:G1", "B2:E2", "A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:G4", "B11:C11"):
        sheet.merge_cells(place)
    for row in sheet["A3:G9"]:
        for cell in row:
            cell.border = Border(top=_EDGE, bottom=_EDGE, left=_EDGE, right=_EDGE)
            cell.alignment = Alignment(horizontal="center")
    sheet["A1"].font, sheet["A1"].alignment = Font(name="宋体", size=20, bold=True), Alignment(horizontal="center")
    for row in range(5, LAST + 1):
        sheet[f"E{row}"].number_format = "0.0%"
    sheet["G2"].number_format = "yyyy-mm-dd"
    sheet["B2"].fill = PatternFill("solid", start_color="FFF2CC")
    choices = DataValidation(type="list", formula1='"村,社区"', allow_blank=True)
    choices.add(f"F{FIRST}:F{LAST}")
    sheet.add_data_validation(choices)
    low = CellIsRule(operator="lessThan", formula=["0.3"], fill=PatternFill(bgColor="FFC7CE"))  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"E5:E{LAST}", low)
    book.defined_names["升级数"] = DefinedName("升级数", attr_text=f"{SUMS}!$C${FIRST}:$C${LAST}")
    sheet.print_title_rows, sheet.print_area = "1:4", "A1:G18"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.freeze_panes, sheet.column_dimensions["G"].width = "C5", 14
    sheet.protection.sheet = True
    drawn = BytesIO()
    Picture.new("RGB", (60, 60), (168, 32, 26)).save(drawn, "PNG")
    drawn.seek(0)
    sheet.add_image(Image(drawn), "F13")
    told = book.create_sheet(OTHER)
    told["A1"], told["A2"], told["A3"] = "填表说明", "=SUM(升级数)", "=1+1"
    told.sheet_state = "hidden"
    content = BytesIO()
    book.save(content)
    return as_saved_by_excel(content.getvalue())


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INLINE = re.compile(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>')


def as_saved_by_excel(content: bytes) -> bytes:
    """As Excel saves it and openpyxl does not: with the values that formulas came to, the chain in which they are
    worked out, and texts in a part of their own."""
    texts: list[str] = []

    def shared(found: re.Match[str]) -> str:
        texts.append(found[1])
        return f't="s"><v>{len(texts) - 1}</v>'

    for sheet, value in (("sheet1", "0"), ("sheet2", "2")):
        worked = f"</f><v>{value}</v>"
        content = changed(content, f"xl/worksheets/{sheet}.xml", partial(re.sub, "</f><v></v>", worked))
    content = changed(content, "xl/worksheets/sheet1.xml", partial(_INLINE.sub, shared))
    content = changed(content, "xl/workbook.xml", lambda it: it.replace(' fullCalcOnLoad="1"', ""))
    new = {
        "calcChain": f'<calcChain xmlns="{_MAIN}"><c r="C5" i="1"/><c r="G5"/></calcChain>',
        "sharedStrings": f'<sst xmlns="{_MAIN}">{"".join(f"<si><t>{it}</t></si>" for it in texts)}</sst>',
    }
    types = "".join(f'<Override PartName="/xl/{it}.xml" ContentType="{_TYPES}.{it}+xml"/>' for it in new)
    content = changed(content, "[Content_Types].xml", lambda it: it.replace("</Types>", f"{types}</Types>"))
    related = "".join(f'<Relationship Id="{it}" Type="{_RELATED}/{it}" Target="{it}.xml"/>' for it in new)
    rels = "xl/_rels/workbook.xml.rels"
    content = changed(content, rels, lambda it: it.replace("</Relationships>", f"{related}</Relationships>"))
    made = BytesIO(content)
    with zipfile.ZipFile(made, "a") as package:
        for name, text in new.items():
            package.writestr(f"xl/{name}.xml", text)
    return made.getvalue()


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one part changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data.decode()).encode() if entry.filename == part else data)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {it.filename: package.read(it) for it in package.infolist()}


def blank_document() -> bytes:
    """A heading, a table with merged heads, a blank cell for each figure, and a line for signatures."""
    document = docx.Document()
    document.add_heading("党建工作情况表", 1)
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "基本情况"
    table.cell(1, 0).text, table.cell(1, 1).text = "填报单位", ""
    table.cell(1, 1).merge(table.cell(1, 2))
    table.cell(2, 0).merge(table.cell(3, 0)).text = "升级情况"
    table.cell(2, 1).text, table.cell(3, 1).text = "已升级", "升级率"
    table.cell(2, 2).paragraphs[0].add_run("待填").bold = True
    document.add_paragraph("单位负责人：　　　　填表人：")
    content = BytesIO()
    document.save(content)
    return content.getvalue()
