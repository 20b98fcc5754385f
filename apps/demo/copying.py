"""Copying a township with all its rows, set-based: one statement for each table and some twenty copies.

A copy has the same rows with other ids, codes and paths: its shift is added to every id of the pattern, and its code
stands in the place of the pattern's wherever that occurs in a text.
"""

from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max, TextField
from django.db.models.functions import Cast, Length

from apps.organisations.models import Organisation, Placement
from apps.organisations.tree import SEGMENT_WIDTH

Model: TypeAlias = type[models.Model]
#: Sealed and chained entry by entry: nobody's rows but those of who acts.
LEFT_OUT = "audit"
#: Names a record of any register by its id.
RECORD = "record"


class Copies:
    """Copies of the township with the code `pattern`: it is what is written until `begin`."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.floors = {model: _last_id(model) for model in _models()}

    def begin(self) -> None:
        last = {model: _last_id(model) for model in self.floors}
        self.tables = list(_targets_first(model for model in last if last[model] > self.floors[model]))
        self.span = max(last[model] - self.floors[model] for model in self.tables)
        self.statements = [self._statement(model) for model in self.tables]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Otherwise every row waits in memory for the end of the transaction to be checked.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def make(self, copies: Sequence[tuple[int, str]]) -> None:
        """Write the copies, each with its number, from 1 on, and its code."""
        values = ", ".join(["(%s, %s)"] * len(copies))
        given = [value for number, code in copies for value in (number * self.span, code)]
        with connection.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(f"WITH copy (shift, code) AS (VALUES {values}) {statement}", given)

    def end(self) -> None:
        """Whatever is written next gets its id after these."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), self.tables):
                cursor.execute(statement)

    def _statement(self, model: Model) -> str:
        fields = model._meta.local_concrete_fields
        table = _quoted(model._meta.db_table)
        columns = ", ".join(_quoted(field.column) for field in fields)
        values = ", ".join(self._value(model, field) for field in fields)
        key = _quoted(model._meta.pk.column)
        return (
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} AS it CROSS JOIN copy "  # noqa: S608
            f"WHERE it.{key} > {self.floors[model]} AND it.{key} <= {_last_id(model)} ORDER BY copy.shift, it.{key}"
        )

    def _value(self, model: Model, field: "models.Field[Any, Any]") -> str:
        """What stands in the column of a copy."""
        column = f"it.{_quoted(field.column)}"
        target = target_of(field)
        if isinstance(target, models.AutoField):
            return _shifted(column, self.floors[target.model])
        if model is Placement and field.name == "path":
            return self._path(column)
        if field.name == RECORD and isinstance(field, models.BigIntegerField):
            return _shifted(column, 0)
        if self._names_the_township(model, field):
            kind = field.db_type(connection)
            return f"CAST(replace(CAST({column} AS text), '{self.pattern}', copy.code) AS {kind})"
        return column

    def _path(self, column: str) -> str:
        """Segment by segment: ids of the pattern shifted, what stands above it as it is."""
        longest = self._of_pattern(Placement).aggregate(longest=Max(Length("path")))["longest"]
        return " || ".join(self._segment(column, start) for start in range(1, longest, SEGMENT_WIDTH))

    def _segment(self, column: str, start: int) -> str:
        organisation = f"CAST(substr({column}, {start}, {SEGMENT_WIDTH}) AS integer)"
        shifted = _shifted(organisation, self.floors[Organisation])
        written = f"substr(CAST({10**SEGMENT_WIDTH} + {shifted} AS text), 2)"
        return f"CASE WHEN length({column}) < {start} THEN '' ELSE {written} END"

    def _names_the_township(self, model: Model, field: "models.Field[Any, Any]") -> bool:
        if not isinstance(target_of(field), models.CharField | models.TextField | models.JSONField):
            return False
        said = self._of_pattern(model).annotate(said=Cast(field.attname, TextField()))
        return bool(said.filter(said__contains=self.pattern).exists())

    def _of_pattern(self, model: Model) -> "models.QuerySet[Any]":
        return model._base_manager.filter(pk__gt=self.floors[model])


def target_of(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """The field whose values the column holds."""
    return field.target_field if isinstance(field, models.ForeignKey) else field


def _models() -> Iterator[Model]:
    """Those whose rows are told apart by numbers: what names itself by chance (jobs, files) belongs to no pattern."""
    for model in apps.get_models(include_auto_created=True):
        if isinstance(model._meta.pk, models.AutoField) and model._meta.app_label != LEFT_OUT:
            yield model


def _targets_first(chosen: Iterable[Model]) -> Iterator[Model]:
    """A row is written after those that it points to."""
    those = set(chosen)
    pointed: dict[Model, set[Any]] = {
        model: {it.related_model for it in model._meta.local_fields if it.is_relation} & (those - {model})
        for model in those
    }
    yield from TopologicalSorter(pointed).static_order()


def _last_id(model: Model) -> int:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _shifted(column: str, floor: int) -> str:
    return f"CASE WHEN {column} > {floor} THEN {column} + copy.shift ELSE {column} END"


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
