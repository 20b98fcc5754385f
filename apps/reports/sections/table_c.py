"""表C 后进整顿台账: every organisation that began the year backward, and how far its rectification is (M066 M067)."""

from collections import Counter
from datetime import date
from typing import Any

from apps.gradings.classes import GradingClass
from apps.gradings.selectors.ledger import Backward, LedgerLine, ledger_of
from apps.reports.layout import Column, Form, Head, Row, Table, day
from apps.reports.scope import CountedOrganisation, ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = [
    *("code", "name", "secretary", "problem", "measures", "helper", "helping_unit", "owner", "due"),
    *("progress", "accepted_on", "result", "settled_on", "state", "unsettled"),
]
_TOLD = ("problem", "measures", "helper", "helping_unit", "owner")


def collect(scope: ReportScope) -> Data:
    """The ledger of the year on the day, in the official order.  Two queries."""
    backward = [_backward(it, scope.as_of) for it in scope.members if it.official.start == GradingClass.BACKWARD]
    there = [it for it in backward if scope.organisations[it.code].existed(scope.as_of)]
    lines = ledger_of(there, scope.subtree, scope.year, scope.as_of)
    return {"fields": FIELDS, "backward": len(there), "lines": [_line(it) for it in lines]}


def _backward(member: CountedOrganisation, on: date) -> Backward:
    it, classes = member.organisation, member.classes
    graded = classes.graded if classes else None
    passed = graded.passed(on) if graded else None
    return Backward(it.code, it.name, it.sector, passed, graded.accepted_on if graded and passed is not None else None)


def _line(it: LedgerLine) -> list[Any]:
    matter = it.matter
    told = [getattr(matter, name) for name in _TOLD] if matter else [""] * len(_TOLD)
    due, progress = (_text(matter.due), matter.progress) if matter else (None, "")
    result = matter.result if matter and it.settled_on else ""
    ends = [_text(it.accepted_on), result, _text(it.settled_on)]
    return [it.code, it.name, it.secretary, *told, due, progress, *ends, it.state, it.unsettled]


def _text(on: date | None) -> str | None:
    return on.isoformat() if on else None


STATES = {
    "missing": "未立项",
    "in_hand": "整改中",
    "overdue": "超时限未销号",
    "settled": "已销号，待验收",
    "not_accepted": "验收未通过",
    "accepted": "已验收",
}
#: Where class and ledger disagree; a snapshot has what was asked when it was taken.
DISAGREEING = {
    "contradicts": "等次登记为整顿验收通过、台账尚无验收时间的",
    "unsettled": "整顿验收已通过、台账尚未销号的",
}
COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("党 组 织", 22, Form.TEXT),
    Column("书记", 9),
    Column("主 要 问 题", 22, Form.TEXT),
    Column("整 改 措 施", 24, Form.TEXT),
    Column("联系领导", 10),
    Column("帮扶单位", 14, Form.TEXT),
    Column("责任人", 9),
    Column("时　限", 12, Form.DAY),
    Column("进　展", 20, Form.TEXT),
    Column("验收时间", 12, Form.DAY),
    Column("结　果", 16, Form.TEXT),
    Column("销　号", 12, Form.DAY),
)


def tables(head: Head, data: Data) -> list[Table]:
    lines = [dict(zip(data["fields"], line, strict=True)) for line in data["lines"]]
    accepted = sum(it["state"] == "accepted" for it in lines)
    return [
        Table(
            key="table_c",
            name="表C 后进整顿台账",
            title=f"{head.year}年度后进党组织整顿台账（表C）",
            shows=f"年初后进党组织{data['backward']}个，整顿任务{_tasks(lines)}项，已验收{accepted}项",
            columns=COLUMNS,
            rows=[_row(number, it) for number, it in enumerate(lines, 1)],
            annex=True,
            frozen_columns=2,
            empty="年初无后进党组织，无整顿任务",
            notes=_notes(data["backward"], lines),
        )
    ]


def _tasks(lines: list[dict[str, Any]]) -> int:
    return sum(it["state"] != "missing" for it in lines)


def _row(number: int, it: dict[str, Any]) -> Row:
    progress = "：".join(part for part in (STATES[it["state"]], it["progress"]) if part)
    told = (it["name"], it["secretary"], *(it[name] for name in _TOLD))
    return (number, *told, day(it["due"]), progress, day(it["accepted_on"]), it["result"], day(it["settled_on"]))


def _notes(backward: int, lines: list[dict[str, Any]]) -> list[str]:
    counts = Counter(it["state"] for it in lines)
    told = [f"{word}{counts[state]}项" for state, word in STATES.items() if state != "missing" and counts[state]]
    tasks = f"{_tasks(lines)}项，其中{'、'.join(told)}" if told else "0项"
    notes = [f"年初后进党组织{backward}个（不含年度内撤销、并入的）；整顿任务{tasks}。"]
    if missing := [it["name"] for it in lines if it["state"] == "missing"]:
        notes.append(f"尚未立项的{len(missing)}个：{'、'.join(missing)}。")
    for asked, words in DISAGREEING.items():
        if names := list(dict.fromkeys(it["name"] for it in lines if it.get(asked))):
            notes.append(f"{words}{len(names)}个：{'、'.join(names)}。")
    return notes


SECTION = Section("table_c", collect, tables)
