"""Results in and out of Excel: one row for each item of an inspection."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.checklists.items import Items
from apps.checklists.models import ITEM_LENGTH, Inspection, Result
from apps.checklists.names import CHECKLIST_WORDS, MET_WORDS
from apps.checklists.sheets import BLANK, Key, Sheet, new_sheet, sheets_of
from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.registers.querysets import RecordQuerySet
from apps.registers.workbook import note_closed
from apps.workbooks.columns import CodeColumn, Column, DateColumn, NameColumn, WordColumn
from apps.workbooks.register import Changes, Row, Table

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that changes an item of a sheet."""

    sheet: Sheet

    @property
    def record(self) -> Inspection:
        return self.sheet.inspection


def columns_of() -> Sequence[Column]:
    return (
        CodeColumn("组织编码", "organisation", required=True, is_key=True, longest=40),
        NameColumn("组织名称", "organisation_name", of="organisation"),
        WordColumn("清单", "checklist", required=True, is_key=True, width=20, words=CHECKLIST_WORDS),
        DateColumn("日期", "date", required=True, is_key=True),
        Column("项目", "item", required=True, is_key=True, longest=ITEM_LENGTH, width=30),
        WordColumn("结果", "met", words=MET_WORDS, width=8),
        Column("依据", "evidence", width=40),
    )


def exported(inspections: RecordQuerySet) -> Iterator[Sequence[Any]]:
    """The results of these inspections, streamed."""
    names = ("inspection__organisation__code", "inspection__organisation__name", "inspection__checklist")
    rows = Result.objects.filter(inspection__in=inspections.order_by().values("pk")).order_by(
        "inspection__organisation__code", "inspection__checklist", "inspection__date", "position"
    )
    values = rows.values_list(*names, "inspection__date", "item", "met", "evidence")
    return ([None if value == "" else value for value in row] for row in values.iterator(chunk_size=2000))


def results_in(table: Table, by: User | None) -> Changes[RowChange]:
    """Compare the rows with the database.  Four queries per thousand rows, beside those for closed months."""
    changes: Changes[RowChange] = Changes()
    items = Items(CHECKLIST_WORDS.values())
    sheets: dict[Key, Sheet] = {}
    for at in range(0, len(table.rows), _BATCH):
        some = table.rows[at : at + _BATCH]
        known = _organisations(some, by)
        _read_sheets(some, known, sheets)
        for row in some:
            _compare(table, row, known, sheets, items, changes)
    note_closed(table, changes, by)
    return changes


def _organisations(rows: Iterable[Row], by: User | None) -> dict[Any, Organisation]:
    among = Organisation.objects.all() if by is None else Organisation.objects.visible_to(by, "inspection.record")
    return {it.code: it for it in among.filter(code__in={row.get("organisation") for row in rows}).with_parent()}


def _key_of(row: Row, known: dict[Any, Organisation]) -> Key | None:
    organisation, checklist, on = known.get(row.get("organisation")), row.get("checklist"), row.get("date")
    return Key(checklist, organisation.pk, on) if organisation and checklist and on else None


def _read_sheets(rows: Iterable[Row], known: dict[Any, Organisation], sheets: dict[Key, Sheet]) -> None:
    keys = {key for row in rows if (key := _key_of(row, known)) is not None}
    sheets |= sheets_of(keys - sheets.keys())


def _compare(
    table: Table,
    row: Row,
    known: dict[Any, Organisation],
    sheets: dict[Key, Sheet],
    items: Items,
    changes: Changes[RowChange],
) -> None:
    organisation = known.get(row.get("organisation"))
    if organisation is not None:
        table.check_name(row, "organisation", organisation.name)
    elif row.get("organisation") is not None:
        table.refuse(row, "organisation", _("There is no organisation with this code in your area."))
    if row.get("date") is not None and row.get("date") > today():
        table.refuse(row, "date", _("This day has not come yet."))
        return
    key, item = _key_of(row, known), row.get("item")
    if key is None or organisation is None or item is None:
        return
    sheet = sheets.get(key)
    if sheet is None:
        asked = items.asked(key.checklist, organisation.path, key.on)  # type: ignore[attr-defined]
        sheet = sheets[key] = new_sheet(key, organisation, asked)
    if item not in sheet.results:
        table.refuse(row, "item", _("The checklist has no such item on this day."))
        return
    said = {name: row.values[name] for name in ("met", "evidence") if name in row.values}
    said |= {"evidence": said["evidence"] or ""} if "evidence" in said else {}
    sheet.results[item] = sheet.results[item]._replace(**said)
    if sheet.results[item] == sheet.stored.get(item, BLANK):
        changes.unchanged += 1
    else:
        (changes.updated if sheet.inspection.pk else changes.created).append(RowChange(sheet))
