"""目录: every sheet with a link to it and what it shows."""

from collections.abc import Sequence

from apps.reports.layout import Column, Form, Link, Table


def index(tables: Sequence[Table]) -> Table:
    return Table(
        key="index",
        name="目录",
        title="目　　录",
        shows="",
        columns=(Column("序号", 8), Column("表　名", 34, Form.LINK), Column("内　容", 88, Form.TEXT)),
        rows=[(number, Link(table.name, table.name), table.shows) for number, table in enumerate(tables, 1)],
        signatures=False,
    )
