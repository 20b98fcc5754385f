"""A database that is migrated from nothing is the one that tests make as the models are.

The earliest database that is kept stands between: the first migrations make its tables from nothing, and those of
`test_migrations.py` lead from there to the tables of the models.
"""

from collections.abc import Collection
from pathlib import Path

import pytest
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pytest_django import Settings

from tests.upgrading.commands import Node, done_in, migrate_as_far_as
from tests.upgrading.dumps import restore
from tests.upgrading.tables import checks_of, tables_of

EARLIEST = "before-versions"


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


def test_from_nothing_the_first_migrations_make_the_tables_of_the_earliest_database(
    earliest: Path, tmp_path: Path
) -> None:
    made = migrate_as_far_as(earliest, tmp_path)
    assert "organisations_organisation" in tables_of(made)
    assert tables_of(made) == tables_of(earliest)
    assert checks_of(made) == checks_of(earliest)


def test_the_other_migrations_come_in_the_same_order_from_nothing(earliest: Path, loader: MigrationLoader) -> None:
    first = done_in(earliest)
    assert [node for node in plan(loader.graph) if node not in first] == plan(loader.graph, first)


def test_from_nothing_every_migration_finds_the_tables_that_it_needs(loader: MigrationLoader) -> None:
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for node in plan(loader.graph):
        state = loader.graph.nodes[node].mutate_state(state, preserve=False)
        assert missing_in(state) == set(), node
