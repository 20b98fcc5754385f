"""What holds for every register that is declared: pages, scope, versions, workbook."""

from collections.abc import Iterator
from copy import copy
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.templatetags.tongbu import icon
from apps.organisations.kinds import Role
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.browser import enter_as, undo_on
from tests.factories.township import Township
from tests.registers.examples import (
    EXAMPLES,
    NAMES,
    NUMBERED,
    OF_MEMBERS,
    OF_THEIR_OWN_SHAPE,
    ONCE_A_YEAR,
    WRITERS,
    as_typed,
    ends_of,
    example,
    row_of,
    typed,
)

pytestmark = pytest.mark.django_db
every_register = pytest.mark.parametrize("name", NAMES)
BY_VILLAGES = [name for name in NAMES if Role.SECRETARY in REGISTERS[name].roles["record"]]
ONE_AT_A_TIME = [name for name in NAMES if REGISTERS[name].fit_together]
#: Those of which an import can change something; of advice all that may be written is the key.
WITH_FACTS = [
    name for name in NAMES if not {it.name for it in REGISTERS[name].lines if it.key} & EXAMPLES[name][1].keys()
]
OF_FACTS = [name for name in NAMES if not REGISTERS[name].lies_ahead]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def writer(name: str, township: Township) -> User:
    return township.people[WRITERS.get(name, "staff")]


def rows_of(register: RecordRegister) -> Any:
    return register.model._default_manager.order_by("pk")


