"""SQL that is written once for a question that is asked again and again.

Writing the SQL of a large query takes the ORM longer than answering it takes the database.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Case, Count, Func, Model, Q, QuerySet, Value, When
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE

M = TypeVar("M", bound=Model)

#: Where a value stands; a per cent sign of the SQL itself is doubled.
_PLACE = re.compile("%%|%s")

#: As many questions as a process remembers.
MOST = 512


class Statement(NamedTuple):
    """A query as the driver gets it, what its names stand for, and what makes Python values of its columns."""

    sql: str
    params: dict[str, Any]
    converters: Sequence[tuple[int, Callable[..., Any], Any]] = ()


class Sql(NamedTuple):
    """A piece of SQL with what stands for its ``%s``."""

    text: str
    params: tuple[Any, ...] = ()


class Part(NamedTuple):
    """``WITH name(columns) AS (rows)``: what the ORM cannot aggregate a second time is named, and selected from."""

    name: str
    columns: Sequence[str]
    rows: "QuerySet[Any] | Sql"
    #: Worked out once, however many select from it.
    kept: bool = False
    #: Each of its columns is worked out once for a row, however often it is used; selected from once.
    fenced: bool = False
    #: The same on SQLite alone: PostgreSQL adds up in several processes what has no fence.
    fenced_on_sqlite: bool = False


class Composed(NamedTuple):
    """A statement of several parts, and what is selected from them: texts and integers as they come."""

    parts: Sequence[Part]
    select: Sql


class Whole(Value):
    """A whole number that is written into the SQL, so that none has to be sent with it."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        del compiler, connection
        return str(int(self.value)), ()


