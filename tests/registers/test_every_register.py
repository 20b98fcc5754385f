"""What holds for every register that is declared: entering, scope, lists; its pages are asked in test_every_page.py."""

from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.core.templatetags.tongbu import icon
from apps.organisations.models import Organisation
from apps.registers.forms import NewRecordForm
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.selectors import record_for
from apps.registers.services import record_create, record_restore, record_withdraw
from tests.factories.browser import enter_as, filled_in
from tests.factories.township import Township
from tests.registers.books import imported, rows_of, workbook
from tests.registers.examples import (
    NAMES,
    NUMBERED,
    OF_MEMBERS,
    OF_THEIR_OWN_SHAPE,
    ONCE_A_YEAR,
    as_typed,
    ends_of,
    example,
    object_of,
    row_of,
    typed,
)
from tests.registers.records import EXAMPLES
from tests.registers.shapes import BY_VILLAGES, OF_FACTS, ONE_AT_A_TIME, RENAMED, THE_OTHERS, listed, writer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end_of_the_year")]


def test_every_register_has_an_example_and_an_icon() -> None:
    assert set(EXAMPLES) | OF_THEIR_OWN_SHAPE == set(REGISTERS)
    assert [name for name, it in REGISTERS.items() if not icon(it.icon)] == []


@pytest.mark.parametrize("name", THE_OTHERS)
def test_a_record_is_entered_shown_changed_withdrawn_and_put_back(name: str, township: Township) -> None:
    register, by = REGISTERS[name], writer(name, township)
    client = enter_as(Client(), by)
    if name in OF_FACTS:
        a_day_to_come_is_refused(register, township["V01"])
    record = what_its_form_sends_is_entered(register, client, by)
    assert listed(register, by) == [record]
    what_its_form_shows_is_changed(register, client, record)
    withdrawn_it_tells_its_reason(register, client, record)
    assert (listed(register, by), listed(register, by, withdrawn="yes")) == ([], [record])
    put_back_it_counts(register, by)
    if name not in {*ONE_AT_A_TIME, *NUMBERED}:
        one_that_looks_like_it_is_found_and_may_stand_beside_it(register, record, by)


def a_day_to_come_is_refused(register: RecordRegister, village: Organisation) -> None:
    with pytest.raises(ValidationError) as refused:
        example(register.name, village, **{register.model.DATED: date(2013, 1, 1)})
    assert register.model.DATED in refused.value.error_dict


def what_its_form_sends_is_entered(register: RecordRegister, client: Client, by: User) -> Any:
    address = f"{register.address}new/"
    token = client.get(address).context["form"]["once"].value()
    answer = client.post(address, {**typed(register.name, "V01"), "once": token})
    record = rows_of(register).get()
    assert (answer.status_code, answer.headers["Location"]) == (302, register.address_of(record))
    assert record.recorded_by == by
    owner = ends_of(register.name, "V01")[register.own]
    assert Entry.objects.filter(action=f"{register.record_name}.created", organisation_code=owner).count() == 1
    return record


def what_its_form_shows_is_changed(register: RecordRegister, client: Client, record: Any) -> None:
    address = f"{register.address_of(record)}change/"
    sent = filled_in(client.get(address).context["form"])
    ((field, value),) = EXAMPLES[register.name][1].items()
    answer = client.post(address, {**sent, **as_typed({register.titled: RENAMED, field: value})})
    assert answer.status_code == 302
    stored = rows_of(register).get()
    assert (getattr(stored, register.titled), getattr(stored, field)) == (RENAMED, value)


def withdrawn_it_tells_its_reason(register: RecordRegister, client: Client, record: Any) -> None:
    address = register.address_of(record)
    sent = {"version": rows_of(register).get().version, "reason": "重复录入"}
    assert client.post(f"{address}withdraw/", sent).headers["Location"] == address
    page = client.get(address).content.decode()
    assert "重复录入" in page
    assert str(register.title_of(rows_of(register).get())) in page


def put_back_it_counts(register: RecordRegister, by: User) -> None:
    withdrawn = rows_of(register).get()
    record_restore(register=register, record=withdrawn, version=withdrawn.version, by=by)
    counted = rows_of(register).counted().get()
    assert (counted.withdrawn_by, counted.withdrawn_reason) == (None, "")
    assert Entry.objects.latest("pk").action == register.may("restored")


def one_that_looks_like_it_is_found_and_may_stand_beside_it(register: RecordRegister, record: Any, by: User) -> None:
    ends = {field: object_of(field, code) for field, code in ends_of(register.name, "V01").items()}
    entered, changed = EXAMPLES[register.name]
    facts = {**ends, **entered, **changed, register.titled: RENAMED}
    second = record_create(register=register, by=by, **facts)
    assert list(register.likely_same(second)) == [record]
    assert rows_of(register).count() == 2


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
    register, village = REGISTERS[name], township.people["secretary01"]
    form = NewRecordForm(typed(name, "V02"), register=register, user=village, record=None, decides=False)
    assert register.own in form.errors
    outcome = imported(register, workbook(register, row_of(register, "V02")), by=village)
    codes = {line.heading for line in register.all_lines if line.name in register.codes}
    assert {error.column for error in outcome.errors} == codes | ({"党员编号"} if name in OF_MEMBERS else set())
    assert not rows_of(register).exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_village_sees_its_own_records_and_the_list_costs_no_more_for_ten(name: str, township: Township) -> None:
    register = REGISTERS[name]
    own, other = example(name, township["V01"]), example(name, township["V02"])
    a_village_finds_its_own_and_nobody_elses(register, township.people["secretary01"], own, other)
    client = enter_as(Client(), writer(name, township))
    the_list_names_ten_records_and_asks_for_none_of_them_apart(register, client, own)


def a_village_finds_its_own_and_nobody_elses(register: RecordRegister, village: User, own: Any, other: Any) -> None:
    assert listed(register, village) == [own]
    assert record_for(village, register, "view", str(own.pk)) == own
    with pytest.raises(Http404):
        record_for(village, register, "view", str(other.pk))
    with pytest.raises(Http404 if register.name in BY_VILLAGES else PermissionDenied):
        record_for(village, register, "record", str(other.pk))


def the_list_names_ten_records_and_asks_for_none_of_them_apart(
    register: RecordRegister, client: Client, record: Any
) -> None:
    stored = rows_of(register).get(pk=record.pk)
    more = register.model._default_manager.bulk_create(copies(register.name, stored, 8))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(register.address).content.decode()
    # Seven of them ask who is there, what may be chosen, how many there are, and for the rows.
    assert 7 <= len(queries) <= 12
    addresses = [register.address_of(it) for it in (record, *more)]
    assert [it for it in addresses if f'href="{it}"' not in page] == []


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
