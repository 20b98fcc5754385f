"""What a month's bulletin says in words, from the snapshot alone.  Pure: no ORM.

Organisations are named, persons never: what is told of anybody here is told of a branch or a unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from apps.reports.layout import Cell, Form, Head, Table, text_of
from apps.reports.narrative import NUMERALS, Block, Heading, Inserted, Paragraph, Written, revised
from apps.reports.sections.month_filings import LATE, MISSING, ON_TIME, filings_in, told
from apps.reports.sections.month_indicators import COLUMNS, row_of, tables

Told = Mapping[str, Any]
#: The text shows so many indicators; all of them stand in the workbook.
SHOWN = 8
#: So many units are praised at most; where more are equal, none of these.
PRAISED = 5
_BEHIND, _BEFORE_THE_REST = ("behind", "at_risk"), {"behind": 0, "at_risk": 1, "no_data": 3}


def bulletin(head: Head, sections: Mapping[str, Any]) -> list[Block]:
    """The body of the bulletin."""
    indicators = indicators_in(sections)
    texts = {name: text for name, text in sections["texts"].items() if isinstance(text, str)}
    written = Written(texts, {it["code"]: _figure(it) for it in indicators})
    filings = sections["month_filings"]
    parts: list[tuple[str, list[Block]]] = [
        ("总体情况", list(_overview(head, filings))),
        ("主要指标进展", list(_indicators(head, sections, indicators))),
        ("做得好的单位", [*_praised(sections), *written.written("highlights")]),
        ("存在问题", [*_problems(filings, indicators), *written.written("problems")]),
        ("下步要求", written.part("next_steps")),
    ]
    found: list[Block] = list(revised(head))
    for numeral, (title, blocks) in zip(NUMERALS, (it for it in parts if it[1]), strict=False):
        found += [Heading(f"{numeral}、{title}"), *blocks]
    return found


def indicators_in(sections: Mapping[str, Any]) -> list[Told]:
    data = sections["month_indicators"]
    return [dict(zip(data["fields"], row, strict=True)) for row in data["indicators"]]


def _overview(head: Head, filings: Told) -> Iterator[Block]:
    if not filings["due"]:
        yield Paragraph(f"{head.year}年{head.month}月没有应报的月报。")
        return
    yield Paragraph(
        f"{head.year}年{head.month}月月报{told(filings)}；审核通过{filings['approved']}个。各单位报送情况见附件。"
    )


def _indicators(head: Head, sections: Mapping[str, Any], indicators: Sequence[Told]) -> Iterator[Block]:
    if not indicators:
        yield Paragraph("本年度没有制定党建工作计划。")
        return
    counted = {state: sum(it["state"] == state for it in indicators) for state in ("done", "ahead", "on_course")}
    behind = sum(it["state"] in _BEHIND for it in indicators)
    kept = f"已完成{counted['done']}项，超序时{counted['ahead']}项，达序时{counted['on_course']}项，滞后{behind}项"
    shown = main_indicators(indicators)
    rest = f"下表列{len(shown)}项，其余见工作簿。" if len(shown) < len(indicators) else ""
    yield Paragraph(f"年度计划指标{len(indicators)}项，{kept}。{rest}")
    whole = tables(head, sections["month_indicators"])[0]
    columns = [at for at, column in enumerate(COLUMNS) if column.heading not in ("基　数", "序时要求")]
    rows = [[row_of(number, dict(it))[at] for at in columns] for number, it in enumerate(shown, 1)]
    yield Inserted(
        replace(
            whole,
            columns=[replace(COLUMNS[at], heading="".join(COLUMNS[at].heading.split())) for at in columns],
            rows=rows,
            notes=(),
        )
    )


def main_indicators(indicators: Sequence[Told]) -> list[Told]:
    """Those that are behind first, then the others with figures, each in the plan's order."""
    return sorted(indicators, key=lambda it: _BEFORE_THE_REST.get(it["state"] or "no_data", 2))[:SHOWN]


def _praised(sections: Mapping[str, Any]) -> Iterator[Block]:
    best = praised(sections)
    if best:
        named = "、".join(f"{name}（{good}/{counted}）" for name, good, counted in best)
        yield Paragraph(f"按时报送且达到序时进度的指标（括号内为达到数和计入数）比例靠前的单位：{named}。")


def praised(sections: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The units on time with the largest shares of indicators that keep pace; equal ones together or not at all."""
    on_time = {it["code"] for it in filings_in(sections["month_filings"]) if it["standing"] == ON_TIME}
    data = sections["month_indicators"]
    units = [dict(zip(data["unit_fields"], row, strict=True)) for row in data["units"]]
    ranked = [it for it in units if it["code"] in on_time and it["good"]]
    ranked.sort(key=lambda it: -Fraction(it["good"], it["counted"]))
    cut = [Fraction(it["good"], it["counted"]) for it in ranked[: PRAISED + 1]]
    last = cut[PRAISED] if len(cut) > PRAISED else None
    best = [it for it in ranked[:PRAISED] if last is None or Fraction(it["good"], it["counted"]) > last]
    return [(it["name"], it["good"], it["counted"]) for it in best]


def _problems(filings: Told, indicators: Sequence[Told]) -> Iterator[Block]:
    for standing, word in ((MISSING, "未报"), (LATE, "迟报")):
        if named := [it["name"] for it in filings_in(filings) if it["standing"] == standing]:
            yield Paragraph(f"{word}{len(named)}个：{'、'.join(named)}。")
    if behind := [it["name"] for it in indicators if it["state"] in _BEHIND]:
        where = "，见上表" if len(behind) <= SHOWN else f"：{'、'.join(behind)}"
        yield Paragraph(f"未达到序时进度的指标{len(behind)}项{where}。")


def _figure(it: Told) -> str:
    """The figure where a text refers to it."""
    row = row_of(0, dict(it))
    if row[4] is None:
        return "尚无数据"
    return f"{text_of(row[6], Form.PERCENT)}（{row[4]}/{row[5]}）" if it["is_rate"] else f"{row[4]}{it['unit']}"


def _short(cell: Cell) -> Cell:
    return f"{cell.month}月{cell.day}日" if isinstance(cell, date) else cell


#: Of the columns that the paper has, in millimetres of a half page.
_ANNEX_WIDTHS = {"序号": 7, "单　位": 35, "报送情况": 14, "报送时间": 22}


def annex_of(table: Table, rows: int = 30) -> Table:
    """A long narrow table folded into two columns of pages, so that it takes one page."""
    kept = [at for at, column in enumerate(table.columns) if column.heading in _ANNEX_WIDTHS]
    lines = [[_short(row[at]) for at in kept] for row in table.rows]
    columns = [replace(table.columns[at], width=_ANNEX_WIDTHS[table.columns[at].heading]) for at in kept]
    if len(lines) <= rows:
        return replace(table, columns=columns, rows=lines)
    half = -(-len(lines) // 2)
    blank: list[Any] = [None] * len(columns)
    folded = [left + (lines[at + half] if at + half < len(lines) else blank) for at, left in enumerate(lines[:half])]
    return replace(table, columns=columns * 2, rows=folded)
