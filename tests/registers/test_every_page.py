"""The pages of records, and what the API shows of them, one register of each that they tell apart; PostgreSQL: all."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from tests.factories.browser import enter_as, filled_in, undo_on
from tests.factories.township import Township
from tests.registers.books import rows_of
from tests.registers.examples import NUMBERED, as_typed, ends_of, example, typed
from tests.registers.records import EXAMPLES
from tests.registers.shapes import BY_VILLAGES, OF_FACTS, ONE_AT_A_TIME, RENAMED, THROUGH_PAGES, listed, writer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end_of_the_year")]


@pytest.mark.parametrize("name", THROUGH_PAGES)
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


@pytest.mark.parametrize("name", THROUGH_PAGES)
def test_a_village_is_shown_its_own_records(name: str, township: Township) -> None:
    own, other = example(name, township["V01"]), example(name, township["V02"])
    village = enter_as(Client(), township.people["secretary01"])
    a_village_sees_its_own_and_nobody_elses(REGISTERS[name], village, own, other)
    if not REGISTERS[name].is_private:
        the_api_gives_what_the_list_shows_and_nothing_more(REGISTERS[name], village, own, other)


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
    assert client.get(f"{address}{own.pk}/").json() == rows[0]
    assert client.get(f"{address}{other.pk}/").status_code == 404


@pytest.mark.parametrize("name", sorted({*THROUGH_PAGES} & {*BY_VILLAGES}))
def test_a_village_is_told_at_the_field_that_it_enters_nothing_for_another_one(name: str, township: Township) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    page = client.post(f"/registers/{name}/new/", typed(name, "V02"))
    assert REGISTERS[name].own in page.context["form"].errors
    assert not rows_of(REGISTERS[name]).exists()
