"""The rows of a workbook beside the records of a register."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.changes import filled
from apps.audit.services import Act
from apps.closing.standing import Place, closing_for, hold_months, month_of, only_proposed
from apps.core.calendar import today
from apps.organisations.scoped_register import ScopedComparison
from apps.registers.facts import facts_of, places_of
from apps.registers.models import Record
from apps.workbooks.columns import CodeColumn, Column, NameColumn
from apps.workbooks.register import Row

#: What is not checked field by field: the portal itself fills it in.
UNCHECKED = ("organisation", "recorded_by", "changed_by", "withdrawn_by")


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

    def __init__(self, register: Any, *args: Any, **kwargs: Any) -> None:
        self.actions = (register.may("decide"),) if register.decided else ()  # type: ignore[misc]
        super().__init__(register, *args, **kwargs)
        #: The rows that change something, with the name of the organisation and where and when that is dated.
        self.touched: list[tuple[Row, str, set[Place]]] = []

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
        before = places_of(record) if record.pk else set()
        if record.pk is None:
            record.recorded_by = self.by
        changed = super().compare(row, record)
        if changed:
            self.touched.append((row, record.organisation.name, before | places_of(record)))
        return changed

    def check_row(self, row: Row, record: Record, was: Mapping[str, Any]) -> None:
        self._refuse_deciding(row, record, was)
        columns = {column.key for column in self.table.columns}
        for name, sentence in self._errors(record).items():
            if name not in row.bad and not (row.get(name) is None and name in self.register.required):
                self.table.refuse(row, name if name in columns else self.register.titled, sentence)

    def _refuse_deciding(self, row: Row, record: Record, was: Mapping[str, Any]) -> None:
        """Whoever does not decide enters nothing that is decided, and changes nothing that has been decided about."""
        if not self.register.decided or self.may(record.organisation, self.register.may("decide")):
            return
        stood = copy(record)
        for name, value in was.items():
            setattr(stood, name, value)
        new = {name for name in self.register.key.values() if getattr(record, name)} if record.pk is None else set()
        refused = sorted(self.register.decided & (new | was.keys()))
        if record.pk is not None and self.register.right_to_change(stood) == "decide":
            refused = refused or [self.register.titled]
        for name in refused:
            self.table.refuse(row, name, _("Only the township office enters this."))

    def _errors(self, record: Record) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            record.clean_fields(exclude=UNCHECKED)
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
        places = {place for _row, _name, its in self.touched for place in its}
        if self.lock:
            hold_months({organisation for organisation, _day in places})
        closing = closing_for(self.by, places)
        for row, name, its in self.touched if closing else ():
            months = {month_of(name, day.year, day.month) for _organisation, day in its}.intersection(closing.months)
            if months and closing.proposes:
                self.table.refuse(row, "organisation", only_proposed("、".join(sorted(months))))
            for month in months:
                self.table.closed.setdefault(month, set()).add(row.number)
