"""An indicator of the snapshot in words, and its figure where a text refers to it.  Pure: no ORM.

What people write keeps its references in the snapshot; what is drawn of it has the figures of that very snapshot.
"""

from collections.abc import Mapping
from typing import Any

from apps.core.amount import plain
from apps.core.ratio import Ratio
from apps.reports.labels import COMPARATORS
from apps.reports.references import resolved

Indicator = Mapping[str, Any]


def indicators_in(sections: Mapping[str, Any]) -> list[Indicator]:
    """The indicators of a year, by field."""
    data = sections.get("indicators", {"fields": (), "indicators": ()})
    return [dict(zip(data["fields"], row, strict=True)) for row in data["indicators"]]


def figures_in(sections: Mapping[str, Any]) -> dict[str, str]:
    """By code what stands in the place of a reference: ``80.0%（24/30）``."""
    return {it["code"]: "尚无数据" if it["numerator"] is None else value_of(it) for it in indicators_in(sections)}


def with_figures(text: str, figures: Mapping[str, str]) -> str:
    """The text with its figures; a code that the report does not know stays as it is."""
    return resolved(text, lambda code: figures.get(code, f"【{code}】"))


def as_drawn(sections: Mapping[str, Any]) -> Mapping[str, Any]:
    """The sections of a snapshot with the figures in what owners wrote about indicators."""
    data = sections.get("comments")
    if not data or not data["indicators"]:
        return sections
    figures = figures_in(sections)
    rows = [[*told, with_figures(text, figures)] for *told, text in data["indicators"]]
    return {**sections, "comments": {**data, "indicators": rows}}


def figure_of(it: Indicator) -> str:
    """``两新组织党组织覆盖率80.0%（24/30），目标不低于80%``; empty without facts."""
    if it["numerator"] is None:
        return ""
    target = f"，目标{COMPARATORS[it['comparator']]}{_target(it)}" if it["target"] and it["comparator"] else ""
    return f"{it['name']}{value_of(it)}{target}"


def value_of(it: Indicator) -> str:
    """``80.0%（24/30）`` or ``45名``; its numerator is known."""
    numerator = _number(it["numerator"], it)
    if not it["is_rate"]:
        return f"{numerator}{it['unit']}"
    denominator = it["denominator"] or 0
    percent = Ratio(it["numerator"], denominator).percent
    fraction = f"{numerator}/{_number(denominator, it)}"
    return f"{percent}%（{fraction}）" if percent else f"不适用（{fraction}）"


def _target(it: Indicator) -> str:
    return f"{it['target']}%" if it["is_rate"] else f"{it['target']}{it['unit']}"


def _number(value: int, it: Indicator) -> str:
    return plain(value) if it["hundredths"] else str(value)
