"""The rows of a workbook beside the records of a register."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.changes import filled
from apps.audit.services import Act
from apps.closing.standing import Place, closing_for, hold_months, month_of, only_proposed
from apps.core.calendar import today
from apps.organisations.recorded import facts_of
from apps.organisations.scoped_register import ScopedComparison
from apps.registers.facts import places_of
from apps.registers.models import Record
from apps.workbooks.columns import CodeColumn, Column, NameColumn
from apps.workbooks.register import Row

#: What is not checked field by field: the portal itself fills it in.
UNCHECKED = ("recorded_by", "changed_by", "withdrawn_by")


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
        self.actions = tuple(map(register.may, register.roles))  # type: ignore[misc]
        self.lock_organisations = register.fit_together  # type: ignore[misc]
        super().__init__(register, *args, **kwargs)
        #: The rows that change something, with the name of the organisation and where and when that is dated.
        self.touched: list[tuple[Row, str, set[Place]]] = []
        #: What those in which nothing is wrong make of their records.
        self.drafts: list[tuple[Row, Record]] = []
        self.wrong: set[int] = set()

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
        own = self.register.own
        records = seen.counted().filter(**{f"{own}__in": {key[own] for key in keys}})
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
            if not row.bad and row.number not in self.wrong:
                self.drafts.append((row, record))
        return changed

    def check_row(self, row: Row, record: Record, was: Mapping[str, Any]) -> None:
        self._refuse_deciding(row, record, was)
        columns = {column.key for column in self.table.columns}
        for name, sentence in self._errors(record).items():
            self.wrong.add(row.number)
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
        right = self.register.right_to_change(stood)
        if record.pk is not None and right != "record" and not self.may(record.organisation, self.register.may(right)):
            refused = refused or [self.register.titled]
        for name in refused:
            self.table.refuse(row, name, _("Only the township office enters this."))

    def _errors(self, record: Record) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            record.clean_fields(exclude=(*UNCHECKED, *self.register.codes))
        except ValidationError as errors:
            found = {name: " ".join(messages) for name, messages in errors.message_dict.items()}
        return {**self.register.errors_of(record, today()), **found}

    def audited(self, record: Record) -> dict[str, Any]:
        return facts_of(record)

    def act(self, record: Record, before: dict[str, Any], after: dict[str, Any]) -> Act:
        made: Act = self.register.act("imported", record, before=before, after=after if before else filled(after))
        return made

    def finish(self) -> None:
        self._refuse_conflicts()
        self._look_at_closed_months()

    def _refuse_conflicts(self) -> None:
        """The first of each row, at the cell that the workbook has."""
        rows = {id(record): row for row, record in self.drafts}
        faults: dict[int, tuple[Row, str, str]] = {}
        for record, name, sentence in self.register.conflicts([it for _row, it in self.drafts]):
            row = rows[id(record)]
            faults.setdefault(row.number, (row, name if self.table.has(name) else self.register.model.DATED, sentence))
        for row, name, sentence in faults.values():
            self.table.refuse(row, name, sentence)

    def _look_at_closed_months(self) -> None:
        """Closed months: by whoever may only propose they are refused, by everybody else a reason is asked for."""
        places = {place for _row, _name, its in self.touched for place in its}
        if self.lock:
            hold_months({organisation for organisation, _day in places})
        closing = closing_for(self.by, places)
        for row, name, its in self.touched if closing else ():
            touched = sorted({(day.year, day.month) for _organisation, day in its})
            months = [it for month in touched if (it := month_of(name, *month)) in closing.months]
            if months and closing.proposes:
                where = _("Propose it on the page of the register.")
                self.table.refuse(
                    row, self._closed_day(row, name, months), f"{only_proposed('、'.join(months))} {where}"
                )
            for month in months:
                self.table.closed.setdefault(month, set()).add(row.number)

    def _closed_day(self, row: Row, name: str, months: Collection[str]) -> str:
        """The column of the first day of the row that lies in one of these months; else that of the organisation."""
        days = ((key, value) for key, value in row.values.items() if isinstance(value, date))
        return next((key for key, day in days if month_of(name, day.year, day.month) in months), "organisation")
