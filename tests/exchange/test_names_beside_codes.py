"""Beside each code an export and a template have a name, for people to read and to find a wrong code by."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from openpyxl.utils import get_column_letter
from pytest_django import DjangoDbBlocker

from apps.administration.audit_workbook import AUDIT_COLUMNS
from apps.exchange.registers import REGISTERS
from apps.gradings.models import Grading
from apps.organisations.querysets import user_paths
from apps.plans.models import Indicator, Target
from apps.workbooks.columns import CodeColumn, NameColumn
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome, Register
from apps.workbooks.template import write_template
from apps.workbooks.writing import write_workbook
from tests.checklists.cast import found, own_checklist
from tests.factories import township as cast
from tests.factories.activities import activity
from tests.factories.township import Township
from tests.filings.cast import opened, plan_of
from tests.registers.examples import NAMES as RECORDS
from tests.registers.examples import WRITERS, example
from tests.workbooks.books import table

pytestmark = pytest.mark.django_db  # some columns name what people add to

#: Codes of nothing that has a name of its own in the portal.
OWN_CODES = {"number", "phone", "username", "code@organisations", "code@members", "code@admissions"}
OWN_CODES |= {"code@recommendations"}
Rows = list[list[Any]]
NOW = "2012-11-03 09:00+08:00"


def _full() -> Township:
    township = cast.township()
    plan = plan_of(township["T01"])
    opened(plan, township["V01"])
    Grading.objects.create(organisation=township["V01"], year=2012, start_class="general", start_confirmed=True)
    Target.objects.create(indicator=Indicator.objects.get(code="F-FLOW"), organisation=township["V01"], value=1200)
    activity(township["V01"], township["V02"])
    for name in RECORDS:
        example(name, township["V01"])
    found(township["V01"], "√√√×-")
    own_checklist(township["T01"])
    return township


@pytest.fixture(scope="module")
def full(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Township]:
    """A record in every register: what is taken in here is checked only."""
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("uploads")), PASSWORD_HASHERS=cheap),
        time_machine.travel(NOW),
        transaction.atomic(),
    ):
        yield _full()
        transaction.set_rollback(True)


def exported(register: Register[Any], township: Township) -> BytesIO:
    paths = user_paths(township.people["staff"], "organisation.view")
    file = BytesIO()
    assert write_workbook(file, register.sheet, register.columns, register.rows(paths, None)) > 0
    file.seek(0)
    return file


@pytest.fixture(autouse=True)
def _in_time() -> object:
    with time_machine.travel(NOW):
        yield


def names_of(register: Register[Any]) -> list[NameColumn]:
    return [column for column in register.columns if isinstance(column, NameColumn)]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_code_column_has_its_name_to_the_right(register: Register[Any]) -> None:
    columns = list(register.columns)
    for column, beside in zip(columns, [*columns[1:], None], strict=True):
        is_own = column.key in OWN_CODES or f"{column.key}@{register.name}" in OWN_CODES
        if isinstance(column, CodeColumn) and not is_own:
            assert isinstance(beside, NameColumn), column.heading
            assert beside.of == column.key
            assert not beside.required


def test_the_audit_log_names_organisations_too() -> None:
    assert any(isinstance(column, NameColumn) and column.of == "organisation" for column in AUDIT_COLUMNS)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_template_has_the_name_columns(register: Register[Any]) -> None:
    file = BytesIO()
    write_template(file, register)
    headings = next(openpyxl.load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True))
    assert {column.heading for column in names_of(register)} <= set(headings)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_an_export_names_its_codes_and_imports_unchanged_and_says_where_a_name_is_wrong(
    register: Register[Any], full: Township
) -> None:
    file = exported(register, full)
    it_imports_unchanged(register, file, full)
    if names_of(register):
        (first, *_others) = openpyxl.load_workbook(file, read_only=True).worksheets
        rows = [list(row) for row in first.iter_rows(max_col=len(register.columns), values_only=True)]
        a_name_may_be_blank_or_absent_and_a_wrong_one_is_an_error_at_its_cell(register, rows)


def it_imports_unchanged(register: Register[Any], file: BytesIO, full: Township) -> None:
    # The staff's own roles stand among the accounts.
    by = None if register.name == "accounts" else full.people[WRITERS.get(register.name, "staff")]
    outcome = import_workbook(register=register, file=file, by=by, check_only=True)
    assert outcome.errors == ()
    assert (outcome.created, outcome.updated) == (0, 0)
    assert outcome.unchanged > 0


def a_name_may_be_blank_or_absent_and_a_wrong_one_is_an_error_at_its_cell(register: Register[Any], rows: Rows) -> None:
    names = places_of_names(register, rows)
    left_out = [[value for at, value in enumerate(row) if at not in names] for row in rows]
    for changed in (with_names(rows, names, None), left_out):
        outcome = checked(register, changed)
        assert (outcome.errors, outcome.updated) == ((), 0)
    outcome = checked(register, with_names(rows, names, "错误的名称"))
    places = [(f"{get_column_letter(at + 1)}{row + 1}", rows[0][at]) for at, row in names.items()]
    assert sorted((error.cell, error.column) for error in outcome.errors) == sorted(places)
    assert all("does not belong to the code" in error.message for error in outcome.errors)


def places_of_names(register: Register[Any], rows: Rows) -> dict[int, int]:
    """In which row the first name of each column of names stands, by column."""
    headings = {column.heading for column in names_of(register)}
    filled = {at: [row for row in range(1, len(rows)) if rows[row][at]] for at in range(len(rows[0]))}
    return {at: its[0] for at, its in filled.items() if rows[0][at] in headings and its}


def with_names(rows: Rows, names: dict[int, int], name: str | None) -> Rows:
    """The rows with another name at each of these places."""
    changed = [list(row) for row in rows]
    for at, row in names.items():
        changed[row][at] = name
    return changed


def checked(register: Register[Any], rows: Rows) -> Outcome:
    return import_workbook(register=register, file=table(*rows), by=None, check_only=True)


def test_a_name_without_a_code_is_an_error_and_clears_nothing(full: Township) -> None:
    book = openpyxl.load_workbook(exported(REGISTERS["organisations"], full))
    page = book.worksheets[0]
    places = {cell.value: int(cell.column or 0) for cell in page[1]}
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, places["编码"]).value == "V01")
    page.cell(row, places["上级编码"]).value = None
    file = BytesIO()
    book.save(file)
    file.seek(0)
    outcome = import_workbook(register=REGISTERS["organisations"], file=file, by=None)
    assert [error.column for error in outcome.errors] == ["上级名称"]
    assert outcome == Outcome(errors=outcome.errors)


def test_a_parent_goes_by_the_name_that_the_same_workbook_gives_it(full: Township) -> None:
    book = openpyxl.load_workbook(exported(REGISTERS["organisations"], full))
    page = book.worksheets[0]
    places = {cell.value: int(cell.column or 0) for cell in page[1]}
    for row in range(2, page.max_row + 1):
        if page.cell(row, places["编码"]).value == "V03":
            page.cell(row, places["名称"]).value = "改名村党总支"
        if page.cell(row, places["编码"]).value == "V03-1":
            page.cell(row, places["上级名称"]).value = "改名村党总支"
    file = BytesIO()
    book.save(file)
    file.seek(0)
    outcome = import_workbook(register=REGISTERS["organisations"], file=file, by=None, check_only=True)
    assert (outcome.errors, outcome.updated) == ((), 1)
