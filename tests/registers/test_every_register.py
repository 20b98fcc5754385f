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
from apps.organisations.models import Organisation
from apps.registers.filters import RecordFilter
from apps.registers.forms import NewRecordForm
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.services import record_withdraw
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.browser import enter_as, filled_in, undo_on
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
#: Another name of a record.
RENAMED = "另一个名称"
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
def test_a_record_is_entered_shown_changed_withdrawn_and_put_back(name: str, township: Township) -> None:
    register, by = REGISTERS[name], writer(name, township)
    client = enter_as(Client(), by)
    if name in OF_FACTS:
        a_day_to_come_is_refused_at_its_field(register, client)
    record = a_form_that_is_sent_twice_enters_one(register, client, by)
    assert listed(register, by) == [record]
    the_second_of_two_editors_sees_both_versions(register, client, township)
    page = withdrawn_it_stays_with_its_reason(register, client, record)
    assert (listed(register, by), listed(register, by, withdrawn="yes")) == ([], [record])
    a_withdrawal_is_undone_from_its_message_while_nobody_went_on(register, client, page)
    if name not in {*ONE_AT_A_TIME, *NUMBERED}:
        one_that_looks_like_it_is_asked_about(register, client)


def a_day_to_come_is_refused_at_its_field(register: RecordRegister, client: Client) -> None:
    later = typed(register.name, "V01", **{register.model.DATED: date(2013, 1, 1)})
    page = client.post(f"{register.address}new/", later)
    assert register.model.DATED in page.context["form"].errors
    assert not rows_of(register).exists()


def a_form_that_is_sent_twice_enters_one(register: RecordRegister, client: Client, by: User) -> Any:
    address = f"{register.address}new/"
    token = client.get(address).context["form"]["once"].value()
    fields = {**typed(register.name, "V01"), "once": token}
    first, second = (client.post(address, fields) for _time in range(2))
    record = rows_of(register).get()
    assert (first.status_code, first.headers["Location"]) == (302, register.address_of(record))
    assert second.headers["Location"] == first.headers["Location"]
    assert record.recorded_by == by
    owner = ends_of(register.name, "V01")[register.own]
    assert Entry.objects.filter(action=f"{register.record_name}.created", organisation_code=owner).count() == 1
    return record


def the_second_of_two_editors_sees_both_versions(register: RecordRegister, client: Client, township: Township) -> None:
    stored = rows_of(register).get()
    address = f"{register.address_of(stored)}change/"
    sent = filled_in(client.get(address).context["form"])
    ((field, value),) = EXAMPLES[register.name][1].items()
    setattr(stored, field, value)
    stored.save(by=township.people["leader"])
    page = client.post(address, {**sent, **as_typed({register.titled: RENAMED})})
    assert page.context["form"].stale is not None
    assert RENAMED in page.content.decode()
    assert getattr(rows_of(register).get(), field) == value
    assert client.post(address, filled_in(page.context["form"])).status_code == 302
    stored = rows_of(register).get()
    assert (getattr(stored, register.titled), getattr(stored, field)) == (RENAMED, value)


def withdrawn_it_stays_with_its_reason(register: RecordRegister, client: Client, record: Any) -> Any:
    address = register.address_of(record)
    sent = {"version": rows_of(register).get().version, "reason": "重复录入"}
    assert client.post(f"{address}withdraw/", sent).headers["Location"] == address
    page = client.get(address)
    assert "重复录入" in page.content.decode()
    assert client.get(f"{address}change/").status_code == 404
    return page


def a_withdrawal_is_undone_from_its_message_while_nobody_went_on(
    register: RecordRegister, client: Client, page: Any
) -> None:
    undo, seen = undo_on(page)
    client.post(undo, {"version": int(seen["version"]) - 1})
    assert rows_of(register).get().withdrawn_reason == "重复录入"
    client.post(undo, seen)
    counted = rows_of(register).counted().get()
    assert (counted.withdrawn_by, counted.withdrawn_reason) == (None, "")
    assert Entry.objects.latest("pk").action == register.may("restored")


def one_that_looks_like_it_is_asked_about(register: RecordRegister, client: Client) -> None:
    fields = typed(register.name, "V01", **EXAMPLES[register.name][1], **{register.titled: RENAMED})
    page = client.post(f"{register.address}new/", fields)
    assert (page.status_code, len(page.context["alike"])) == (200, 1)
    assert client.post(f"{register.address}new/", {**fields, "confirmed": "1"}).status_code == 302
    assert rows_of(register).count() == 2


def listed(register: RecordRegister, by: User, **asked: str) -> list[Any]:
    """What the list holds with these filters."""
    return list(RecordFilter(asked, register, register.visible_to(by), Organisation.objects.none()).qs)


def test_a_list_of_what_is_withdrawn_says_so_of_each(township: Township) -> None:
    register, record = REGISTERS["documents"], example("documents", township["V01"])
    record_withdraw(register=register, record=record, version=None, reason="误录", by=None)
    page = enter_as(Client(), township.people["staff"]).get(f"{register.address}?withdrawn=yes")
    assert [it.pk for it in page.context["page"]] == [record.pk]
    assert '<span class="badge bg-secondary-lt">已撤回</span>' in page.content.decode()


def test_an_empty_form_says_at_its_fields_what_is_missing(township: Township) -> None:
    for name in NAMES:
        register, by = REGISTERS[name], writer(name, township)
        form = NewRecordForm({}, register=register, user=by, record=None, decides=True)
        assert register.own in form.errors, name


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


