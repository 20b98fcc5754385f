"""Registers in and out of Excel, set-based: columns, comparison by key, writing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference
from apps.audit.services import Act, record_many
from apps.closing.standing import closing_for, hold_months, only_proposed
from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.registers.facts import act_of, facts_of, filled, places_of
from apps.registers.lines import column_of
from apps.registers.models import Record
from apps.registers.querysets import RecordQuerySet
from apps.workbooks.columns import CodeColumn, Column, NameColumn
from apps.workbooks.register import Changes, Row, Table

if TYPE_CHECKING:
    from apps.registers.register import RecordRegister

_BATCH = 1000
_WRITTEN_BY_PORTAL = ("version", "changed_by", "changed_at")
#: What is not checked field by field: rows are, as they are read.
_UNCHECKED = ("organisation", "recorded_by", "changed_by", "withdrawn_by")


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is going to be written, and what the audit log says of it."""

    record: Record
    act: Act


def columns_of(register: "RecordRegister") -> Sequence[Column]:
    """The organisation with its name, then a column for each line."""
    code, name = register.organisation_headings
    organisation = (
        CodeColumn(code, "organisation", required=True, is_key=True, longest=40),
        NameColumn(name, "organisation_name", of="organisation"),
    )
    return (*organisation, *(column_of(line, register.field_of(line)) for line in register.lines))


def exported(register: "RecordRegister", records: RecordQuerySet) -> Iterator[Sequence[Any]]:
    """The records as the workbook writes them, streamed: one value in code per column."""
    names = ["organisation__code", "organisation__name", *(line.name for line in register.lines)]
    rows = records.order_by("organisation__code", register.model.DATED, "pk").values_list(*names)
    return ([None if value == "" else value for value in row] for row in rows.iterator(chunk_size=2000))


def changes_in(register: "RecordRegister", table: Table, by: User | None) -> Changes[Change]:
    """Compare the rows with the database.  Two queries per thousand rows, beside those for closed months."""
    changes: Changes[Change] = Changes()
    for at in range(0, len(table.rows), _BATCH):
        some = table.rows[at : at + _BATCH]
        known = _organisations(register, some, by)
        stored = _stored(register, some, known)
        for row in some:
            organisation = known.get(row.get("organisation"))
            if organisation is not None:
                table.check_name(row, "organisation", organisation.name)
                _compare(register, table, row, organisation, stored, changes)
            elif row.get("organisation") is not None:
                table.refuse(row, "organisation", _("There is no organisation with this code in your area."))
    note_closed(table, changes, by)
    return changes


def write_changes(register: "RecordRegister", changes: Changes[Change], by: User | None) -> None:
    """Write new and changed records, checked before, with an audit entry each."""
    rows = register.model._default_manager
    for change in changes.created:
        change.record.recorded_by = by
    rows.bulk_create([change.record for change in changes.created], batch_size=_BATCH)
    now = timezone.now()
    for change in changes.updated:
        change.record.version += 1
        change.record.changed_by, change.record.changed_at = by, now
    fields = [*(line.name for line in register.lines), *_WRITTEN_BY_PORTAL]
    rows.bulk_update([change.record for change in changes.updated], fields, batch_size=200)
    record_many((change.act for change in (*changes.created, *changes.updated)), by=by)


def _organisations(register: "RecordRegister", rows: Iterable[Row], by: User | None) -> dict[Any, Organisation]:
    among = Organisation.objects.all() if by is None else Organisation.objects.visible_to(by, register.may("record"))
    return {it.code: it for it in among.filter(code__in={row.get("organisation") for row in rows})}


def _stored(
    register: "RecordRegister", rows: Iterable[Row], known: Mapping[Any, Organisation]
) -> dict[tuple[Any, ...], Record]:
    """The records that count of these organisations, by key."""
    records = register.model._default_manager.filter(organisation__in=[it.pk for it in known.values()])
    dated = {row.get(register.model.DATED) for row in rows}
    if None not in dated and any(line.key and line.name == register.model.DATED for line in register.lines):
        records = records.filter(**{f"{register.model.DATED}__in": dated})
    return {_key_of(register, it, it.organisation_id): it for it in records.counted()}


def _key_of(register: "RecordRegister", record: Record, organisation: int) -> tuple[Any, ...]:
    return organisation, *(getattr(record, line.name) for line in register.lines if line.key)


def _compare(
    register: "RecordRegister",
    table: Table,
    row: Row,
    organisation: Organisation,
    stored: Mapping[tuple[Any, ...], Record],
    changes: Changes[Change],
) -> None:
    said = _said(register, row)
    wanted = register.model(organisation=organisation, **said)
    register.complete(wanted)
    record = stored.get(_key_of(register, wanted, organisation.pk))
    before: dict[str, Any] = {}
    if record is None:
        record = wanted
    else:
        record.organisation = organisation
        before = facts_of(record)
        for name, value in said.items():
            setattr(record, name, value)
        register.complete(record)
    was, became = difference(before, facts_of(record))
    if record.pk and not became:
        changes.unchanged += 1
        return
    _refuse_wrong(register, table, row, record)
    if record.pk:
        changes.updated.append(Change(record, act_of(register, "imported", record, before=was, after=became)))
    else:
        changes.created.append(Change(record, act_of(register, "imported", record, after=filled(became))))


def _said(register: "RecordRegister", row: Row) -> dict[str, Any]:
    """The fields that the row speaks of; a blank cell clears, a column that is not there leaves alone."""
    return {
        line.name: _blank(register.field_of(line)) if row.values[line.name] is None else row.values[line.name]
        for line in register.lines
        if line.name in row.values
    }


def _blank(of: "models.Field[Any, Any]") -> Any:
    if of.has_default():
        return of.get_default()
    return None if of.null else ""


def _refuse_wrong(register: "RecordRegister", table: Table, row: Row, record: Record) -> None:
    errors: dict[str, str] = {}
    try:
        record.clean_fields(exclude=_UNCHECKED)
    except ValidationError as found:
        errors = {name: " ".join(messages) for name, messages in found.message_dict.items()}
    errors |= {name: text for name, text in register.errors_of(record, today()).items() if name not in errors}
    names = {column.key for column in table.columns}
    for name, sentence in errors.items():
        if name not in row.bad and not (row.get(name) is None and _is_required(table, name)):
            table.refuse(row, name if name in names else register.titled, sentence)


def _is_required(table: Table, name: str) -> bool:
    """Whether a blank cell there has been refused already."""
    return any(column.key == name and column.required for column in table.columns)


def note_closed(table: Table, changes: Changes[Any], by: User | None) -> None:
    """Say which closed months would change: by whoever may only propose they are refused."""
    places = {place for it in (*changes.created, *changes.updated) for place in places_of(it.record)}
    hold_months({organisation for organisation, _day in places})
    closing = closing_for(by, places)
    if not closing:
        return
    first = table.rows[0]
    if closing.proposes:
        table.refuse(first, "organisation", only_proposed(closing.names))
    else:
        for month in closing.months:
            table.closed[month] = {first.number}
