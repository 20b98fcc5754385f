"""A register of one model, declared: its import, its export and its writing come from its columns."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db import transaction

from apps.accounts.models import User
from apps.audit.services import record_many
from apps.core.batches import BATCH
from apps.core.versioning import save_many
from apps.workbooks.columns import NameColumn
from apps.workbooks.comparing import Change, Comparison, M
from apps.workbooks.register import Changes, Register, Table


class KeyedRegister(Register[Change[M]]):
    """A register of one model: every column is a field, and those of the key find the record.

    Columns that name another record by its code are foreign keys (`Comparison.resolve`).
    """

    model: ClassVar[type[Any]]
    #: The field of each column that is not called like it.
    fields: ClassVar[Mapping[str, str]] = {}
    #: By which action the audit log knows an imported record.
    imported: ClassVar[str]
    #: Compares the rows; a subclass of it holds the register's own rules.
    comparison: ClassVar[type[Comparison[Any]]] = Comparison

    @cached_property
    def key(self) -> dict[str, str]:
        """The fields that find a record, by column."""
        return {it.key: self.field_of(it.key) for it in self.columns if it.is_key}

    @cached_property
    def facts(self) -> dict[str, str]:
        """The fields that an import writes, by column."""
        return {it.key: self.field_of(it.key) for it in self.columns if not (it.is_key or isinstance(it, NameColumn))}

    @cached_property
    def required(self) -> frozenset[str]:
        """The columns that must not be blank."""
        return frozenset(column.key for column in self.columns if column.required)

    def field_of(self, column: str) -> str:
        """The name of the field that a column is."""
        return self.fields.get(column, column)

    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[Change[M]]:
        return self.comparison(self, table, by, lock=lock).changes()

    def write(self, changes: Changes[Change[M]], by: User | None) -> None:
        records_write(model=self.model, fields=list(self.facts.values()), changes=changes, by=by)

    def rows_of(self, records: Any) -> Iterator[Sequence[Any]]:
        """These records as the register writes them, streamed in the order of their keys; a blank is an empty cell."""
        keys = [self._lookup(column.key) for column in self.columns if column.is_key]
        lookups = [
            f"{self.field_of(it.of)}__name" if isinstance(it, NameColumn) else self._lookup(it.key)
            for it in self.columns
        ]
        rows = records.order_by(*keys).values_list(*lookups).iterator(chunk_size=2000)
        return (tuple(None if value == "" else value for value in row) for row in rows)

    def _lookup(self, column: str) -> str:
        name = self.field_of(column)
        return f"{name}__code" if self.model._meta.get_field(name).is_relation else name


@transaction.atomic
def records_write(*, model: type[M], fields: Sequence[str], changes: Changes[Change[M]], by: User | None) -> None:
    """Write the `fields` of changed records, new records, and an audit entry each; checked before, set-based."""
    save_many([change.record for change in changes.updated], fields=fields, by=by)
    model._default_manager.bulk_create((change.record for change in changes.created), BATCH)
    record_many((change.act for change in (*changes.created, *changes.updated)), by=by)
