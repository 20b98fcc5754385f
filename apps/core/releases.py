"""From which versions of the portal a database can be brought up to date."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

#: Of which app and of which name.
Node = tuple[str, str]


def as_now(done: Collection[Node]) -> set[Node]:
    """Migrations that were done, under the names of what has taken their place."""
    now = set(done)
    for node, replaced in _replaced():
        if replaced <= now:
            now = now - replaced | {node}
    return now


def is_too_old(done: Collection[Node]) -> bool:
    """Whether these are of before the first release: of what took the place of others only a part was done."""
    return any(replaced & set(done) and not replaced <= set(done) for _node, replaced in _replaced())


def _replaced() -> Iterator[tuple[Node, set[Node]]]:
    """Each migration that has taken the place of others, and these."""
    for node, migration in MigrationLoader(None).disk_migrations.items():
        if migration.replaces:
            yield node, set(migration.replaces)


def release_is_known(databases: Collection[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """An error for each database of before the first release: nothing leads from there to here in one step."""
    return [
        Error(
            "The database is of before the first release (2026-11-29).",
            hint="Migrate it with the version of 2026-11-30 first (docs/operations.md, Upgrading).",
            id="core.E005",
        )
        for name in databases or ()
        if is_too_old(MigrationRecorder(connections[name]).applied_migrations())
    ]
