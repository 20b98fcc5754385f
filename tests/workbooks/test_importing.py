"""`import_workbook`: by key, all or nothing."""

from io import BytesIO

import pytest
from django.db import IntegrityError

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Changes, Outcome
from apps.workbooks.table import CellError
from tests.workbooks.books import workbook
from tests.workbooks.people import PeopleRegister

pytestmark = pytest.mark.django_db
PEOPLE = PeopleRegister()


def names() -> dict[str, str]:
    return dict(User.objects.values_list("username", "name"))


def test_rows_are_created_updated_or_unchanged_by_their_key() -> None:
    User.objects.create(username="a", name="甲")
    User.objects.create(username="b", name="乙")
    file = workbook(["用户名", "姓名"], ["a", "甲"], ["b", "新"], ["c", "丙"])
    file.name = "/somewhere/人员.xlsx"
    assert import_workbook(register=PEOPLE, file=file, by=None) == Outcome(created=1, updated=1, unchanged=1)
    assert names() == {"a": "甲", "b": "新", "c": "丙"}
    entry = Entry.objects.get()
    assert (entry.action, entry.target) == ("workbook.imported", "people")
    assert entry.after == {"file": "人员.xlsx", "created": 1, "updated": 1, "unchanged": 1}
    assert import_workbook(register=PEOPLE, file=file, by=None) == Outcome(unchanged=3)


def test_a_check_says_what_would_be_done_and_does_nothing() -> None:
    file = workbook(["用户名", "姓名"], ["a", "甲"])
    assert import_workbook(register=PEOPLE, file=file, by=None, check_only=True) == Outcome(created=1)
    assert names() == {}
    assert not Entry.objects.exists()


def test_one_error_anywhere_and_nothing_is_written_but_all_errors_are_listed_in_order() -> None:
    file = workbook(["姓名", "用户名", "电话"], ["甲", "a"], ["张三丰", "b"], [None, "c"], ["丁", "a"])
    outcome = import_workbook(register=PEOPLE, file=file, by=None)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 0)
    assert [error.cell for error in outcome.errors] == ["C1", "A3", "A4", "B5"]
    assert outcome.refusal == ""
    assert names() == {}
    assert not Entry.objects.exists()


def test_a_file_that_is_no_workbook_is_one_error_without_a_cell() -> None:
    outcome = import_workbook(register=PEOPLE, file=BytesIO(b"a,b"), by=None)
    assert outcome.errors == (CellError("", "", "", "", "The file is not an Excel workbook (.xlsx)."),)
    assert outcome.refusal == "The file is not an Excel workbook (.xlsx)."


def test_a_fault_while_writing_leaves_nothing_behind() -> None:
    class Faulty(PeopleRegister):
        def write(self, changes: Changes[User], by: User | None) -> None:
            super().write(changes, by)
            raise IntegrityError

    outcome = import_workbook(register=Faulty(), file=workbook(["用户名", "姓名"], ["a", "甲"]), by=None)
    assert "Somebody changed the same records" in outcome.refusal
    assert names() == {}
    assert not Entry.objects.exists()
