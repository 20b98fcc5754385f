"""What holds for the workbook of every register."""

from datetime import date
from typing import Any

import pytest

from apps.audit.models import Entry
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from tests.factories.township import Township
from tests.registers.books import exported, imported, rows_of, workbook
from tests.registers.examples import NAMES, row_of
from tests.registers.records import EXAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end_of_the_year")]
#: Those of which an import can change something; of advice all that may be written is the key.
WITH_FACTS = [
    name for name in NAMES if not {it.name for it in REGISTERS[name].lines if it.key} & EXAMPLES[name][1].keys()
]


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_adds_changes_clears_and_leaves_what_is_withdrawn(name: str, township: Township) -> None:
    register = REGISTERS[name]
    every_fault_is_named_at_its_cell(register)
    first = what_is_new_is_added(register)
    if name in WITH_FACTS:
        what_is_known_changes_and_what_is_new_is_added_beside_it(register, first)
    what_was_exported_imports_unchanged(register)
    if name in WITH_FACTS:
        a_missing_column_leaves_alone_and_a_blank_cell_clears(register, first)
    what_is_withdrawn_is_neither_exported_nor_found(register, first)


def every_fault_is_named_at_its_cell(register: RecordRegister) -> None:
    good, dated = row_of(register, "V01"), register.model.DATED
    headings = {column.key: column.heading for column in register.columns}
    days = {column.heading for column in register.columns if column.number_format == "yyyy-mm-dd"}
    day = next(heading for heading in good if heading in days)
    later = row_of(register, "V02", **{dated: date(2013, 1, 1)})
    faults = {**good, day: "2012-02-30"}, row_of(register, "V99"), later
    at = {(error.column, error.cell[-1]) for error in imported(register, workbook(register, *faults)).errors}
    expected = {(day, "2"), (register.own_line.heading, "3")}
    assert expected | (set() if register.lies_ahead else {(headings[dated], "4")}) <= at
    assert not rows_of(register).exists()


def what_is_new_is_added(register: RecordRegister) -> Any:
    assert imported(register, workbook(register, row_of(register, "V01"))).created == 1
    return rows_of(register).get()


def what_is_known_changes_and_what_is_new_is_added_beside_it(register: RecordRegister, known: Any) -> None:
    ((field, value),) = EXAMPLES[register.name][1].items()
    rows = row_of(register, "V01", **{field: value}), row_of(register, "V02")
    outcome = imported(register, workbook(register, *rows))
    assert (outcome.errors, outcome.created, outcome.updated) == ((), 1, 1)
    record = rows_of(register).get(pk=known.pk)
    assert (getattr(record, field), record.version) == (value, known.version + 1)
    assert Entry.objects.filter(action=f"{register.record_name}.imported").count() == 3


def what_was_exported_imports_unchanged(register: RecordRegister) -> None:
    outcome = imported(register, exported(register))
    kept = rows_of(register).count()
    assert (outcome.errors, outcome.created, outcome.updated, outcome.unchanged) == ((), 0, 0, kept)


def a_missing_column_leaves_alone_and_a_blank_cell_clears(register: RecordRegister, known: Any) -> None:
    ((field, value),) = EXAMPLES[register.name][1].items()
    imported(register, workbook(register, row_of(register, "V01")))
    assert getattr(rows_of(register).get(pk=known.pk), field) == value
    heading = next(column.heading for column in register.columns if column.key == field)
    imported(register, workbook(register, {**row_of(register, "V01"), heading: None}))
    assert getattr(rows_of(register).get(pk=known.pk), field) in (None, "")


def what_is_withdrawn_is_neither_exported_nor_found(register: RecordRegister, known: Any) -> None:
    kept = rows_of(register).exclude(pk=known.pk).count()
    record_withdraw(register=register, record=known, version=None, reason="误录", by=None)
    assert len(list(register.rows([""], None))) == kept
    # The number of a member is given once.
    again = 0 if register.name == "members" else 1
    assert imported(register, workbook(register, row_of(register, "V01"))).created == again