@every_register
def test_a_village_sees_its_own_records_and_the_list_costs_no_more_for_ten(name: str, township: Township) -> None:
    own, other = example(name, township["V01"]), example(name, township["V02"])
    village = enter_as(Client(), township.people["secretary01"])
    a_village_sees_its_own_and_nobody_elses(REGISTERS[name], village, own, other)
    if not REGISTERS[name].is_private:
        the_api_gives_what_the_list_shows_and_nothing_more(REGISTERS[name], village, own, other)
    what_was_exported_imports_unchanged(REGISTERS[name])
    client = enter_as(Client(), writer(name, township))
    the_list_names_every_record_and_costs_the_same_for_two_and_for_ten(REGISTERS[name], client, own)
    if not REGISTERS[name].is_private:
        the_api_gives_nothing_that_is_withdrawn(REGISTERS[name], village, own)


def a_village_sees_its_own_and_nobody_elses(register: RecordRegister, client: Client, own: Any, other: Any) -> None:
    assert [it.pk for it in client.get(register.address).context["page"]] == [own.pk]
    assert str(register.title_of(own)) in client.get(register.address_of(own)).content.decode()
    assert client.get(register.address_of(other)).status_code == 404
    hidden = 404 if register.name in BY_VILLAGES else 403
    assert client.get(f"{register.address_of(other)}change/").status_code == hidden


def the_api_gives_what_the_list_shows_and_nothing_more(
    register: RecordRegister, client: Client, own: Any, other: Any
) -> None:
    address = f"/api/v1/registers/{register.name}/"
    rows = client.get(address).json()["results"]
    code = ends_of(register.name, "V01")[register.own]
    assert [(row["id"], row[register.own]) for row in rows] == [(own.pk, code)]
    assert set(rows[0]) == {"id", "state", "version", *(line.name for line in register.all_lines)}
    assert client.get(f"{address}{other.pk}/").status_code == 404


def what_was_exported_imports_unchanged(register: RecordRegister) -> None:
    outcome = imported(register, exported(register))
    assert (outcome.errors, outcome.created, outcome.updated, outcome.unchanged) == ((), 0, 0, 2)


def the_list_names_every_record_and_costs_the_same_for_two_and_for_ten(
    register: RecordRegister, client: Client, record: Any
) -> None:
    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(register.address)
        return len(queries), page.content.decode()

    few, _page = asked()
    stored = rows_of(register).get(pk=record.pk)
    more = register.model._default_manager.bulk_create(copies(register.name, stored, 8))
    many, page = asked()
    assert many == few <= 12
    addresses = [register.address_of(it) for it in (record, *more)]
    assert [it for it in addresses if f'href="{it}"' not in page] == []


def the_api_gives_nothing_that_is_withdrawn(register: RecordRegister, client: Client, own: Any) -> None:
    record_withdraw(register=register, record=own, version=None, reason="误录", by=None)
    assert client.get(f"/api/v1/registers/{register.name}/{own.pk}/").status_code == 404


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
def test_a_workbook_adds_changes_clears_and_leaves_what_is_withdrawn(name: str, township: Township) -> None:
    register = REGISTERS[name]
    every_fault_is_named_at_its_cell(register)
    if name in OF_FACTS:
        a_day_to_come_is_refused_at_its_cell(register)
    first = what_is_new_is_added(register)
    if name in WITH_FACTS:
        what_is_known_changes_and_what_is_new_is_added_beside_it(register, first)
        a_missing_column_leaves_alone_and_a_blank_cell_clears(register, first)
    what_is_withdrawn_is_neither_exported_nor_found(register, first)


def every_fault_is_named_at_its_cell(register: RecordRegister) -> None:
    days = [column.heading for column in register.columns if column.number_format == "yyyy-mm-dd"]
    good = row_of(register, "V01")
    day = next(heading for heading in good if heading in days)
    outcome = imported(register, workbook(register, {**good, day: "2012-02-30"}, row_of(register, "V99")))
    at = {error.column: error.cell[-1] for error in outcome.errors}
    assert at[day] == "2"
    assert at[register.own_line.heading] == "3"
    assert not rows_of(register).exists()


def a_day_to_come_is_refused_at_its_cell(register: RecordRegister) -> None:
    later = row_of(register, "V01", **{register.model.DATED: date(2013, 1, 1)})
    outcome = imported(register, workbook(register, later))
    heading = next(column.heading for column in register.columns if column.key == register.model.DATED)
    assert heading in {error.column for error in outcome.errors}


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


def test_words_and_headings_are_chinese_in_every_language() -> None:
    columns = [(name, column) for name in NAMES for column in REGISTERS[name].columns]
    assert [(name, it.heading) for name, it in columns if it.heading.isascii()] == []
    assert [(name, it.heading) for name, it in columns if any(word.isascii() for word in it.choices)] == []


def field_values(register: RecordRegister) -> Iterator[tuple[str, set[Any], set[Any]]]:
    for line in register.lines:
        of = register.model_field(line)
        if of.choices and line.heading:
            words = line.words() if callable(line.words) else line.words
            yield line.name, {value for value, _label in of.choices}, set(words.values())


def test_every_value_of_a_field_has_a_word() -> None:
    fields = [(name, *its) for name in NAMES for its in field_values(REGISTERS[name])]
    assert [(name, field, values ^ words) for name, field, values, words in fields if values != words] == []