class Given(Value):
    """A text that comes with each question (`given`), by this name: the SQL is written once for all of them."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any]]:
        del compiler, connection
        return "%s", (self,)


class Aside(Func):
    """A value by which nothing is looked up.

    SQLite would take an index on it however many rows that leads to, and leave the few organisations that are asked
    for; PostgreSQL knows better.
    """

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def marked(condition: Q) -> Case | Whole:
    """1 where the condition holds, else 0: what every database adds up."""
    return Case(When(condition, then=Whole(1)), default=Whole(0)) if condition else Whole(1)


def joins_what_exists(model: type[Model]) -> bool:
    """Whether the database finds by a join, for many at once, what a condition says that there is.

    SQLite asks for each row anew.
    """
    return connections[router.db_for_read(model)].vendor == "postgresql"


def rows_of(model: type[Model], question: Callable[..., Any], *asked: Hashable) -> list[tuple[Any, ...]]:
    """The rows of `question(*asked)`, a `values_list` of `model` or `Composed`, that follows from `asked` and from
    nothing else.

    One query.
    """
    using = router.db_for_read(model)
    statement = _statement(using, question, *asked)
    return _rows(using, statement) if statement else []


def streamed_rows_of(model: type[Model], question: Callable[..., Any], *asked: Hashable) -> Iterator[tuple[Any, ...]]:
    """The same, a row at a time: of a district they are many.  One query."""
    using = router.db_for_read(model)
    statement, connection = _statement(using, question, *asked), connections[using]
    if statement is None:
        return
    pooled = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    with connection.cursor() if pooled else connection.chunked_cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        while rows := cursor.fetchmany(GET_ITERATOR_CHUNK_SIZE):
            yield from (_converted(it, statement, connection) for it in rows)


def objects_of(
    model: type[M], question: Callable[..., "QuerySet[M]"], *asked: Hashable, related: str = "", **given: str
) -> list[M]:
    """The objects that `question(*asked)` finds, likewise, with what it annotates, and with the one each that is
    `related` to them by a foreign key of this name.  `given`: a text for each `Given` of the question.

    One query.
    """
    using = router.db_for_read(model)
    loading = _loading(using, model, question, related, *asked)
    return [loading.built(using, row) for row in _rows(using, loading.statement, **given)] if loading else []


def _rows(using: str, statement: Statement, **given: str) -> list[tuple[Any, ...]]:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, {**statement.params, **given})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not statement.converters:
        return rows
    return [_converted(row, statement, connection) for row in rows]


class _Loading(NamedTuple):
    """A query of all columns of `model`, then of the one that is `related`, then of what is `annotated`."""

    statement: Statement
    model: type[Model]
    names: list[str]
    related: Any
    other: type[Model] | None
    others: list[str]
    annotated: list[str]

    def built(self, using: str, row: Sequence[Any]) -> Any:
        own, end = len(self.names), len(self.names) + len(self.others)
        built = self.model.from_db(using, self.names, row[:own])
        if self.other is not None:
            self.related.set_cached_value(built, self.other.from_db(using, self.others, row[own:end]))
        for name, value in zip(self.annotated, row[end:], strict=True):
            setattr(built, name, value)
        return built


@lru_cache(maxsize=MOST)
def _loading(
    using: str, model: type[Model], question: Callable[..., Any], related: str, *asked: Hashable
) -> _Loading | None:
    """None where the ORM knows without asking that there is nothing."""
    found = question(*asked)
    key = model._meta.get_field(related) if related else None
    other = key.related_model if key else None
    names, others = ([it.attname for it in of._meta.concrete_fields] if of else [] for of in (model, other))
    annotated = list(found.query.annotations)
    rows = found.values_list(*names, *(f"{related}__{it}" for it in others), *annotated)
    statement = _written(using, rows)
    return _Loading(statement, model, names, key, other, others, annotated) if statement else None


@lru_cache(maxsize=MOST)
def _statement(using: str, question: Callable[..., Any], *asked: Hashable) -> Statement | None:
    """None where the ORM knows without asking that there is nothing.  What was counted is an integer as it comes."""
    its = question(*asked)
    return _composed(using, its) if isinstance(its, Composed) else _written(using, its)


def _written(using: str, rows: "QuerySet[Any]") -> Statement | None:
    compiler = rows.query.get_compiler(using)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    columns = [column[0] for column in compiler.select]
    converters = compiler.get_converters([None if isinstance(it, Count) else it for it in columns])
    return Statement(*_named(sql, params), _in_order(converters))


def _composed(using: str, its: Composed) -> Statement | None:
    """None where one of the parts can have no rows."""
    texts, params = [], list[Any]()
    for part in its.parts:
        try:
            rows = part.rows if isinstance(part.rows, Sql) else sql_of(using, part.rows)
        except EmptyResultSet:
            return None
        texts.append(f"{part.name}({', '.join(part.columns)}) AS {_body(using, part, rows.text)}")
        params += rows.params
    return Statement(*_named(f"WITH {', '.join(texts)} {its.select.text}", (*params, *its.select.params)))


def _in_order(converters: Mapping[int, tuple[Iterable[Callable[..., Any]], Any]]) -> list[tuple[int, Any, Any]]:
    """Which column is given to what, and the expression it came from."""
    return [(at, convert, expression) for at, (its, expression) in converters.items() for convert in its]


def _named(text: str, params: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """The SQL with a name for each different value: each is sent once, and nobody looks for ``%s`` at every question.

    Choices are the texts and numbers that they are: a driver would ask each what it is.
    """
    names: dict[tuple[type, Any], str] = {}
    values = (it.value if isinstance(it, Enum) else it for it in params)

    def name(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(values)
        if isinstance(value, Given):
            return f"%({value.value})s"
        return f"%({names.setdefault((type(value), value), f'p{len(names)}')})s"

    return _PLACE.sub(name, text), {name: value for (_type, value), name in names.items()}


def _body(using: str, part: Part, text: str) -> str:
    """Planners leave alone what has a limit or an offset, and hand it on row by row instead of storing it."""
    on_sqlite = connections[using].vendor == "sqlite"
    if part.fenced or (part.fenced_on_sqlite and on_sqlite):
        return f"({text} {'LIMIT -1' if on_sqlite else 'OFFSET 0'})"
    return f"{'MATERIALIZED ' if part.kept else ''}({text})"


def sql_of(using: str, rows: "QuerySet[Any]") -> Sql:
    """The query as the database gets it.  Raises `EmptyResultSet` where the ORM knows that there is nothing."""
    text, params = rows.query.get_compiler(using).as_sql()
    return Sql(text, tuple(params))


def _converted(row: tuple[Any, ...], statement: Statement, connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for at, convert, expression in statement.converters:
        values[at] = convert(values[at], expression, connection)
    return tuple(values)
