"""P5: export of 100,000 rows × 20 columns to xlsx, and of 10,000 honours as their register declares them.

``python -m tests.bench.p5 ROWS`` exports that many rows, for its memory; it looks the model up only then.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import django
from django.apps import apps
from django.db.models import QuerySet
from import_export import fields, resources
from import_export.formats.base_formats import XLSX

from apps.workbooks.columns import YES_NO, CodeColumn, Column, DateColumn, IntegerColumn, WordColumn
from apps.workbooks.writing import write_workbook
from tests.bench import honours, members
from tests.bench.floors import write_cells
from tests.bench.measure import Measure, interleaved, peak_memory, times_faster, times_floor

ROWS = 100_000
FEW = 10_000
#: The rival keeps everything in memory and takes long: compared on as many rows.
COMPARED = 20_000

KINDS = {"党支部": "branch", "党总支": "general_branch"}
SECTORS = {"村": "village", "社区": "community"}
TEN: tuple[Column, ...] = (
    IntegerColumn("序号", "pk"),
    CodeColumn("编码", "code"),
    Column("名称", "name"),
    WordColumn("类型", "kind", words=KINDS),
    WordColumn("领域", "sector", words=SECTORS),
    DateColumn("成立日期", "opened"),
    DateColumn("撤销日期", "closed"),
    Column("批准文号", "approval_number"),
    WordColumn("纳入定级", "graded", words=YES_NO),
    Column("备注", "name"),
)
COLUMNS = (*TEN, *TEN)


def measures() -> Iterator[Measure]:
    """Needs a database of its own: it writes 100,000 organisations."""
    _fill()
    yield _time()
    yield _memory()
    yield _rival()
    yield _register()
    yield _roll()


def organisations(rows: int) -> "QuerySet[Any]":
    return apps.get_model("organisations", "Organisation").objects.order_by("pk")[:rows]


def export(rows: int) -> None:
    """What is measured: from the database to the file."""
    records = organisations(rows).values_list(*(column.key for column in COLUMNS))
    with TemporaryFile() as file:
        write_workbook(file, "组织", COLUMNS, records.iterator())


def _fill() -> None:
    model = apps.get_model("organisations", "Organisation")
    model.objects.bulk_create(
        (
            model(
                code=f"B{number:06}",
                name=f"清溪镇第{number}村党支部委员会",
                kind="branch" if number % 9 else "general_branch",
                sector="village" if number % 5 else "community",
                opened=date(1950 + number % 60, 1 + number % 12, 1 + number % 28),
                closed=date(2012, 3, 20) if number % 20 == 0 else None,
                approval_number=f"清委〔2012〕{number}号",
                graded=True,
            )
            for number in range(ROWS)
        ),
        batch_size=1000,
    )


def _cells() -> list[Sequence[Any]]:
    """The cells of the export, ready made."""
    words = {"branch": "党支部", "general_branch": "党总支", "village": "村", "community": "社区", True: "是"}
    plain = [column.key for column in COLUMNS]
    turned = [isinstance(column, WordColumn) for column in COLUMNS]
    return [
        [words[value] if turn else value for value, turn in zip(row, turned, strict=True)]
        for row in organisations(ROWS).values_list(*plain).iterator()
    ]


def _time() -> Measure:
    cells = _cells()

    def floor() -> None:
        with TemporaryFile() as file:
            write_cells(file, cells)

    figure, least = interleaved([lambda: export(ROWS), floor], runs=3)
    what = "export of 100,000 rows × 20 columns from the database, against their ready cells by bare openpyxl, CPU s"
    return Measure("P5", what, figure, least, figure / least, "≤ 1.25 × floor", figure / least <= 1.25)


def _memory() -> Measure:
    much, little = (peak_memory("tests.bench.p5", str(rows)) / 2**20 for rows in (ROWS, FEW))
    what = "peak memory at 100,000 rows, against that at 10,000, MB"
    return Measure("P5", what, much, little, much / little, "≤ 1.3 ×", much / little <= 1.3)


def _rival() -> Measure:
    named = {f"c{number}": column for number, column in enumerate(COLUMNS)}
    declared = {name: fields.Field(attribute=column.key, column_name=name) for name, column in named.items()}
    base = resources.modelresource_factory(apps.get_model("organisations", "Organisation"))
    resource = type("Resource", (base,), {**declared, "Meta": type("Meta", (), {"fields": tuple(named)})})()

    def rival() -> None:
        XLSX().export_data(resource.export(organisations(COMPARED)))

    what = "export of 20,000 rows × 20 columns, against django-import-export"
    return times_faster("P5", what, lambda: export(COMPARED), rival, 2)


def _register() -> Measure:
    villages = honours.township("P5")[1:]
    honours.fill(villages, FEW)
    register = honours.register()
    words = [column.written.get if isinstance(column, WordColumn) else _plain for column in register.columns]
    rows = honours.rows(villages, FEW)
    cells = [[write(value) for write, value in zip(words, row, strict=True)] for row in rows]

    def ours() -> None:
        with TemporaryFile() as file:
            write_workbook(file, register.sheet, register.columns, register.rows_of(register.records()))

    def floor() -> None:
        with TemporaryFile() as file:
            write_cells(file, cells)

    what = f"export of {FEW:,} honours from the database, against their ready cells by bare openpyxl"
    return times_floor("P5", what, ours, floor, 1.25)


def _roll() -> Measure:
    """Ten thousand members, with the categories of each."""
    villages = honours.township("P5M")[1:]
    members.fill("P5M", villages, FEW)
    register = members.register()
    words = [column.written.get if isinstance(column, WordColumn) else _plain for column in register.columns]
    rows = members.rows("P5M", villages, FEW)
    cells = [[write(value) for write, value in zip(words, row, strict=True)] for row in rows]

    def ours() -> None:
        with TemporaryFile() as file:
            write_workbook(file, register.sheet, members.columns(), register.rows_of(register.records()))

    def floor() -> None:
        with TemporaryFile() as file:
            write_cells(file, cells)

    what = f"export of {FEW:,} members from the database, against their ready cells by bare openpyxl"
    return times_floor("P5", what, ours, floor, 1.25)


def _plain(value: Any) -> Any:
    return None if value == "" else value


if __name__ == "__main__":
    django.setup()
    export(int(sys.argv[1]))
