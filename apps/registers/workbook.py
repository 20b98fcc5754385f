"""The rows of a workbook beside the records of a register."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError

from apps.audit.services import Act
from apps.closing.standing import closing_for, hold_months, only_proposed
from apps.core.calendar import today
from apps.organisations.scoped_register import ScopedComparison
from apps.registers.facts import facts_of, filled, places_of
from apps.registers.models import Record
from apps.workbooks.columns import CodeColumn, Column, NameColumn
from apps.workbooks.register import Row

#: What is not checked field by field: the portal itself fills it in.
_UNCHECKED = ("organisation", "recorded_by", "changed_by", "withdrawn_by")


def organisation_columns(headings: tuple[str, str]) -> Sequence[Column]:
    """The code and the name of the organisation."""
    code, name = headings
    return (
        CodeColumn(code, "organisation", required=True, is_key=True, longest=40),
        NameColumn(name, "organisation_name", of="organisation"),
    )


class RecordComparison(ScopedComparison[Record]):
    """Only records that count are found again; a blank part of the key is a part like every other."""

    #: A `RecordRegister`.
    register: Any

    def key_of(self, row: Row) -> dict[str, Any] | None:
        if any(row.get(column) is None for column in self.register.key if column in self.register.required):
            return None
        if self.register.key.keys() & row.bad:
            return None
        said = {name: row.get(column) for column, name in self.register.key.items()}
        return {name: self.blank(name) if value is None else value for name, value in said.items()}

    def existing(self, keys: Collection[Mapping[str, Any]]) -> dict[tuple[Any, ...], Record]:
        dated = self.register.model.DATED
        seen = self.register.records() if self.by is None else self.register.visible_to(self.by)
        records = seen.counted().filter(organisation__in={key["organisation"] for key in keys})
        days = {key.get(dated) for key in keys}
        if None not in days:
            records = records.filter(**{f"{dated}__in": days})
        if self.lock:
            records = records.select_for_update(of=("self",))
        names = self.register.key.values()
        return {tuple(self.value_of(record, name) for name in names): record for record in records}

    def wanted(self, row: Row, record: Record) -> dict[str, Any]:
        """Besides: what follows from what the row says (`complete`)."""
        draft = copy(record)
        for name, value in super().wanted(row, record).items():
            setattr(draft, name, value)
        self.register.complete(draft)
        return {name: getattr(draft, name) for name in self.register.facts.values()}

    def compare(self, row: Row, record: Record) -> bool:
        if record.pk is None:
            record.recorded_by = self.by
        return super().compare(row, record)

    def check_row(self, row: Row, record: Record, was: Mapping[str, Any]) -> None:  # noqa: ARG002
        columns = {column.key for column in self.table.columns}
        for name, sentence in self._errors(record).items():
            if name not in row.bad and not (row.get(name) is None and name in self.register.required):
                self.table.refuse(row, name if name in columns else self.register.titled, sentence)

    def _errors(self, record: Record) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            record.clean_fields(exclude=_UNCHECKED)
        except ValidationError as errors:
            found = {name: " ".join(messages) for name, messages in errors.message_dict.items()}
        return {**self.register.errors_of(record, today()), **found}

    def audited(self, record: Record) -> dict[str, Any]:
        return facts_of(record)

    def act(self, record: Record, before: dict[str, Any], after: dict[str, Any]) -> Act:
        made: Act = self.register.act("imported", record, before=before, after=after if before else filled(after))
        return made

    def finish(self) -> None:
        """Closed months: by whoever may only propose they are refused, by everybody else a reason is asked for."""
        places = {place for it in (*self.found.created, *self.found.updated) for place in places_of(it.record)}
        if self.lock:
            hold_months({organisation for organisation, _day in places})
        closing = closing_for(self.by, places)
        if closing.proposes:
            self.table.refuse(self.table.rows[0], "organisation", only_proposed(closing.names))
        elif closing:
            for month in closing.months:
                self.table.closed[month] = {self.table.rows[0].number}
