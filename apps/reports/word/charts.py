"""Charts on paper: native ones (DrawingML) whose numbers stand in the document, so that they need no other file."""

from decimal import Decimal
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Emu, Length, Mm
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.xml.functions import tostring

from apps.reports.charts import FILLS, chart_xml, plain_bars, with_look
from apps.reports.layout import BarChart, Table
from apps.reports.word.paper import Paper

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_HEIGHT = Mm(55)


def add_chart(paper: Paper, table: Table, chart: BarChart, *, width: Length) -> None:
    """`chart` over the rows of `table`, in a line of its own."""
    drawn = plain_bars(chart.title)
    names = [str(row[chart.categories]) for row in table.rows]
    for (name, column), fill in zip(chart.series, FILLS, strict=False):
        drawn.series.append(with_look(_series(name, names, [row[column] for row in table.rows]), fill))
    package, number = paper.document.part.package, len(paper.document.inline_shapes) + 1
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _TYPE, tostring(chart_xml(drawn)), package)
    relation = paper.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    line = paper.line(pitch=None)
    line.paragraph_format.keep_with_next = True
    line.add_run()._r.append(parse_xml(_inline(relation, number, width, chart.title)))


def _series(name: str, names: list[str], values: list[Any]) -> Series:
    """What is not applicable has no bar."""
    points = [
        NumVal(idx=at, v=format(Decimal(it), "f")) for at, it in enumerate(values) if isinstance(it, int | Decimal)
    ]
    labels = [StrVal(idx=at, v=it) for at, it in enumerate(names)]
    return Series(
        tx=SeriesLabel(v=name),
        cat=AxDataSource(strLit=StrData(ptCount=len(names), pt=labels)),
        val=NumDataSource(numLit=NumData(formatCode="0.0", ptCount=len(values), pt=points)),
    )


def _inline(relation: str, number: int, width: Length, title: str) -> str:
    wide = Emu(int(width * 0.9))
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{_HEIGHT}"/><wp:docPr id="{number}" name="图{number}" descr="{title}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
