"""One consistent reading of the database for a report (figures.md, section 7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, connections, transaction

_reading_from: ContextVar[str] = ContextVar("reading_from", default="default")


@contextmanager
def snapshot() -> Iterator[None]:
    """Let every read inside see the database as it was at the first one, without holding up any writer.

    Reads go through a connection of their own, in a read-only transaction (REPEATABLE READ on PostgreSQL,
    deferred on SQLite); writes, such as a job's progress, keep going through the default connection.
    Inside an open transaction that transaction is the snapshot: its own writes must be seen.
    """
    if connection.in_atomic_block:
        yield
        return
    token = _reading_from.set("snapshot")
    try:
        with transaction.atomic(using="snapshot"):
            _begin()
            yield
    finally:
        _reading_from.reset(token)


def _begin() -> None:
    """Said of the transaction, not of the connection: a pooler lends that to others afterwards."""
    if connections["snapshot"].vendor == "postgresql":
        with connections["snapshot"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


class SnapshotRouter:
    """Sends the reads inside `snapshot()` to the snapshot connection."""

    def db_for_read(self, _model: type, **_hints: Any) -> str:
        return _reading_from.get()

    def db_for_write(self, _model: type, **_hints: Any) -> str:
        return "default"

    def allow_relation(self, _one: Any, _other: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == "default"
