"""Who did what: written in the transaction of the act."""

from collections.abc import Callable, Iterator
from json import dumps, loads
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.audit.changes import difference, fields_of
from apps.audit.models import Entry
from apps.audit.sealing import is_sealed
from apps.audit.services import Act, record, record_many
from tests.factories.township import PASSWORD, Township

pytestmark = pytest.mark.django_db


def test_an_entry_goes_with_the_act_when_the_act_is_rolled_back() -> None:
    with transaction.atomic():
        account_create(username="wang", name="王芳", password=PASSWORD, by=None)
        assert Entry.objects.filter(target="wang").exists()
        transaction.set_rollback(True)
    assert not User.objects.filter(username="wang").exists()
    assert not Entry.objects.filter(target="wang").exists()


def test_an_entry_says_who_did_what_where_and_from_which_address(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    browser = signed_in("staff")
    browser.post("/accounts/language/", {"language": "en", "next": "/"}, REMOTE_ADDR="10.20.30.40")
    entry = Entry.objects.get(action="account.language_chosen")
    assert (entry.actor, entry.target, entry.address) == (township.people["staff"], "staff", "10.20.30.40")
    assert (entry.before, entry.after) == ({"language": ""}, {"language": "en"})


def test_the_address_of_one_request_does_not_stay_for_the_next_act(township: Township, client: Client) -> None:
    client.post("/accounts/login/", {"username": "staff", "password": PASSWORD}, REMOTE_ADDR="10.20.30.40")
    record(Act("test.done", "later"), by=None)
    assert Entry.objects.get(action="account.signed_in").address == "10.20.30.40"
    assert Entry.objects.get(action="test.done").address == ""


def test_a_name_that_is_too_long_for_the_column_is_cut() -> None:
    record(Act("organisation.created", "党" * 200), by=None)
    assert Entry.objects.get().target == "党" * 120


@pytest.mark.parametrize(
    "facts",
    [
        {"编码": ["V01", "V02"], "人数": 3, "计入": True, "备注": None},
        {"编码": ("V01", "V02"), "行": [["V01", (1, 2)]]},
        {1: "一", "比率": 0.5, "各年": {2012: [1]}},
    ],
)
def test_whatever_the_facts_are_made_of_an_entry_says_later_what_was_sealed(facts: dict[Any, Any]) -> None:
    record(Act("test.done", "V01", after=facts), by=None)
    entry = Entry.objects.get()
    assert is_sealed(entry)
    assert entry.after == loads(dumps(facts))


def test_facts_that_change_before_they_are_written_are_those_that_were_sealed() -> None:
    was, became = {"人数": 1}, {"编码": ["V01"]}

    def acts() -> Iterator[Act]:
        yield Act("test.done", "first", before=was, after=became)
        was["人数"], became["编码"][0] = 2, "V02"
        yield Act("test.done", "second", before=was, after=became)

    record_many(acts(), by=None)
    first, second = Entry.objects.order_by("pk")
    assert (is_sealed(first), first.before, first.after) == (True, {"人数": 1}, {"编码": ["V01"]})
    assert (is_sealed(second), second.before, second.after) == (True, {"人数": 2}, {"编码": ["V02"]})


def test_passwords_are_masked() -> None:
    user = account_create(username="wang", name="王芳", password=PASSWORD, by=None)
    fields = fields_of(user)
    assert fields["password"] == "***"
    assert fields_of(user, "username", "password") == {"username": "wang", "password": "***"}
    assert fields["username"] == "wang"
    assert not Entry.objects.filter(after__icontains=PASSWORD).exists()
    assert not Entry.objects.filter(after__icontains=user.password).exists()


def test_only_what_changed_is_kept() -> None:
    before = {"name": "石桥村", "kind": "branch", "closed": "2012-03-01"}
    after = {"name": "石桥社区", "kind": "branch", "note": "改"}
    assert difference(before, after) == (
        {"name": "石桥村", "closed": "2012-03-01"},
        {"name": "石桥社区", "note": "改"},
    )


def test_many_entries_are_written_together(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    acts = [Act("test.done", str(number)) for number in range(1000)]
    with django_assert_max_num_queries(12):
        record_many(acts, by=None)
    assert Entry.objects.filter(action="test.done").count() == 1000
