"""Results in and out of Excel: one row for each item of an inspection."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.checklists.catalogue import words
from apps.checklists.items import Items
from apps.checklists.models import ITEM_LENGTH, Inspection, Result
from apps.checklists.names import MET_WORDS
from apps.checklists.sheets import BLANK, Key, Sheet, new_sheet, sheets_of
from apps.core.calendar import today
from apps.organisations.recorded import RecordQuerySet
from apps.registers.workbook import RecordComparison, organisation_columns
from apps.workbooks.columns import Column, DateColumn, WordColumn
from apps.workbooks.register import Row


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that changes an item of a sheet."""

    sheet: Sheet

    @property
    def record(self) -> Inspection:
        return self.sheet.inspection


def columns() -> Sequence[Column]:
    """With the checklists that there are now.  One query."""
    return (
        *organisation_columns(("组织编码", "组织名称")),
        WordColumn("清单", "checklist", required=True, is_key=True, width=20, words=words()),
        DateColumn("日期", "date", required=True, is_key=True),
        Column("项目", "item", required=True, is_key=True, longest=ITEM_LENGTH, width=30),
        WordColumn("结果", "met", words=MET_WORDS, width=8),
        Column("依据", "evidence", width=40),
    )


def exported(inspections: RecordQuerySet) -> Iterator[Sequence[Any]]:
    """The results of these inspections, streamed."""
    rows = Result.objects.filter(inspection__in=inspections.order_by().values("pk"))
    ordered = [f"inspection__{name}" for name in ("organisation__code", "organisation__name", "checklist", "date")]
    values = rows.order_by(*ordered, "position").values_list(*ordered, "item", "met", "evidence")
    return ([None if value == "" else value for value in row] for row in values.iterator(chunk_size=2000))


class ResultComparison(RecordComparison):
    """The rows of an inspection make one sheet, wherever in the workbook they stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = Items(words().values())
        self.sheets: dict[Key, Sheet] = {}

    def look_at(self, rows: Sequence[Row]) -> None:
        """Two queries, beside that for the organisations."""
        self.resolve(rows)
        keys = [(row, key) for row in rows if (key := self._sheet_key(row)) is not None]
        self.sheets |= sheets_of({key for _row, key in keys}.difference(self.sheets), lock=self.lock)
        for row, key in keys:
            self._take(row, key)

    def _sheet_key(self, row: Row) -> Key | None:
        day = row.get("date")
        if day is not None and day > today():
            self.table.refuse(row, "date", _("This day has not come yet."))
            return None
        found = row.get("checklist"), row.get("organisation"), day
        return None if None in found or row.get("item") is None else Key(found[0], found[1].pk, found[2])

    def _take(self, row: Row, key: Key) -> None:
        sheet = self.sheets.get(key)
        if sheet is None:
            organisation = row.get("organisation")
            sheet = new_sheet(key, organisation, self.items.asked(key.checklist, organisation.path or "", key.on))
            self.sheets[key] = sheet
        item = row.get("item")
        if item not in sheet.results:
            self.table.refuse(row, "item", _("The checklist has no such item on this day."))
            return
        said = {name: row.values[name] for name in ("met", "evidence") if name in row.values}
        said |= {"evidence": said["evidence"] or ""} if "evidence" in said else {}
        sheet.results[item] = sheet.results[item]._replace(**said)
        if sheet.results[item] == sheet.stored.get(item, BLANK):
            self.found.unchanged += 1
        else:
            (self.found.updated if sheet.inspection.pk else self.found.created).append(RowChange(sheet))
            self.touched.append((row, sheet.inspection.organisation.name, {(key.organisation, key.on)}))
