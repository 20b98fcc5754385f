"""A register of one model, declared: its import, its export and its writing come from its columns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record_many
from apps.core.batches import BATCH, batches
from apps.core.versioning import save_many
from apps.workbooks.columns import Column, NameColumn
from apps.workbooks.register import Changes, Register, Row, Table

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Change(Generic[M]):
    """A record that is going to be written, and what the audit log says of it."""

    record: M
    act: Act


class Comparison(Generic[M]):
    """The rows of one workbook beside the records of the database; made for one import.

    As with Django's generic views a register overrides the one method in which it differs.  Every refusal goes
    through `table.refuse`; the database is asked for a batch of rows at a time.
    """

    def __init__(self, register: "KeyedRegister[M]", table: Table, by: User | None, *, lock: bool) -> None:
        self.register, self.table, self.by, self.lock = register, table, by, lock
        self.found = Changes[Any]()
        self.seen: dict[tuple[Any, ...], int] = {}

    def changes(self) -> Changes[Any]:
        """See `Register.check`."""
        for rows in batches(self.table.rows):
            self.look_at(rows)
        self.finish()
        return self.found

    def look_at(self, rows: Sequence[Row]) -> None:
        """Find the record of each of these rows and compare them."""
        self.resolve(rows)
        keys = [(row, key) for row in rows if (key := self.key_of(row)) is not None]
        existing = self.existing([key for _row, key in keys])
        for row, key in keys:
            found = tuple(map(_stored, key.values()))
            if self._is_first(row, found):
                record = existing.get(found) or self.register.model()
                for name, value in key.items():
                    setattr(record, name, value)  # the records that the key names are at hand from here on
                self.compare(row, record)

    def resolve(self, rows: Sequence[Row]) -> None:
        """Put the records that rows name by their codes in the place of the codes; refuse those that are not there."""

    def key_of(self, row: Row) -> dict[str, Any] | None:
        """What finds the record of the row, by field; None where something of it is missing or wrong."""
        key, required = self.register.key, self.register.required
        if any(row.get(column) is None and (column in required or column in row.bad) for column in key):
            return None
        return {name: self.meant(name, row.get(column)) for column, name in key.items()}

    def _is_first(self, row: Row, key: tuple[Any, ...]) -> bool:
        """Whether no row before means the same record; reading leaves that open where a part of the key is blank."""
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            column = next(iter(self.register.key))
            self.table.refuse(row, column, _("The same key stands in row %(row)d already.") % {"row": first})
        return first == row.number

    def existing(self, keys: Collection[Mapping[str, Any]]) -> dict[tuple[Any, ...], M]:
        """The records with these keys; locked where they are going to be written: nobody changes them in between."""
        names, records = list(self.register.key.values()), self.records()
        for name in names:
            values = {key[name] for key in keys}
            blank = Q(**{f"{name}__isnull": True}) if None in values else Q()
            records = records.filter(Q(**{f"{name}__in": values - {None}}) | blank)
        if self.lock:
            records = records.select_for_update(of=("self",))
        return {tuple(self.value_of(record, name) for name in names): record for record in records}

    def records(self) -> "QuerySet[M]":
        """The records of the register, with what the rules ask of them."""
        records: QuerySet[M] = self.register.model._default_manager.order_by("pk")
        return records

    def value_of(self, record: M, name: str) -> Any:
        """What a field of the record holds, of another record the id; costs no query."""
        return getattr(record, self.register.model._meta.get_field(name).attname)

    def wanted(self, row: Row, record: Any) -> dict[str, Any]:  # noqa: ARG002
        """What the row says of the record, by field: a blank cell clears, a column that is not there leaves alone.

        So do a cell that could not be read and a blank one that is required: these are errors already.
        """
        facts = self.register.facts.items()
        return {name: self.meant(name, row.values[column]) for column, name in facts if column in row.values}

    def meant(self, name: str, value: Any) -> Any:
        """What a cell means for the field."""
        return self.blank(name) if value is None else value

    def blank(self, name: str) -> Any:
        """What a blank cell means: nothing where the field can hold that, else what a new record begins with."""
        field = self.register.model._meta.get_field(name)
        return None if field.null else field.get_default()

    def compare(self, row: Row, record: M) -> bool:
        """Note what the row changes of its record, which is new where it has no id; whether that is anything."""
        wanted = self.wanted(row, record)
        was = {name: old for name, new in wanted.items() if (old := self.value_of(record, name)) != _stored(new)}
        if record.pk is not None and not was:
            self.found.unchanged += 1
            return False
        before = self.audited(record) if record.pk is not None else {}
        for name in was:
            setattr(record, name, wanted[name])
        self.check_row(row, record, was)
        change = Change(record, self.act(record, *difference(before, self.audited(record))))
        (self.found.created if record.pk is None else self.found.updated).append(change)
        return True

    def check_row(self, row: Row, record: M, was: Mapping[str, Any]) -> None:
        """Refuse what the register's own rules forbid; `was` is what each changed field held before."""

    def act(self, record: M, before: dict[str, Any], after: dict[str, Any]) -> Act:
        """What the audit log says of the change."""
        return Act(self.register.imported, str(record), before=before, after=after)

    def audited(self, record: M) -> dict[str, Any]:
        """The record as the audit log has it."""
        return fields_of(record)

    def finish(self) -> None:
        """Look at the rows beside each other, once all are compared."""


def _stored(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


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
        written = (it for it in self.columns if not (it.is_key or it.is_told or isinstance(it, NameColumn)))
        return {it.key: self.field_of(it.key) for it in written}

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
        keys = [self._lookup(column) for column in self.columns if column.is_key]
        lookups = [
            f"{self.field_of(it.of)}__name" if isinstance(it, NameColumn) else self._lookup(it) for it in self.columns
        ]
        rows = records.order_by(*keys).values_list(*lookups).iterator(chunk_size=2000)
        return (tuple(None if value == "" else value for value in row) for row in rows)

    def _lookup(self, column: Column) -> str:
        name = self.field_of(column.key)
        if column.is_told:
            return name
        return f"{name}__code" if self.model._meta.get_field(name).is_relation else name


@transaction.atomic
def records_write(*, model: type[M], fields: Sequence[str], changes: Changes[Change[M]], by: User | None) -> None:
    """Write the `fields` of changed records, new records, and an audit entry each; checked before, set-based."""
    save_many([change.record for change in changes.updated], fields=fields, by=by)
    model._default_manager.bulk_create((change.record for change in changes.created), BATCH)
    record_many((change.act for change in (*changes.created, *changes.updated)), by=by)
