"""What the database knows of its own tables."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.planner import statistics_refresh
from apps.core.tasks import refresh_statistics
from tests.factories.township import Township


def test_the_embedded_database_counts_its_tables_and_postgresql_is_left_alone(township: Township) -> None:
    with CaptureQueriesContext(connection) as asked:
        statistics_refresh()
    assert len(asked) == (2 if connection.vendor == "sqlite" else 0)
    assert connection.vendor != "sqlite" or "organisations_organisation" in counted_tables()


def test_it_may_be_asked_for_twice(township: Township) -> None:
    refresh_statistics()
    refresh_statistics()
    assert township["T01"].name


def counted_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        return {table for (table,) in cursor.fetchall()}
