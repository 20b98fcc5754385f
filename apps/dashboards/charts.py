"""Figures in the shape that static/js/charts.js draws; each chart stands beside the table of the same figures."""

from typing import Any

from apps.gradings.movement import Movement


def movement_chart(movement: Movement) -> dict[str, Any]:
    """From the classes at the start of the year to those at its end, as the streams of a Sankey diagram."""
    starts = [_node("start", str(row.start.label), row.total) for row in movement.rows]
    ends = [_node("end", str(end.label), total) for end, total in zip(movement.ends, movement.totals, strict=True)]
    links = [
        {"source": _name("start", str(row.start.label)), "target": _name("end", str(end.label)), "value": cell.count}
        for row in movement.rows
        for end, cell in zip(movement.ends, row.cells, strict=True)
        if cell.count
    ]
    return {"nodes": [node for node in (*starts, *ends) if node["count"]], "links": links}


def _node(side: str, label: str, count: int) -> dict[str, Any]:
    return {"name": _name(side, label), "label": f"{label} {count}", "count": count}


def _name(side: str, label: str) -> str:
    """Both sides have a class of the same name; a stream needs two."""
    return f"{side} {label}"
