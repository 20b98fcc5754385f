"""The log can only grow, whoever writes the statement."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from apps.audit import guards
from apps.audit.models import Entry
from apps.audit.querysets import AppendOnly
from apps.audit.verifying import Fault, findings
from tests.audit.log import acts, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(target="x"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.get().delete(),
        lambda: Entry.objects.get().save(),
        lambda: Entry.objects.bulk_update([Entry.objects.get()], ["target"]),
    ],
)
def test_the_portal_has_no_way_to_change_or_delete_an_entry(change: Callable[[], object]) -> None:
    acts(1)
    with pytest.raises(AppendOnly):
        change()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET target = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(guarded: None, statement: str) -> None:
    acts(1)
    with pytest.raises(DatabaseError, match="only grow"), transaction.atomic():
        write(statement)
    assert Entry.objects.count() == 1


@pytest.mark.services
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_entry",
        "TRUNCATE audit_link",
        "TRUNCATE audit_chain",
        "TRUNCATE audit_checkpoint",
        "TRUNCATE accounts_user CASCADE",
    ],
)
def test_postgresql_refuses_to_empty_the_log(guarded: None, statement: str) -> None:
    acts(1)
    write("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="only grow"), transaction.atomic():
        write(statement)
    assert Entry.objects.count() == 1


@pytest.mark.services
@pytest.mark.parametrize("table", ["audit_entry", "audit_link", "audit_chain", "audit_checkpoint"])
def test_a_guard_that_was_taken_away_or_switched_off_is_missed(guarded: None, table: str) -> None:
    assert guards.stand(connection)
    write(f"ALTER TABLE {table} DISABLE TRIGGER audit_whole_keep")
    assert not guards.stand(connection)


def test_missing_guards_are_a_fault(guarded: None) -> None:
    assert Fault.UNGUARDED not in {it.fault for it in findings()}
    guards.remove(connection)
    assert Fault.UNGUARDED in {it.fault for it in findings()}
