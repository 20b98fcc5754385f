"""The rows of every table as lines of JSON: the same bytes, whichever engine holds them."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import CharField, F, Field, Model
from django.db.models.functions import Collate

#: So many rows are in memory at once.
BATCH = 1000
#: In which both engines sort texts by their bytes.
_BY_BYTES = {"postgresql": "C", "sqlite": "BINARY"}

AnyModel: TypeAlias = type[Model]
AnyField: TypeAlias = "Field[Any, Any]"


def models_of(apps: Apps) -> list[AnyModel]:
    """Every model with a table of its own, those between two models too, in the order of the tables' names."""
    found = (it for it in apps.get_models(include_auto_created=True) if it._meta.managed and not it._meta.proxy)
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(model: AnyModel) -> list[str]:
    """Those that can be written."""
    fields = model._meta.local_concrete_fields
    return [str(field.column) for field in fields if not getattr(field, "generated", False)]


def lines_of(model: AnyModel, columns: list[str]) -> Iterator[bytes]:
    """The rows by primary key, each a JSON array of these columns and a line of its own.  One query, streamed."""
    key = model._meta.pk
    by_bytes = isinstance(key, CharField)
    order = Collate(F(key.attname), _BY_BYTES[connection.vendor]).asc() if by_bytes else F(key.attname).asc()
    names = [field.attname for field in _fields_of(model, columns)]
    for row in model._base_manager.order_by(order).values_list(*names).iterator(chunk_size=BATCH):
        yield _written(row)


def digest_of(model: AnyModel, columns: list[str]) -> str:
    """The SHA-256 of its lines."""
    digest = sha256()
    for line in lines_of(model, columns):
        digest.update(line)
    return digest.hexdigest()


def all_emptied(models: Iterable[AnyModel]) -> None:
    """Remove every row of these tables, whatever refers to whatever.  Call it in a transaction."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables):
            cursor.execute(statement)


def rows_written(model: AnyModel, columns: list[str], lines: Iterable[bytes], tick: Callable[[], None]) -> None:
    """Write the rows of these lines as they are: no default, no time of now, no signal."""
    fields = _fields_of(model, columns)
    size = max(1, min(BATCH, (connection.features.max_query_params or BATCH * len(fields)) // len(fields)))
    for batch in _batches(lines, size):
        _inserted(model, fields, [_read(line, fields) for line in batch])
        tick()


def sequences_set(models: Iterable[AnyModel]) -> None:
    """The next row gets a number of its own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _fields_of(model: AnyModel, columns: list[str]) -> list[AnyField]:
    by_column = {field.column: field for field in model._meta.local_concrete_fields}
    return [by_column[column] for column in columns]


def _written(row: tuple[Any, ...]) -> bytes:
    text = json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def _plain(value: Any) -> str:
    if isinstance(value, date):  # moments are dates too
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):  # a text of which Django's own field makes bytes again
        return b64encode(value).decode("ascii")
    raise TypeError(f"No way is known to keep {type(value)}")


def _read(line: bytes, fields: list[AnyField]) -> list[Any]:
    """The row as the engine takes it.  Raises `ValueError` where it has not as many columns."""
    pairs = zip(fields, json.loads(line), strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in pairs]


def _inserted(model: AnyModel, fields: list[AnyField], rows: list[list[Any]]) -> None:
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES {', '.join([places] * len(rows))}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])


def _batches(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
