"""表B 分类定级晋位升级汇总: by category, how many were graded, moved up, converted, moved down (M064–M066).

总数 = 参加定级 + 未定级, and 参加定级 = the three start classes.  The three end classes = 参加定级 − exits − those
without an official end class + those that were not graded at the start; the notes name each of these, so the table
adds up for whoever checks it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from apps.core.ratio import Ratio
from apps.gradings.rates import Rate, RateCode
from apps.reports.labels import CUT, NO_SECTOR, SECTORS, TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table, percentage
from apps.reports.scope import CountedOrganisation, ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit, tallied

THREE = ("advanced", "general", "backward")


def collect(scope: ReportScope) -> Data:
    """Counts by category: ``{"sectors": {"village": {"total": 48, …}, …}, "total": {…}}``."""
    sectors = {sector: _blank() for sector in SECTORS}
    for member in scope.members:
        _count(sectors.setdefault(member.organisation.sector, _blank()), member)
    for code, name in ((RateCode.GENERAL_UPGRADE, "upgrade"), (RateCode.BACKWARD_CONVERSION, "conversion")):
        _count_rate(sectors, scope, scope.rates[code], name)
    return {"sectors": sectors, "total": _sum(sectors.values())}


def _blank() -> Data:
    names = ("total", "graded", "ungraded", "lowered", "exits")
    remarks = ("start_pending", "end_pending", "end_ungraded", "newly_graded")
    classes = {f"{when}_{grading}": 0 for when in ("start", "end") for grading in THREE}
    rates = {f"{rate}_{part}": 0 for rate in ("upgrade", "conversion") for part in ("numerator", "denominator")}
    return {**dict.fromkeys((*names, *remarks), 0), **classes, **rates}


def _count(counts: Data, member: CountedOrganisation) -> None:
    for name in _counted(member):
        counts[name] += 1


def _counted(member: CountedOrganisation) -> Iterator[str]:
    """The columns in which an organisation counts once."""
    its = member.official
    yield "total"
    yield from ("graded", f"start_{its.start}") if its.start else ("ungraded",)
    if its.left:
        yield "exits"
        return
    if its.end:
        yield f"end_{its.end}"
    if its.end in THREE and not its.start:
        yield "newly_graded"
    yield from (name for name in ("start_pending", "end_pending", "lowered") if getattr(its, name))


def _count_rate(sectors: dict[str, Data], scope: ReportScope, rate: Rate, name: str) -> None:
    for code in rate.upgraded:
        sectors[scope.organisations[code].sector][f"{name}_numerator"] += 1
    for code in (*rate.upgraded, *rate.not_upgraded):
        sectors[scope.organisations[code].sector][f"{name}_denominator"] += 1


def _sum(rows: Iterable[Data]) -> Data:
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    return dict(total)


COLUMNS = (
    Column("类　别", 20),
    Column("总　数", 8, Form.NUMBER),
    Column("参加定级", 9, Form.NUMBER),
    Column("先进", 8, Form.NUMBER, "年　初"),
    Column("一般", 8, Form.NUMBER, "年　初"),
    Column("后进", 8, Form.NUMBER, "年　初"),
    Column("基数", 8, Form.NUMBER, "升　级"),
    Column("升级数", 8, Form.NUMBER, "升　级"),
    Column("升级率", 9, Form.PERCENT, "升　级"),
    Column("基数", 8, Form.NUMBER, "转　化"),
    Column("转化数", 8, Form.NUMBER, "转　化"),
    Column("转化率", 9, Form.PERCENT, "转　化"),
    Column("先进", 8, Form.NUMBER, "年　末"),
    Column("一般", 8, Form.NUMBER, "年　末"),
    Column("后进", 8, Form.NUMBER, "年　末"),
    Column("降级", 8, Form.NUMBER),
    Column("未定级", 8, Form.NUMBER),
)


def tables(head: Head, data: Data) -> list[Table]:
    sectors: dict[str, Data] = data["sectors"]
    rows = [_row(TOTAL, data["total"])]
    rows += [_row(word, sectors[sector]) for sector, word in SECTORS.items()]
    rows += [_row(NO_SECTOR, counts) for sector, counts in sectors.items() if sector not in SECTORS]
    return [
        Table(
            key="table_b",
            name="表B 分类定级汇总",
            title=f"{head.year}年度基层党组织分类定级和晋位升级情况汇总表（表B）",
            shows="按领域汇总年初、年末等次，升级、转化、降级和未定级的党组织数",
            columns=COLUMNS,
            rows=rows,
            totals=1,
            annex=True,
            frozen_columns=1,
            notes=_notes(data["total"]),
        )
    ]


def _row(name: str, counts: Data) -> Row:
    def rate(which: str) -> tuple[Any, Any, Any]:
        numerator, denominator = counts[f"{which}_numerator"], counts[f"{which}_denominator"]
        return denominator, numerator, percentage(Ratio(numerator, denominator))

    return (
        name,
        counts["total"],
        counts["graded"],
        *(counts[f"start_{grading}"] for grading in THREE),
        *rate("upgrade"),
        *rate("conversion"),
        *(counts[f"end_{grading}"] for grading in THREE),
        counts["lowered"],
        counts["ungraded"],
    )


def _notes(total: Data) -> list[str]:
    remarks = [
        CUT,
        "总数＝参加定级＋未定级；未定级指年初未定级，含年度内新成立的党组织。",
        "升级指年初一般升为先进，转化指年初后进升为一般或先进且整顿验收通过；基数为年初该等次党组织数减去年度内经批准撤销、并入的个数。",
    ]
    if total["exits"]:
        remarks.append(f"参加定级中有{total['exits']}个年度内经批准撤销或并入，不列入年末各等次。")
    if total["end_pending"]:
        remarks.append(f"另有{total['end_pending']}个年末等次尚未核准，不列入年末各等次。")
    if total["start_pending"]:
        remarks.append(f"未定级中有{total['start_pending']}个年初等次尚未核准。")
    if total["end_ungraded"]:
        remarks.append(f"有{total['end_ungraded']}个年末核定为未定级，不列入年末各等次。")
    if total["newly_graded"]:
        remarks.append(f"年末各等次中含年初未定级、年末已定级的{total['newly_graded']}个。")
    return remarks


def add(so_far: Data | None, _unit: Unit, sections: Sections) -> Data:
    """A district's categories are the sums of those of its townships."""
    its, before = sections["table_b"], so_far or {"sectors": {}, "total": {}}
    names = [*before["sectors"], *(name for name in its["sectors"] if name not in before["sectors"])]
    both = (before["sectors"], its["sectors"])
    return {
        "sectors": {name: tallied(*(part[name] for part in both if name in part)) for name in names},
        "total": tallied(before["total"], its["total"]),
    }


SECTION = Section("table_b", collect, tables, add)
