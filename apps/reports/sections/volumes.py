"""分册目录: the parts that a district's report was added up from, each with the checksum of its own data."""

from typing import Any

from apps.reports.layout import Column, Form, Head, Table

COLUMNS = (
    Column("序号", 8, Form.NUMBER),
    Column("编　码", 16),
    Column("单　位", 44, Form.TEXT),
    Column("数据校验码（SHA-256）", 76),
)


def volumes(head: Head, parts: list[list[Any]]) -> Table:
    """``[[code, name, sha256], …]``."""
    return Table(
        key="volumes",
        name="分册目录",
        title=f"{head.year}年度报告分册目录",
        shows=f"{len(parts)}个镇的分册，各有名单、台账和数据校验码",
        columns=COLUMNS,
        rows=[(number, *part) for number, part in enumerate(parts, 1)],
        frozen_columns=3,
        notes=("各分册数据一次取定；本报告各项合计为各分册与本级之和。",),
        signatures=False,
    )
