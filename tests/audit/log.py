"""A log to tamper with."""

from datetime import timedelta
from typing import Any

import time_machine
from django.db import connection
from django.utils import timezone

from apps.audit import guards
from apps.audit.chaining import entries_chain
from apps.audit.models import Entry
from apps.audit.services import Act, record
from apps.audit.verifying import findings


def acts(number: int, *, days_ago: int = 0) -> None:
    """So many entries of one day."""
    with time_machine.travel(timezone.now() - timedelta(days=days_ago), tick=False):
        for at in range(number):
            record(
                Act("test.done", f"{days_ago} days ago, {at}", "V01", {"名称": "甲"}, {"名称": "乙", "人数": 3}),
                by=None,
            )


def chained(number: int) -> list[int]:
    """The ids of so many chained entries."""
    acts(number)
    entries_chain()
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def tamper(statement: str, *values: Any) -> None:
    """What somebody does who can write to the database and knows how to get the guards out of the way."""
    guards.remove(connection)
    write(statement, *values)


def write(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> list[tuple[str, int | None, int | None]]:
    """What is wrong: the fault, the number of the link, the id of the entry."""
    return [(it.fault.value, it.number, it.entry_id) for it in findings() if it.fault != "unguarded"]
