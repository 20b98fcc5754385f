"""What the database knows of its own tables: without it, it takes a long way to a short answer."""

from django.db import connection

#: So many rows of each index are looked at: enough to choose by, and quick however large the table.
ROWS_LOOKED_AT = 1000


def statistics_refresh() -> None:
    """Let the embedded database count its tables anew; PostgreSQL does so by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
