"""Triggers of the database that keep audit entries as they were written, whoever writes the statement.

An entry can be deleted only before the moment of a `Pruning` row, which lives inside the pruning transaction alone.
TRUNCATE, which PostgreSQL alone knows, goes past the guards of rows and is refused for every table of the log.
Changing the table in a later migration makes SQLite rebuild it without its triggers: `install` them again there.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_WHOLE = ("audit_entry", "audit_link", "audit_chain", "audit_checkpoint")
_SQLITE = (
    """CREATE TRIGGER audit_entry_keep BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'The audit log can only grow.'); END""",
    """CREATE TRIGGER audit_entry_stay BEFORE DELETE ON audit_entry
    WHEN NOT EXISTS (SELECT 1 FROM audit_pruning WHERE OLD.at < before)
    BEGIN SELECT RAISE(ABORT, 'The audit log can only grow.'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION audit_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM audit_pruning WHERE OLD.at < before) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'The audit log can only grow.';
    END $$""",
    """CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_guard()""",
    """CREATE FUNCTION audit_whole_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The audit log can only grow.';
    END $$""",
    *(
        f"""CREATE TRIGGER audit_whole_keep BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_whole_guard()"""
        for table in _WHOLE
    ),
)
_SQLITE_GONE = ("DROP TRIGGER IF EXISTS audit_entry_keep", "DROP TRIGGER IF EXISTS audit_entry_stay")
_POSTGRESQL_GONE = (
    "DROP TRIGGER IF EXISTS audit_entry_keep ON audit_entry",
    "DROP FUNCTION IF EXISTS audit_entry_guard()",
    *(f"DROP TRIGGER IF EXISTS audit_whole_keep ON {table}" for table in _WHOLE),
    "DROP FUNCTION IF EXISTS audit_whole_guard()",
)
_FOUND = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_entry_%'",
    "postgresql": "SELECT count(*) FROM pg_trigger "
    "WHERE tgname IN ('audit_entry_keep', 'audit_whole_keep') AND tgenabled <> 'D'",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the guards; those that stand there already are replaced."""
    remove(connection)
    _carry_out(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def remove(connection: BaseDatabaseWrapper) -> None:
    _carry_out(connection, _POSTGRESQL_GONE if connection.vendor == "postgresql" else _SQLITE_GONE)


def stand(connection: BaseDatabaseWrapper) -> bool:
    """Whether all guards are in place."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND[connection.vendor])
        (found,) = cursor.fetchone()
    return bool(found == (1 + len(_WHOLE) if connection.vendor == "postgresql" else len(_SQLITE)))


def _carry_out(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
