"""组织设置: how many organisations of each kind there are in each field on the report's day."""

from collections import Counter

from apps.reports.labels import KINDS, NO_SECTOR, SECTORS, TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit

PARTY = ("committee", "general_branch", "branch", "joint_branch", "group")
MASS = tuple(kind for kind in KINDS if kind not in PARTY)


def collect(scope: ReportScope) -> Data:
    """``{"counts": [[kind, sector, number], …]}`` of the organisations that exist on the day; no zeros."""
    counts = Counter((it.kind, it.sector) for it in scope.organisations.values() if it.existed(scope.as_of))
    return {"counts": [[kind, sector, number] for (kind, sector), number in sorted(counts.items())]}


COLUMNS = (
    Column("领　域", 20),
    Column("合　计", 8, Form.NUMBER),
    Column("小计", 8, Form.NUMBER, "党　组　织"),
    *(Column(KINDS[kind], 9, Form.NUMBER, "党　组　织") for kind in PARTY),
    Column("小计", 8, Form.NUMBER, "群 团 组 织"),
    *(Column(KINDS[kind], 9, Form.NUMBER, "群 团 组 织") for kind in MASS),
)


def tables(head: Head, data: Data) -> list[Table]:
    counts = {(kind, sector): number for kind, sector, number in data["counts"]}
    rows = [_row(word, [sector], counts) for sector, word in SECTORS.items()]
    other = sorted({sector for _, sector in counts} - set(SECTORS))
    if other:
        rows.append(_row(NO_SECTOR, other, counts))
    return [
        Table(
            key="organisations",
            name="组织设置",
            title=f"{head.year}年度党组织和群团组织设置情况表",
            shows="截止日存在的党组织、群团组织，按类型和领域统计",
            columns=COLUMNS,
            rows=[_row(TOTAL, [*SECTORS, *other], counts), *rows],
            totals=1,
            frozen_columns=1,
        )
    ]


def _row(name: str, sectors: list[str], counts: dict[tuple[str, str], int]) -> Row:
    def number(kind: str) -> int:
        return sum(counts.get((kind, sector), 0) for sector in sectors)

    party, mass = [number(kind) for kind in PARTY], [number(kind) for kind in MASS]
    return (name, sum(party) + sum(mass), sum(party), *party, sum(mass), *mass)


def add(so_far: Data | None, _unit: Unit, sections: Sections) -> Data:
    """A district's numbers are those of all its townships."""
    counts: Counter[tuple[str, str]] = Counter()
    for data in (so_far, sections["organisations"]):
        for kind, sector, number in data["counts"] if data else ():
            counts[kind, sector] += number
    return {"counts": [[kind, sector, number] for (kind, sector), number in sorted(counts.items())]}


SECTION = Section("organisations", collect, tables, add)
