"""A database that is migrated from nothing is the one that tests make as the models are.

The earliest database that is kept stands between: the first migrations lead to its tables, and those of
`test_migrations.py` from there to the tables of the models.  On PostgreSQL all are carried out from nothing
(`tests/services/test_database_away.py`).
"""

from collections.abc import Collection
from importlib import import_module
from pathlib import Path

import pytest
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel, RunPython
from django.db.migrations.state import ProjectState
from pytest_django import Settings

from apps.core.releases import Node, as_now
from tests.upgrading.commands import done_in, made_as_of
from tests.upgrading.dumps import restore
from tests.upgrading.tables import checks_of, tables_of

EARLIEST = "first-release"
MAKING = (CreateModel, AddField)
install = import_module("apps.audit.migrations.0001_first_release").install


@pytest.fixture
def earliest(tmp_path: Path) -> Path:
    restore(EARLIEST, tmp_path / "earliest.sqlite3")
    return tmp_path / "earliest.sqlite3"


@pytest.fixture
def loader(settings: Settings) -> MigrationLoader:
    settings.MIGRATION_MODULES = {}
    return MigrationLoader(None)


def plan(graph: MigrationGraph, done: Collection[Node] = ()) -> list[Node]:
    """What ``manage.py migrate`` would do, in its order."""
    order = dict.fromkeys(node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf))
    return [node for node in order if node not in done]


def missing_in(state: ProjectState) -> set[tuple[str, str]]:
    """The models to which others refer that are not there yet."""
    return {model for model, referring in state.relations.items() if referring and model not in state.models}


def test_the_first_migrations_lead_to_the_tables_of_the_earliest_database(
    earliest: Path, loader: MigrationLoader, tmp_path: Path
) -> None:
    last_of_each_app = dict(sorted(as_now(done_in(earliest)))).items()
    made = made_as_of(last_of_each_app, tmp_path)
    assert "organisations_organisation" in tables_of(made)
    assert tables_of(made) == tables_of(earliest)
    assert checks_of(made) == checks_of(earliest)


def test_the_first_migrations_make_tables_and_guards_and_nothing_else(earliest: Path, loader: MigrationLoader) -> None:
    """So what they lead to says everything, and they need not be carried out to be compared."""
    own = as_now(done_in(earliest)) & {node for node in loader.disk_migrations if node[1] == "0001_first_release"}
    others = [it for node in own for it in loader.disk_migrations[node].operations if not isinstance(it, MAKING)]
    assert len(own) == 45
    assert [it.code for it in others if isinstance(it, RunPython)] == [install]
    assert len(others) == 1


def test_the_other_migrations_come_in_the_same_order_from_nothing(earliest: Path, loader: MigrationLoader) -> None:
    first = as_now(done_in(earliest))
    assert [node for node in plan(loader.graph) if node not in first] == plan(loader.graph, first)


def test_from_nothing_every_migration_finds_the_tables_that_it_needs(loader: MigrationLoader) -> None:
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for node in plan(loader.graph):
        state = loader.graph.nodes[node].mutate_state(state, preserve=False)
        assert missing_in(state) == set(), node
