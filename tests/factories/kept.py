"""What many tests begin with: made once in a process, and put back as rows for every test after the first."""

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from time_machine import escape_hatch, travel

Made = TypeVar("Made")
#: Statements with their parameters.
Statements = list[tuple[str, list[Any] | None]]


@dataclass
class Kept(Generic[Made]):
    """`make()` writes rows and says what it made; the rows are all that the database holds afterwards.

    Where there are rows already it is made afresh.  It is kept apart for each second to which somebody travels in
    time, and for each way to make seals and passwords: the rows would not be the same.
    """

    make: Callable[[], Made]
    kept: dict[tuple[Any, ...], tuple[Made, Statements]] = field(default_factory=dict)

    def given(self) -> Made:
        if _holds_anything():
            return self.make()
        second = int(time.time()) if escape_hatch.is_travelling() else None
        key = (second, settings.AUDIT_KEY, *settings.PASSWORD_HASHERS)
        if key not in self.kept:
            # Nothing of it may be later than the tests that are given the rows: they begin in the same second.
            with nullcontext() if second is None else travel(second, tick=False):
                made = self.make()
            self.kept[key] = deepcopy(made), list(_statements())
            return made
        made, statements = self.kept[key]
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
        return deepcopy(made)


def _statements() -> Iterator[tuple[str, list[Any] | None]]:
    """What writes all rows of the portal's own models again, just as the database holds them."""
    filled = []
    quote = connection.ops.quote_name
    for model in _models():
        fields = model._meta.local_concrete_fields
        columns = ", ".join(quote(it.column) for it in fields)
        table = quote(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608
            rows = cursor.fetchall()
        if rows:
            filled.append(model)
        place = f"({', '.join(['%s'] * len(fields))})"
        size = (connection.features.max_query_params or 10_000) // len(fields)
        for at in range(0, len(rows), size):
            some = rows[at : at + size]
            values = [value for row in some for value in row]
            yield f"INSERT INTO {table} ({columns}) VALUES {', '.join([place] * len(some))}", values  # noqa: S608
    if resets := connection.ops.sequence_reset_sql(no_style(), filled):
        yield "\n".join(resets), None


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
