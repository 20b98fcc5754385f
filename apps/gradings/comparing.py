"""What a workbook of classes would change, and what is wrong with it (contract.md, row `classes`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act
from apps.gradings.models import Grading, subject_of
from apps.gradings.services import end_errors, start_errors
from apps.gradings.services.drafting import END_FIELDS, START_FIELDS
from apps.gradings.services.imports import FIELDS, Change
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.tree import is_below
from apps.workbooks.register import Changes, Row, Table

#: What a blank cell stands for, where that is not None.
_BLANK = {"start_level": 0, "end_class": "", "end_level": 0, "document_number": ""}
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation that the importer may write about, and whether they may confirm its classes."""

    id: int
    name: str
    opened: date | None
    may_confirm: bool


def grading_changes(table: Table, by: User | None) -> Changes[Change]:
    """Compare the rows with the database.  Two queries, and two per thousand rows."""
    changes: Changes[Change] = Changes()
    edit, confirm = (None, None) if by is None else (user_paths(by, "class.edit"), user_paths(by, "class.confirm"))
    for some in _batches(table.rows):
        known = _known_organisations(some, edit, confirm)
        existing = _existing(some, known)
        for row in some:
            code, year = row.get("code"), row.get("year")
            organisation = known.get(code)
            if code is not None and organisation is None:
                table.refuse(row, "code", _("There is no organisation with this code in your area."))
            elif organisation is not None:
                table.check_name(row, "code", organisation.name)
            if organisation is not None and year is not None:
                grading = existing.get((year, organisation.id)) or Grading(organisation_id=organisation.id, year=year)
                _compare(table, row, grading, organisation, changes)
    return changes


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def _known_organisations(
    rows: Sequence[Row], edit: list[str] | None, confirm: list[str] | None
) -> dict[str | None, Known]:
    """The organisations of these rows that lie at or below the paths `edit`; None stands for everywhere."""
    found = Organisation.objects.filter(code__in={row.get("code") for row in rows}, placements__end__isnull=True)
    return {
        code: Known(id_, name, opened, _may(path, confirm))
        for code, id_, name, opened, path in found.values_list("code", "id", "name", "opened", "placements__path")
        if _may(path, edit)
    }


def _may(path: str | None, paths: list[str] | None) -> bool:
    return paths is None or (path is not None and is_below(path, paths))


def _existing(rows: Sequence[Row], known: dict[str | None, Known]) -> dict[tuple[int, int], Grading]:
    years = {row.get("year") for row in rows} - {None}
    organisations = {organisation.id for organisation in known.values()}
    found = Grading.objects.filter(organisation__in=organisations, year__in=years)
    if connection.in_atomic_block:  # going to be written: nobody confirms or changes them in between
        found = found.select_for_update()
    return {(grading.year, grading.organisation_id): grading for grading in found}


def _compare(table: Table, row: Row, grading: Grading, organisation: Known, changes: Changes[Change]) -> None:
    wanted = _wanted(row, grading, organisation.may_confirm)
    changed = {key: value for key, value in wanted.items() if getattr(grading, key) != value}
    if not changed and grading.pk:
        changes.unchanged += 1
        return
    if not organisation.may_confirm:
        _refuse_confirming(table, row, grading, changed)
    before = fields_of(grading) if grading.pk else {}
    for key, value in changed.items():
        setattr(grading, key, value)
    _refuse_wrong_classes(table, row, grading, organisation, changed)
    was, became = difference(before, fields_of(grading))
    act = Act("grading.imported", subject_of(str(row.get("code")), grading.year), str(row.get("code")), was, became)
    (changes.updated if grading.pk else changes.created).append(Change(grading, act))


def _wanted(row: Row, grading: Grading, may_confirm: bool) -> dict[str, Any]:
    """The fields that the row speaks of; a blank cell clears, a column that is not there leaves alone."""
    said = {key: row.values[key] for key in FIELDS if key in row.values}
    wanted = {key: _BLANK.get(key) if value is None else value for key, value in said.items()}
    if said.get("start_class") is None:  # the empty required cell is an error already
        wanted.pop("start_class", None)
    if said.get("start_confirmed") is None:
        wanted["start_confirmed"] = may_confirm or grading.start_confirmed
    return wanted


def _refuse_confirming(table: Table, row: Row, grading: Grading, changed: dict[str, Any]) -> None:
    """Whoever may not confirm sets no confirmation and changes nothing that is confirmed."""
    for key in ("confirmed_on", "start_confirmed"):
        if key in changed:
            table.refuse(row, key, _("You may enter classes but not confirm them."))
    fixed: set[str] = set()
    if grading.start_confirmed:
        fixed |= START_FIELDS
    if grading.confirmed_on is not None:
        fixed |= END_FIELDS | {"document_number"}
    for key in FIELDS:
        if key in changed and key in fixed:
            table.refuse(row, key, _("This class is confirmed. Take the confirmation back first."))


def _refuse_wrong_classes(
    table: Table, row: Row, grading: Grading, organisation: Known, changed: dict[str, Any]
) -> None:
    if "start_class" in changed:
        for sentence in start_errors(grading.start_class, grading.year, organisation.opened).values():
            table.refuse(row, "start_class", sentence)
    if "end_class" not in row.bad:
        for sentence in end_errors(grading.end_class, grading.confirmed_on).values():
            table.refuse(row, "end_class" if table.has("end_class") else "confirmed_on", sentence)
