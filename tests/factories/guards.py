"""The guards of the audit log, out of the way of a suite that empties its tables."""

from django.db import connection

from apps.audit import guards


def let_tables_be_emptied() -> None:
    """Some tests end with empty tables: row by row on SQLite, with TRUNCATE on PostgreSQL."""
    if connection.vendor == "sqlite":
        guards.remove(connection)
        return
    with connection.cursor() as cursor:
        for table in guards.WHOLE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_whole ON {table}")
