"""更正说明: what a revision says otherwise than the report that it revises, and why."""

from typing import Any

from apps.reports.layout import Column, Form, Head, Table
from apps.reports.sections.base import Data
from apps.reports.titles import subject

COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("所 在 表", 28, Form.TEXT),
    Column("项　　目", 36, Form.TEXT),
    Column("栏　目", 24, Form.TEXT),
    Column("原　为", 34, Form.TEXT),
    Column("现　为", 34, Form.TEXT),
)


def correction(head: Head, data: Data) -> Table:
    """The slip of a revision: ``{"number": 1, "because": "…", "by": "…", "lines": [[…], …]}``."""
    lines: list[list[Any]] = data["lines"]
    return Table(
        key="correction",
        name="更正说明",
        title=f"关于更正《{subject(head).removeprefix('关于')}》（第{data['number']}号）的说明",
        shows=f"与第{data['number']}号报告相比更正{len(lines)}处",
        columns=COLUMNS,
        rows=[(number, *line) for number, line in enumerate(lines, 1)],
        annex=True,
        frozen_columns=1,
        notes=(f"更正原因：{data['because']}", f"提出更正：{data['by']}。数据截止日与原报告相同，未列出的内容不变。"),
    )
