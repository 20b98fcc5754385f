"""A database of an earlier version is migrated: no row is lost, and what it says stays."""

import sqlite3
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

#: Columns under the name that they have now.
RENAMED = {
    "associations_advice": {
        "association_id": "organisation_id",
        "given_by_id": "recorded_by_id",
        "given_at": "recorded_at",
    },
    "activities_attachment": {"activity_id": "record"},
}
#: Tables under the name that they have now.
TABLES = {"activities_attachment": "attachments_attachment"}
#: Columns whose values stand in another table now, each compared below.
MOVED = {"associations_advice.answered_by_id", "associations_advice.answered_at"}

#: Columns of which some values stand in another table now, compared below.
MOVED_IN_PART = {"matters_matter": {"accepted_on", "progress"}}

#: A file of evidence with an activity, which the databases that were kept do without.
WITH_A_FILE = """
    INSERT INTO activities_attachment (id, activity_id, name, content_type, size, sha256, file, added_by_id, added_at)
    SELECT ?, activity.id, '签到表.pdf', 'application/pdf', 1, '', 'attachments/1.pdf', person.id, '2012-03-04 05:06:07'
    FROM activities_activity activity, accounts_user person LIMIT 1
"""

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
            if "activities_attachment" in columns_of(connection):
                connection.execute(WITH_A_FILE, ["0" * 32])
            if "matters_matter" in columns_of(connection):
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
    """Every table of before, with its rows then and now, as far as the columns of before are still there."""
    with closing(sqlite3.connect(before)) as old, closing(sqlite3.connect(after)) as new:
        still = columns_of(new)
        for table, columns in columns_of(old).items():
            now = RENAMED.get(table, {})
            there = still.get(TABLES.get(table, table), [])
            gone = MOVED_IN_PART.get(table, set())
            kept = [column for column in columns if now.get(column, column) in there and column not in gone]
            assert kept, f"{table} is gone"
            yield (
                table,
                rows_of(old, table, kept),
                rows_of(new, TABLES.get(table, table), [now.get(it, it) for it in kept]),
            )


def test_no_row_is_lost_and_none_says_something_else(migrated: tuple[Path, Path]) -> None:
    wrong = {table: (old - new, new - old) for table, old, new in compared(*migrated) if old != new}
    assert wrong == {}


def test_in_the_end_the_tables_are_those_that_tests_make(migrated: tuple[Path, Path], empty_portal: Path) -> None:
    after, made = tables_of(migrated[1]), tables_of(empty_portal)
    assert {name for name in after if after[name] != made.get(name)} == set()
    assert after == made
    assert checks_of(migrated[1]) == checks_of(empty_portal)


def test_every_table_of_facts_had_rows_to_lose(migrated: tuple[Path, Path]) -> None:
    filled = {TABLES.get(table, table) for table, old, _new in compared(*migrated) if old}
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


def test_no_column_goes_without_being_named_here(migrated: tuple[Path, Path]) -> None:
    with closing(sqlite3.connect(migrated[0])) as old, closing(sqlite3.connect(migrated[1])) as new:
        still = columns_of(new)
        gone = {
            f"{table}.{it}"
            for table, columns in columns_of(old).items()
            for it in columns
            if RENAMED.get(table, {}).get(it, it) not in still[TABLES.get(table, table)]
        }
    assert gone <= MOVED


def test_the_day_on_which_a_rectification_was_accepted_stands_with_its_class_or_in_words(
    migrated: tuple[Path, Path],
) -> None:
    with closing(sqlite3.connect(migrated[0])) as old, closing(sqlite3.connect(migrated[1])) as new:
        if "matters_matter" not in columns_of(old):
            return
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


def test_who_answered_advice_and_when_are_steps_now(migrated: tuple[Path, Path]) -> None:
    with closing(sqlite3.connect(migrated[0])) as old, closing(sqlite3.connect(migrated[1])) as new:
        if "answered_at" not in columns_of(old).get("associations_advice", []):
            return
        answered = "SELECT id, answered_by_id, answered_at FROM associations_advice WHERE answered_at IS NOT NULL"
        steps = "SELECT record, by_id, at FROM registers_steptaken WHERE register = 'advice' AND step = 'answered'"
        assert (before := Counter(old.execute(answered))) == Counter(new.execute(steps))
        assert before
        days = (
            "SELECT id FROM associations_advice WHERE (answer != '') = (answered_on IS NOT NULL) AND given_on NOTNULL"
        )
        assert len(new.execute(days).fetchall()) == len(old.execute("SELECT id FROM associations_advice").fetchall())
