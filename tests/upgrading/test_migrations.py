"""A database of an earlier version is migrated: no row is lost, and what it says stays."""

import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.upgrading.commands import migrate
from tests.upgrading.dumps import FOLDER, restore
from tests.upgrading.tables import checks_of, tables_of

#: What the migrations themselves write.
OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence", "sqlite_stat1"}

LIBRARIES = ("auth_", "axes_", "django_")

#: Columns of which some values stand in another table now, compared below.
MOVED_IN_PART = {"matters_matter": {"accepted_on", "progress"}}

#: A rectification of which class and ledger say that it was accepted.
ACCEPTED = """
    UPDATE gradings_grading SET accepted = 1 WHERE start_class = 'backward' AND year = 2026;
    UPDATE matters_matter SET settled_on = '2026-10-20', accepted_on = '2026-10-28', organisation_id = (
        SELECT min(organisation_id) FROM gradings_grading WHERE start_class = 'backward' AND year = 2026
    ) WHERE id = (SELECT min(id) FROM matters_matter WHERE category = 'rectification');
"""

Rows = Counter[tuple[Any, ...]]


@pytest.fixture(scope="module", params=sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.sql.xz")))
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A database of an earlier version, and the same one as ``manage.py migrate`` leaves it."""
    folder = tmp_path_factory.mktemp("upgrading")
    before, after = folder / "before.sqlite3", folder / "tongbu.sqlite3"
    for database in (before, after):
        restore(request.param, database)
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.executescript(ACCEPTED)
    return before, migrate(folder)


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table that the portal has filled."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    named = sorted({name for (name,) in tables} - OF_DJANGO)
    return {name: [it[1] for it in connection.execute(f"PRAGMA table_info({name})")] for name in named}


def rows_of(connection: sqlite3.Connection, table: str, columns: list[str]) -> Rows:
    named = ", ".join(f'"{column}"' for column in columns)
    return Counter(connection.execute(f'SELECT {named} FROM "{table}"'))  # noqa: S608


def compared(before: Path, after: Path) -> Iterator[tuple[str, Rows, Rows]]:
    """Every table of before, with its rows then and now, as far as all that a column says still stands there."""
    with closing(sqlite3.connect(before)) as old, closing(sqlite3.connect(after)) as new:
        for table, columns in columns_of(old).items():
            kept = [column for column in columns if column not in MOVED_IN_PART.get(table, set())]
            yield table, rows_of(old, table, kept), rows_of(new, table, kept)


def test_no_row_is_lost_and_none_says_something_else(migrated: tuple[Path, Path]) -> None:
    wrong = {table: (old - new, new - old) for table, old, new in compared(*migrated) if old != new}
    assert wrong == {}


def test_in_the_end_the_tables_are_those_that_tests_make(migrated: tuple[Path, Path], empty_portal: Path) -> None:
    after, made = tables_of(migrated[1]), tables_of(empty_portal)
    assert {name for name in after if after[name] != made.get(name)} == set()
    assert after == made
    assert checks_of(migrated[1]) == checks_of(empty_portal)


def test_every_table_of_facts_had_rows_to_lose(migrated: tuple[Path, Path]) -> None:
    filled = {table for table, old, _new in compared(*migrated) if old}
    assert filled >= {
        "accounts_user",
        "activities_activity",
        "activities_host",
        "associations_advice",
        "attachments_attachment",
        "audit_entry",
        "exchange_upload",
        "filings_filing",
        "filings_filingline",
        "filings_filingstep",
        "gradings_grading",
        "organisations_leadinglink",
        "organisations_organisation",
        "organisations_placement",
        "organisations_roleassignment",
        "plans_exemption",
        "plans_indicator",
        "plans_plan",
        "plans_programme",
        "plans_target",
        "reports_yearendreport",
    }


def test_of_the_first_release_every_table_that_the_portal_makes_has_rows(tmp_path: Path) -> None:
    restore("first-release", tmp_path / "first.sqlite3")
    with closing(sqlite3.connect(tmp_path / "first.sqlite3")) as connection:
        own = {name: columns for name, columns in columns_of(connection).items() if not name.startswith(LIBRARIES)}
        empty = [name for name, columns in own.items() if not rows_of(connection, name, columns)]
    assert len(own) > 100
    assert empty == []


def test_the_day_on_which_a_rectification_was_accepted_stands_with_its_class_or_in_words(
    migrated: tuple[Path, Path],
) -> None:
    with closing(sqlite3.connect(migrated[0])) as old, closing(sqlite3.connect(migrated[1])) as new:
        accepted = "SELECT organisation_id, accepted_on FROM matters_matter WHERE category = 'rectification'"
        before = set(old.execute(f"{accepted} AND accepted_on NOTNULL"))
        with_class = set(new.execute("SELECT organisation_id, accepted_on FROM gradings_grading WHERE accepted = 1"))
        in_words = set(
            new.execute(
                "SELECT organisation_id, substr(progress, 6, 10) FROM matters_matter WHERE progress LIKE '验收日期：%'"
            )
        )
        assert (len(before & with_class), len(before & in_words)) == (1, len(before) - 1)
        assert not set(new.execute(f"{accepted} AND accepted_on NOTNULL"))


def test_one_of_before_the_first_release_is_refused_in_a_sentence(tmp_path: Path, empty_portal: Path) -> None:
    shutil.copy(empty_portal, tmp_path / "tongbu.sqlite3")
    with closing(sqlite3.connect(tmp_path / "tongbu.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'plans' AND name > '0002'")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        migrate(tmp_path, checked=True)
    assert "The database is of before the first release" in refused.value.stderr
    assert "Traceback" not in refused.value.stderr
