"""Figures in the shape that static/js/charts.js draws; each chart stands beside the table of the same figures."""

from collections.abc import Sequence
from typing import Any

from apps.core.ratio import Ratio
from apps.gradings.classes import GradingClass, RateOutcome
from apps.gradings.movement import Movement


def movement_chart(movement: Movement) -> dict[str, Any]:
    """From the classes at the start of the year to those at its end, as the streams of a Sankey diagram."""
    starts = [_node("start", row.start, row.total) for row in movement.rows]
    ends = [_node("end", end, total) for end, total in zip(movement.ends, movement.totals, strict=True)]
    links = [
        {
            "source": _name("start", row.start),
            "target": _name("end", end),
            "value": cell.count,
            "label": f"{row.start.label} → {end.label} {cell.count}",
        }
        for row in movement.rows
        for end, cell in zip(movement.ends, row.cells, strict=True)
        if cell.count
    ]
    return {"nodes": [node for node in (*starts, *ends) if node["count"]], "links": links}


def curve_chart(
    now: Sequence[Ratio | None], before: Sequence[Ratio | None], year: int, target: str | None
) -> dict[str, Any]:
    """A rate month by month in percent as it is shown."""
    return line_chart(_percents(now), _percents(before), year, target, "%")


def line_chart(
    now: Sequence[str | None], before: Sequence[str | None], year: int, target: str | None, unit: str
) -> dict[str, Any]:
    """Twelve figures as they are shown, this year's before those of the year before; a blank is a gap."""
    series = [{"name": str(year), "values": now}, {"name": str(year - 1), "values": before}]
    return {"labels": [str(month) for month in range(1, 13)], "series": series, "target": target, "unit": unit}


def _percents(ratios: Sequence[Ratio | None]) -> list[str | None]:
    return [None if ratio is None else ratio.percent for ratio in ratios]


def _node(side: str, class_: GradingClass | RateOutcome, count: int) -> dict[str, Any]:
    return {"name": _name(side, class_), "tone": class_.value, "label": f"{class_.label} {count}", "count": count}


def _name(side: str, class_: GradingClass | RateOutcome) -> str:
    """Both sides have the same classes; a stream needs two."""
    return f"{side} {class_.value}"
