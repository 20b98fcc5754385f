"""What many tests begin with: made once in a process, and put back as rows and files for every test after the first."""

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from time_machine import escape_hatch, travel

Made = TypeVar("Made")
#: Statements with their parameters.
Statements = list[tuple[str, list[Any] | None]]


@dataclass
class Kept(Generic[Made]):
    """`make()` writes rows and files and says what it made; they are all that there is afterwards.

    Where there are such rows already it is made afresh.  It is kept apart for each second to which somebody travels
    in time, and for each way to make seals and passwords: the rows would not be the same.
    """

    make: Callable[[], Made]
    kept: dict[tuple[Any, ...], tuple[Made, list[Any], Statements, dict[Path, bytes]]] = field(default_factory=dict)

    def given(self) -> Made:
        second = int(time.time()) if escape_hatch.is_travelling() else None
        key = (second, settings.AUDIT_KEY, *settings.PASSWORD_HASHERS)
        if key not in self.kept:
            if _filled(_models()):
                return self.make()
            # Nothing of it may be later than the tests that are given the rows: they begin in the same second.
            with nullcontext() if second is None else travel(second, tick=False):
                made = self.make()
            filled = [model for model in _models() if _filled([model])]
            self.kept[key] = deepcopy(made), filled, list(_statements(filled)), _files()
            return made
        made, filled, statements, files = self.kept[key]
        if _filled(filled):
            return self.make()
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
        for name, content in files.items():
            path = Path(settings.MEDIA_ROOT, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return deepcopy(made)


def _files() -> dict[Path, bytes]:
    """The uploads by their place below the folder."""
    root = Path(settings.MEDIA_ROOT)
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _statements(filled: list[Any]) -> Iterator[tuple[str, list[Any] | None]]:
    """What writes all rows of these models again, just as the database holds them."""
    quote = connection.ops.quote_name
    for model in filled:
        fields = model._meta.local_concrete_fields
        columns = ", ".join(quote(it.column) for it in fields)
        table = quote(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608
            rows = cursor.fetchall()
        place = f"({', '.join(['%s'] * len(fields))})"
        size = (connection.features.max_query_params or 10_000) // len(fields)
        for at in range(0, len(rows), size):
            some = rows[at : at + size]
            values = [value for row in some for value in row]
            yield f"INSERT INTO {table} ({columns}) VALUES {', '.join([place] * len(some))}", values  # noqa: S608
    if resets := connection.ops.sequence_reset_sql(no_style(), filled):
        yield "\n".join(resets), None


def _models() -> list[Any]:
    return [model for it in apps.get_app_configs() if it.name.startswith("apps.") for model in it.get_models(True)]


def _filled(models: list[Any]) -> bool:
    """Whether there is a row of one of these.  One query, which is dear where there are many of them."""
    tables = (connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT 1 FROM {table}" for table in tables) + " LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None