def workbook(register: RecordRegister, *rows: dict[str, Any]) -> "ContentFile[bytes]":
    """A workbook with the columns that the rows name, by heading."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    content = BytesIO()
    book.save(content)
    return ContentFile(content.getvalue(), f"{register.name}.xlsx")


def exported(register: RecordRegister) -> "ContentFile[bytes]":
    content = BytesIO()
    write_workbook(content, register.sheet, register.columns, register.rows([""], None))
    return ContentFile(content.getvalue(), f"{register.name}.xlsx")


def imported(register: RecordRegister, file: "ContentFile[bytes]", by: Any = None, **how: Any) -> Outcome:
    return import_workbook(register=register, file=file, by=by, **how)


def test_every_register_has_an_example_and_an_icon() -> None:
    assert set(EXAMPLES) | OF_THEIR_OWN_SHAPE == set(REGISTERS)
    assert [name for name, it in REGISTERS.items() if not icon(it.icon)] == []


@every_register
def test_a_record_is_entered_and_stands_in_the_list_and_on_its_page(name: str, township: Township) -> None:
    register, client = REGISTERS[name], enter_as(Client(), writer(name, township))
    fields = typed(name, "V01")
    answer = client.post(f"/registers/{name}/new/", fields, follow=True)
    record = rows_of(register).get()
    assert answer.redirect_chain == [(register.address_of(record), 302)]
    assert str(register.title_of(record)) in answer.content.decode()
    assert f'href="{register.address_of(record)}"' in client.get(register.address).content.decode()
    assert record.recorded_by == writer(name, township)
    owner = ends_of(name, "V01")[register.own]
    assert Entry.objects.filter(action=f"{register.record_name}.created", organisation_code=owner).count() == 1


def test_the_audit_log_tells_of_a_record_of_every_register_whatever_its_fields_are_called(township: Township) -> None:
    for name in NAMES:
        example(name, township["V01"])
    auditor = enter_as(Client(), township.people["auditor"])
    pages = [auditor.get(f"/audit/?page={number}") for number in (1, 2, 3)]
    assert {page.status_code for page in pages} == {200}
    log = "".join(page.content.decode() for page in pages)
    # A first membership comes with its member, and is told of there.
    for name in sorted({*NAMES} - {"memberships"}):
        assert f'<code class="text-secondary">{REGISTERS[name].may("created")}</code>' in log


@every_register
def test_an_empty_form_says_at_its_fields_what_is_missing_and_writes_nothing(name: str, township: Township) -> None:
    client = enter_as(Client(), writer(name, township))
    form = client.post(f"/registers/{name}/new/", {}).context["form"]
    assert REGISTERS[name].own in form.errors
    assert not rows_of(REGISTERS[name]).exists()


@every_register
def test_the_second_of_two_editors_sees_both_versions(name: str, township: Township) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    client = enter_as(Client(), writer(name, township))
    address = f"/registers/{name}/{record.pk}/change/"
    opened = client.get(address).context["form"]
    sent = {it.html_name: it.value() for it in opened if it.value() not in (None, False)}
    sent["shown"] = opened["shown"].value()
    other = township.people["leader"]
    change = EXAMPLES[name][1]
    (field,) = change
    stored = rows_of(register).get()
    setattr(stored, field, change[field])
    stored.save(by=other)
    typed = as_typed({register.titled: "另一个名称"})
    page = client.post(address, {**sent, **typed})
    assert page.context["form"].stale is not None
    assert "另一个名称" in page.content.decode()
    assert getattr(rows_of(register).get(), field) == change[field]
    again = page.context["form"]
    resent = {it.html_name: it.value() for it in again if it.value() not in (None, False)}
    assert client.post(address, resent).status_code == 302
    assert getattr(rows_of(register).get(), register.titled) == "另一个名称"
    assert getattr(rows_of(register).get(), field) == change[field]


@pytest.mark.parametrize("name", sorted(set(NAMES).difference(ONE_AT_A_TIME, NUMBERED)))
def test_a_record_that_looks_like_another_is_asked_about(name: str, township: Township) -> None:
    example(name, township["V01"])
    client = enter_as(Client(), writer(name, township))
    fields = typed(name, "V01")
    page = client.post(f"/registers/{name}/new/", fields)
    assert (page.status_code, len(page.context["alike"])) == (200, 1)
    assert client.post(f"/registers/{name}/new/", {**fields, "confirmed": "1"}).status_code == 302
    assert rows_of(REGISTERS[name]).count() == 2


@pytest.mark.parametrize("name", ONE_AT_A_TIME)
def test_of_what_there_is_one_at_a_time_a_second_is_refused_at_its_field_and_cell(
    name: str, township: Township
) -> None:
    register, client = REGISTERS[name], enter_as(Client(), writer(name, township))
    first = example(name, township["V01"])
    page = client.post(f"/registers/{name}/new/", typed(name, "V01"))
    assert set(page.context["form"].errors) == {"start"}
    headings = {line.name: line.heading for line in register.lines}
    later = row_of(register, "V01", start=date(2012, 4, 1))
    outcome = imported(register, workbook(register, later))
    at = openpyxl.utils.get_column_letter(list(later).index(headings["start"]) + 1)
    assert [error.cell for error in outcome.errors] == [f"{at}2"]
    ended = row_of(register, "V01", end=date(2012, 4, 1))
    assert imported(register, workbook(register, {**later, headings["end"]: None}, ended)).errors == ()
    assert rows_of(register).get(pk=first.pk).end == date(2012, 4, 1)
    withdrawn = rows_of(register).latest("start")
    record_withdraw(register=register, record=withdrawn, version=None, reason="误录", by=None)
    fields = typed(name, "V01", start=date(2012, 5, 1))
    assert client.post(f"/registers/{name}/new/", fields).status_code == 302
    assert "2012-04-01" in client.get(register.address_of(first)).context["notes"][-1]


@every_register
def test_the_same_form_sent_twice_makes_one_record(name: str, township: Township) -> None:
    client = enter_as(Client(), writer(name, township))
    token = client.get(f"/registers/{name}/new/").context["form"]["once"].value()
    fields = {**typed(name, "V01"), "once": token}
    first, second = (client.post(f"/registers/{name}/new/", fields) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert rows_of(REGISTERS[name]).count() == 1


@every_register
def test_a_withdrawn_record_stays_with_its_reason_and_leaves_the_list(name: str, township: Township) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    client = enter_as(Client(), writer(name, township))
    sent = {"version": record.version, "reason": "重复录入"}
    assert client.post(f"/registers/{name}/{record.pk}/withdraw/", sent).status_code == 302
    assert "重复录入" in client.get(register.address_of(record)).content.decode()
    assert list(client.get(register.address).context["page"]) == []
    assert [it.pk for it in client.get(f"{register.address}?withdrawn=yes").context["page"]] == [record.pk]
    assert client.get(f"/registers/{name}/{record.pk}/change/").status_code == 404


@every_register
def test_a_withdrawal_is_undone_from_its_message_while_nobody_went_on_from_there(name: str, township: Township) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    client = enter_as(Client(), writer(name, township))
    sent = {"version": record.version, "reason": "误点"}
    undo, seen = undo_on(client.post(f"/registers/{name}/{record.pk}/withdraw/", sent, follow=True))
    for stale in ({}, {"version": record.version}):
        client.post(undo, stale)
        assert rows_of(register).get().withdrawn_reason == "误点"
    client.post(undo, seen)
    counted = rows_of(register).counted().get()
    assert (counted.withdrawn_by, counted.withdrawn_reason) == (None, "")
    assert Entry.objects.latest("pk").action == register.may("restored")


@every_register
def test_a_village_sees_its_own_records_and_nobody_elses(name: str, township: Township) -> None:
    register = REGISTERS[name]
    own, other = example(name, township["V01"]), example(name, township["V02"])
    client = enter_as(Client(), township.people["secretary01"])
    assert [it.pk for it in client.get(register.address).context["page"]] == [own.pk]
    assert client.get(register.address_of(own)).status_code == 200
    assert client.get(register.address_of(other)).status_code == 404
    hidden = 404 if name in BY_VILLAGES else 403
    assert client.get(f"/registers/{name}/{other.pk}/change/").status_code == hidden


@pytest.mark.parametrize("name", sorted(set(NAMES).difference(BY_VILLAGES)))
def test_what_the_township_keeps_no_village_enters(name: str, township: Township) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    fields = typed(name, "V01")
    assert client.post(f"/registers/{name}/new/", fields).status_code == 403
    file = workbook(REGISTERS[name], row_of(REGISTERS[name], "V01"))
    assert imported(REGISTERS[name], file, by=township.people["secretary01"]).errors
    assert not rows_of(REGISTERS[name]).exists()


@pytest.mark.parametrize("name", BY_VILLAGES)
def test_a_village_enters_nothing_for_another_one(name: str, township: Township) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    page = client.post(f"/registers/{name}/new/", typed(name, "V02"))
    assert REGISTERS[name].own in page.context["form"].errors
    outcome = imported(
        REGISTERS[name], workbook(REGISTERS[name], row_of(REGISTERS[name], "V02")), by=township.people["secretary01"]
    )
    codes = {line.heading for line in REGISTERS[name].all_lines if line.name in REGISTERS[name].codes}
    assert {error.column for error in outcome.errors} == codes | ({"党员编号"} if name in OF_MEMBERS else set())
    assert not rows_of(REGISTERS[name]).exists()


def copies(name: str, record: Any, count: int) -> Iterator[Any]:
    """More records of the same organisation that may stand beside this one."""
    for number in range(count):
        it = copy(record)
        it.pk, it._state = None, copy(record._state)
        it._state.adding = True
        setattr(it, REGISTERS[name].titled, f"{number}号")
        if REGISTERS[name].fit_together:
            it.start, it.end = date(1900 + number, 1, 1), date(1900 + number, 1, 2)
        if name in NUMBERED:
            it.code = f"N{number}"
        if name in ONCE_A_YEAR:
            it.year = 2013 + number
        yield it


@every_register
def test_a_list_costs_the_same_for_two_and_for_fifty(name: str, township: Township) -> None:
    register, client = REGISTERS[name], enter_as(Client(), writer(name, township))
    record, _other = (example(name, township[village]) for village in ("V01", "V02"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(register.address).status_code == 200
        return len(queries)

    few = cost()
    register.model._default_manager.bulk_create(copies(name, rows_of(register).get(pk=record.pk), 48))
    assert rows_of(register).count() == 50
    assert cost() == few <= 12


@every_register
def test_what_was_exported_imports_unchanged(name: str, township: Township) -> None:
    register = REGISTERS[name]
    for village in ("V01", "V02"):
        example(name, township[village])
    outcome = imported(register, exported(register))
    assert (outcome.errors, outcome.created, outcome.updated, outcome.unchanged) == ((), 0, 0, 2)


@pytest.mark.parametrize("name", WITH_FACTS)
def test_a_workbook_adds_what_is_new_and_changes_what_is_known(name: str, township: Township) -> None:
    register, change = REGISTERS[name], EXAMPLES[name][1]
    assert imported(register, workbook(register, row_of(register, "V01"))).created == 1
    known = rows_of(register).get()
    outcome = imported(register, workbook(register, row_of(register, "V01", **change), row_of(register, "V02")))
    assert (outcome.errors, outcome.created, outcome.updated) == ((), 1, 1)
    record = rows_of(register).get(pk=known.pk)
    (field,) = change
    assert (getattr(record, field), record.version) == (change[field], known.version + 1)
    assert Entry.objects.filter(action=f"{register.record_name}.imported").count() == 3


@pytest.mark.parametrize("name", WITH_FACTS)
def test_a_blank_cell_clears_and_a_missing_column_leaves_alone(name: str, township: Township) -> None:
    register, change = REGISTERS[name], EXAMPLES[name][1]
    (field,) = change
    example(name, township["V01"], **change)
    imported(register, workbook(register, row_of(register, "V01")))
    assert getattr(rows_of(register).get(), field) == change[field]
    heading = next(column.heading for column in register.columns if column.key == field)
    imported(register, workbook(register, {**row_of(register, "V01"), heading: None}))
    assert getattr(rows_of(register).get(), field) in (None, "")


@every_register
def test_every_fault_of_a_workbook_is_named_at_its_cell(name: str, township: Township) -> None:
    register = REGISTERS[name]
    days = [column.heading for column in register.columns if column.number_format == "yyyy-mm-dd"]
    good = row_of(register, "V01")
    day = next(heading for heading in good if heading in days)
    outcome = imported(register, workbook(register, {**good, day: "2012-02-30"}, row_of(register, "V99")))
    at = {error.column: error.cell[-1] for error in outcome.errors}
    assert at[day] == "2"
    assert at[register.own_line.heading] == "3"
    assert not rows_of(register).exists()


@pytest.mark.parametrize("name", OF_FACTS)
def test_a_day_to_come_is_refused_on_the_page_and_at_its_cell(name: str, township: Township) -> None:
    register = REGISTERS[name]
    later = {register.model.DATED: date(2013, 1, 1)}
    client = enter_as(Client(), writer(name, township))
    page = client.post(f"/registers/{name}/new/", typed(name, "V01", **later))
    assert register.model.DATED in page.context["form"].errors
    outcome = imported(register, workbook(register, row_of(register, "V01", **later)))
    heading = next(column.heading for column in register.columns if column.key == register.model.DATED)
    assert heading in {error.column for error in outcome.errors}


@every_register
def test_a_withdrawn_record_is_neither_exported_nor_found_by_an_import(name: str, township: Township) -> None:
    register, record = REGISTERS[name], example(name, township["V01"])
    record_withdraw(register=register, record=record, version=None, reason="误录", by=None)
    assert list(register.rows([""], None)) == []
    # The number of a member is given once.
    again = 0 if name == "members" else 1
    assert imported(register, workbook(register, row_of(register, "V01"))).created == again


@every_register
def test_words_and_headings_are_chinese_in_every_language(name: str) -> None:
    for column in REGISTERS[name].columns:
        assert not column.heading.isascii()
        assert not any(word.isascii() for word in column.choices)


def field_values(register: RecordRegister) -> Iterator[tuple[str, set[Any], set[Any]]]:
    for line in register.lines:
        of = register.model_field(line)
        if of.choices and line.heading:
            words = line.words() if callable(line.words) else line.words
            yield line.name, {value for value, _label in of.choices}, set(words.values())


@every_register
def test_every_value_of_a_field_has_a_word(name: str) -> None:
    for field, values, words in field_values(REGISTERS[name]):
        assert (field, values) == (field, words)


@pytest.mark.parametrize("name", [name for name in NAMES if not REGISTERS[name].is_private])
def test_the_api_gives_what_the_list_shows_and_nothing_more(name: str, township: Township) -> None:
    register = REGISTERS[name]
    own, other = example(name, township["V01"]), example(name, township["V02"])
    client = enter_as(Client(), township.people["secretary01"])
    rows = client.get(f"/api/v1/registers/{name}/").json()["results"]
    assert [(row["id"], row[register.own]) for row in rows] == [(own.pk, ends_of(name, "V01")[register.own])]
    assert set(rows[0]) == {"id", "state", "version", *(line.name for line in register.all_lines)}
    assert client.get(f"/api/v1/registers/{name}/{other.pk}/").status_code == 404
    record_withdraw(register=register, record=own, version=None, reason="误录", by=None)
    assert client.get(f"/api/v1/registers/{name}/{own.pk}/").status_code == 404
