"""What many tests begin with: made once, and put back as rows and files for every test after the first."""

import hashlib
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from time_machine import escape_hatch, travel

from tests.factories.shared import made_once

Made = TypeVar("Made")
#: Statements with their parameters.
Statements = list[tuple[str, list[Any] | None]]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Keepsake:
    """What `made` is once it is unpickled, and the rows and files that belong to it."""

    made: bytes
    tables: list[str]
    statements: Statements
    files: dict[Path, bytes]


@dataclass
class Kept(Generic[Made]):
    """`make()` writes rows and files and says what it made; they are all that there is afterwards.

    Where there are such rows already it is made afresh.  It is kept apart for each second to which somebody travels
    in time, and for each way to make seals and passwords: the rows would not be the same.  What has a name is made
    once for all processes that run tests side by side.
    """

    make: Callable[[], Made]
    name: str = ""
    kept: dict[Key, Keepsake] = field(default_factory=dict)
    #: Where the processes find what one of them has made; tests say so before the first of them.
    folder: ClassVar[Path]

    def given(self) -> Made:
        second = int(time.time()) if escape_hatch.is_travelling() else None
        key = (second, settings.AUDIT_KEY, *settings.PASSWORD_HASHERS)
        is_first = key not in self.kept
        if _filled(_tables() if is_first else self.kept[key].tables):
            return self.make()
        if not (is_first and self._made_here(key, second)):
            _put_back(self.kept[key])
        return pickle.loads(self.kept[key].made)  # type: ignore[no-any-return]  # noqa: S301

    def _made_here(self, key: Key, second: int | None) -> bool:
        """Whether no other process had made it; afterwards it is kept in any case."""
        if not self.name:
            self.kept[key] = self._made(second)
            return True
        place = self.folder / f"{self.name}-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}.pickle"

        def make(path: Path) -> None:
            self.kept[key] = self._made(second)
            path.write_bytes(pickle.dumps(self.kept[key]))

        if made_once(place, make):
            return True
        self.kept[key] = pickle.loads(place.read_bytes())  # noqa: S301
        return False

    def _made(self, second: int | None) -> Keepsake:
        # Nothing of it may be later than the tests that are given the rows: they begin in the same second.
        with nullcontext() if second is None else travel(second, tick=False):
            made = self.make()
        filled = [model for model in _models() if _filled([model._meta.db_table])]
        tables = [model._meta.db_table for model in filled]
        return Keepsake(pickle.dumps(made), tables, list(_statements(filled)), _files())


def _put_back(it: Keepsake) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in it.statements:
            cursor.execute(sql, params)
    for name, content in it.files.items():
        path = Path(settings.MEDIA_ROOT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


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
            values = [bytes(value) if isinstance(value, memoryview) else value for row in some for value in row]
            yield f"INSERT INTO {table} ({columns}) VALUES {', '.join([place] * len(some))}", values  # noqa: S608
    if resets := connection.ops.sequence_reset_sql(no_style(), filled):
        yield "\n".join(resets), None


def _models() -> list[Any]:
    return [model for it in apps.get_app_configs() if it.name.startswith("apps.") for model in it.get_models(True)]


def _tables() -> list[str]:
    return [model._meta.db_table for model in _models()]


def _filled(tables: list[str]) -> bool:
    """Whether there is a row in one of these.  One query, which is dear where there are many of them."""
    quoted = map(connection.ops.quote_name, tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT 1 FROM {table}" for table in quoted) + " LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None
