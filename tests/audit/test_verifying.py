"""Whoever tampers with the log in the database is found out, entry by entry."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from apps.audit.chaining import BATCH, SETTLED_AFTER, entries_chain
from apps.audit.models import Chain, Entry, Link
from apps.audit.verifying import CHAINED_WITHIN
from tests.audit.log import acts, chained, found, tamper

pytestmark = pytest.mark.django_db


def test_an_untouched_log_has_no_fault() -> None:
    chained(5)
    assert found() == []


def test_all_that_is_committed_is_chained_once_and_in_order() -> None:
    acts(BATCH + 3)
    assert entries_chain() == BATCH + 3
    assert entries_chain() == 0
    assert list(Link.objects.values_list("entry_id", flat=True)) == list(
        Entry.objects.order_by("pk").values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2012-03-20 08:00:00+00:00"),
        ("action", "test.dona"),
        ("organisation_code", "V02"),
        ("target", "X days ago, 1"),
        ("before", '{"名称": "丙"}'),
        ("after", '{"名称": "乙", "人数": 4}'),
        ("address", "1"),
        ("reference", "0123456789abcdef0123456789abcdef"),
        ("seal", "0" * 64),
    ],
)
def test_a_changed_entry_is_named(column: str, value: str) -> None:
    ids = chained(3)
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, ids[1])  # noqa: S608 - a name of this file
    assert found() == [("changed", 2, ids[1])]


def test_a_removed_entry_is_named() -> None:
    ids = chained(3)
    tamper("DELETE FROM audit_entry WHERE id = %s", ids[1])
    assert found() == [("missing", 2, ids[1])]


def test_an_entry_removed_with_its_link_leaves_a_gap() -> None:
    ids = chained(3)
    tamper("DELETE FROM audit_entry WHERE id = %s", ids[1])
    tamper("DELETE FROM audit_link WHERE entry_id = %s", ids[1])
    assert found() == [("gap", 2, None)]


def test_a_cut_end_is_found() -> None:
    ids = chained(3)
    tamper("DELETE FROM audit_entry WHERE id = %s", ids[2])
    tamper("DELETE FROM audit_link WHERE entry_id = %s", ids[2])
    assert found() == [("cut_off", 3, None)]


def test_two_entries_that_changed_places_are_found() -> None:
    ids = chained(4)
    first, second = Link.objects.get(number=2), Link.objects.get(number=3)
    tamper("UPDATE audit_link SET entry_id = 999999 WHERE number = 2")
    tamper("UPDATE audit_link SET entry_id = %s WHERE number = 3", first.entry_id)
    tamper("UPDATE audit_link SET entry_id = %s WHERE number = 2", second.entry_id)
    assert found() == [("relinked", 2, ids[2]), ("relinked", 3, ids[1])]


def test_an_entry_that_nobody_sealed_is_found_though_it_is_chained() -> None:
    chained(2)
    made_up = Entry(action="grading.confirmed", target="V01", at=timezone.now(), seal="f" * 64)
    made_up.save()
    entries_chain()
    assert found() == [("changed", 3, made_up.pk)]


def test_an_entry_put_in_below_the_settled_ones_is_found() -> None:
    ids = chained(2)
    with time_machine.travel(timezone.now() + SETTLED_AFTER + timedelta(hours=1), tick=False):
        entries_chain()
        tamper("DELETE FROM audit_link WHERE number = 2")
        assert ("slipped_in", None, ids[1]) in found()


def test_an_entry_that_committed_late_is_chained_all_the_same() -> None:
    ids = chained(3)
    late = Entry.objects.get(pk=ids[0])
    tamper("DELETE FROM audit_link")
    tamper("DELETE FROM audit_entry WHERE id = %s", late.pk)
    Chain.objects.update(last_number=0, last_digest="", settled_id=0)
    entries_chain()
    late._state.adding = True
    late.save(force_insert=True)
    assert entries_chain() == 1
    assert found() == []


def test_entries_that_wait_for_the_worker_are_told_after_a_while_and_are_no_fault() -> None:
    acts(1)
    assert found() == []
    with time_machine.travel(timezone.now() + CHAINED_WITHIN + timedelta(minutes=1), tick=False):
        assert [fault for fault, _number, _entry in found()] == ["not_chained"]


def test_a_former_key_still_verifies_what_it_sealed(settings: Settings) -> None:
    chained(2)
    settings.AUDIT_KEY, settings.AUDIT_KEY_FALLBACKS = "another key", [settings.AUDIT_KEY]
    acts(1)
    entries_chain()
    assert found() == []
    settings.AUDIT_KEY_FALLBACKS = []
    assert [fault for fault, _number, _entry in found()] == ["changed", "changed"]


def test_the_command_names_the_entry_and_fails() -> None:
    ids = chained(3)
    out = StringIO()
    tamper("UPDATE audit_entry SET target = 'another' WHERE id = %s", ids[1])
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", "--json", stdout=out)
    said = json.loads(out.getvalue())
    (fault,) = [it for it in said["findings"] if it["fault"] != "unguarded"]
    assert (fault["fault"], fault["entry"], fault["action"]) == ("changed", ids[1], "test.done")
    assert said["last_number"] == 3
    assert Chain.objects.get().faults >= 1


def test_the_command_says_in_words_that_all_is_well(guarded: None) -> None:
    chained(2)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert Link.objects.get(number=2).digest in out.getvalue()
    assert Chain.objects.get().verified_number == 2
