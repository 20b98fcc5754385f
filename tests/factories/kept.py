"""What many tests begin with: made once in a process, and put back as rows for every test after the first."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from time_machine import escape_hatch

Made = TypeVar("Made")
Rows = dict[type[models.Model], list[models.Model]]
#: Statements with their parameters.
Statements = list[tuple[str, Any]]


@dataclass
class Kept(Generic[Made]):
    """`make()` writes rows and says what it made; the rows are all that the database holds afterwards.

    Where there are rows already, somebody travels in time, or seals and passwords are made otherwise, it is made
    afresh: then the rows would not be the same.
    """

    make: Callable[[], Made]
    made: Made | None = None
    rows: Rows | None = None
    statements: Statements | None = None
    secrets: tuple[Any, ...] = ()

    def given(self) -> Made:
        if escape_hatch.is_travelling() or _holds_anything():
            return self.make()
        secrets = (settings.AUDIT_KEY, tuple(settings.PASSWORD_HASHERS))
        if self.made is None or self.rows is None or secrets != self.secrets:
            made = self.make()
            self.made, self.rows, self.secrets = deepcopy(made), _rows(), secrets
            self.statements = None
            return made
        self.statements = _repeated(self.statements) if self.statements else _write(self.rows)
        return deepcopy(self.made)


def _rows() -> Rows:
    """All rows of the portal's own models."""
    found = {model: list(model._base_manager.all()) for model in _models()}
    return {model: rows for model, rows in found.items() if rows}


def _models() -> list[Any]:
    return [model for it in apps.get_app_configs() if it.name.startswith("apps.") for model in it.get_models(True)]


def _holds_anything() -> bool:
    """Whether there is a row of the portal's own.  One query."""
    with connection.cursor() as cursor:
        cursor.execute(_any_row())
        return cursor.fetchone() is not None


@cache
def _any_row() -> str:
    tables = (connection.ops.quote_name(model._meta.db_table) for model in _models())
    return " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in tables) + " LIMIT 1"  # noqa: S608


def _write(rows: Rows) -> Statements:
    """Write the rows, and say how: the same statements do it again for less."""
    statements: Statements = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        for model, instances in rows.items():
            model._base_manager.bulk_create(deepcopy(instances))
    if resets := connection.ops.sequence_reset_sql(no_style(), list(rows)):
        statements.append(("\n".join(resets), None))
        with connection.cursor() as cursor:
            cursor.execute(*statements[-1])
    return statements


def _repeated(statements: Statements) -> Statements:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
    return statements
