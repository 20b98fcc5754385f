"""Native charts, plain enough to print in black and white."""

from typing import Any

from openpyxl.chart import BarChart as ExcelBarChart
from openpyxl.chart import Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from apps.reports.layout import BarChart

#: The party red for what was achieved, grey for what was aimed at.
FILLS = ("A8201A", "BFBFBF")


def bar_chart(sheet: Any, chart: BarChart, *, first_row: int, rows: int) -> ExcelBarChart:
    """`chart` over the `rows` rows of the table that begins at `first_row` (counted from 1) of `sheet`."""
    drawn = plain_bars(chart.title)
    for (name, column), fill in zip(chart.series, FILLS, strict=False):
        drawn.series.append(_series(sheet, name, column + 1, first_row, rows, fill))
    drawn.set_categories(_cells(sheet, chart.categories + 1, first_row, rows))
    return drawn


def plain_bars(title: str) -> ExcelBarChart:
    """A chart of percentages without its series."""
    drawn = ExcelBarChart()
    drawn.type = "col"
    drawn.title = title
    drawn.gapWidth = 80
    drawn.legend.position = "b"
    _scale(drawn)
    return drawn


def chart_xml(drawn: ExcelBarChart) -> Any:
    """The chart as its part of a package; openpyxl names no public way to it."""
    return drawn._write()  # type: ignore[attr-defined]


def with_look(series: Series, fill: str) -> Series:
    """Filled, with its values above the bars."""
    series.graphicalProperties.solidFill = fill
    series.graphicalProperties.line.solidFill = fill
    series.dLbls = DataLabelList(showVal=True, numFmt='0.0"%"')
    series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = series.dLbls.showPercent = False
    return series


def frame(*, row: int, columns: int, rows: int) -> TwoCellAnchor:
    """The place of a chart from `row` (counted from 1) on, one column in from either side of the table.

    It hangs on cells, not on centimetres: programs disagree about how wide a column is.
    """
    place = TwoCellAnchor()
    place._from = AnchorMarker(col=1, row=row - 1)
    place.to = AnchorMarker(col=columns - 1, row=row - 1 + rows)
    return place


def _scale(drawn: ExcelBarChart) -> None:
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, 100
    drawn.y_axis.majorUnit = 20
    drawn.y_axis.number_format = "0"
    light = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9", w=6350))
    drawn.y_axis.majorGridlines = ChartLines(spPr=light)
    drawn.x_axis.delete = drawn.y_axis.delete = False


def _series(sheet: Any, name: str, column: int, first_row: int, rows: int, fill: str) -> Series:
    return with_look(SeriesFactory(_cells(sheet, column, first_row, rows), title=name), fill)


def _cells(sheet: Any, column: int, first_row: int, rows: int) -> Reference:
    return Reference(sheet, min_col=column, min_row=first_row, max_row=first_row + rows - 1)
