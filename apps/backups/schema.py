"""Of which version the tables are: here, in the code, and in a back-up."""

from collections.abc import Collection

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from apps.backups.tables import AnyModel, models_of
from apps.core import releases
from apps.core.releases import Node

#: With it the database guards the audit log.
_GUARDED_SINCE = "audit.0001_first_release"


def applied() -> list[str]:
    """The migrations that the database has seen, as ``app.name``; none where it has no tables yet."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known() -> set[str]:
    """The migrations of this version of the portal, and those that they take the place of."""
    return {f"{app}.{name}" for app, name in _known()}


def is_too_old(migrations: Collection[str]) -> bool:
    """Whether these are of before the first release."""
    return releases.is_too_old({_node(it) for it in migrations})


def has_guards() -> bool:
    """Whether the audit log of a database in this state is guarded."""
    return _GUARDED_SINCE in applied()


def tables_of_then(migrations: Collection[str]) -> list[AnyModel]:
    """Make the tables as these migrations have them, in an empty database; their models of then."""
    if set(migrations) == known():
        _tables_make()
        return models_of(apps)
    executor = MigrationExecutor(connection)
    last = _last_of_each_app(executor.loader.graph, releases.as_now({_node(it) for it in migrations}))
    executor.migrate(last)
    return models_of(executor.loader.project_state(last).apps)


def _known() -> list[Node]:
    found = MigrationLoader(None).disk_migrations
    return [*found, *(one for migration in found.values() for one in migration.replaces)]


def _node(migration: str) -> Node:
    app, _dot, name = migration.partition(".")
    return app, name


def _last_of_each_app(graph: MigrationGraph, then: set[Node]) -> list[Node]:
    """Where migrating leads to this state; one that another of its app follows would be taken back to."""
    return sorted(it for it in then if not any(child[0] == it[0] and child in then for child in _after(graph, it)))


def _after(graph: MigrationGraph, node: Node) -> list[Node]:
    return [child.key for child in graph.node_map[node].children]


def _tables_make() -> None:
    """Every table as the models are, which is what migrating leads to, in a tenth of the time."""
    with connection.schema_editor() as editor:
        for model in models_of(apps):
            if not model._meta.auto_created:
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in _known():
        recorder.record_applied(app, name)
