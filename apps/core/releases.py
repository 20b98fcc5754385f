"""From which versions of the portal a database can be brought up to date."""

from collections.abc import Collection
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

#: Of which app and of which name.
Node = tuple[str, str]


def as_now(done: Collection[Node]) -> set[Node]:
    """Migrations that were done, under the names of what has taken their place.

    Raises `LookupError` for those of before the first release: of what took their place only a part was done.
    """
    now = set(done)
    for node, migration in MigrationLoader(None).disk_migrations.items():
        replaced = set(migration.replaces)
        if replaced & now:
            if not replaced <= now:
                raise LookupError(f"only a part of {'.'.join(node)}")
            now = now - replaced | {node}
    return now


def release_is_known(databases: Collection[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """An error for each database of before the first release: nothing leads from there to here in one step."""
    return [
        Error(
            "The database is of before the first release (2026-11-29).",
            hint="Migrate it with the version of 2026-11-30 first (docs/operations.md, Upgrading).",
            id="core.E005",
        )
        for name in databases or ()
        if _is_too_old(name)
    ]


def _is_too_old(database: str) -> bool:
    try:
        as_now(MigrationRecorder(connections[database]).applied_migrations())
    except LookupError:
        return True
    return False
