"""Settled on time, settled late, overdue by so many days, not yet due: on pages, in filters, in workbooks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client

from apps.matters.models import Matter
from apps.registers.deadlines import WORDS, Deadline, InTime, punctuality
from apps.registers.registry import REGISTERS
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.books import exported, imported, workbook
from tests.registers.examples import example, row_of

TODAY, DUE = date(2012, 12, 20), date(2012, 9, 1)
DEADLINE = Deadline("due", "settled_on")
CASES: list[tuple[date | None, date | None, tuple[InTime, int] | None]] = [
    (DUE, date(2012, 8, 31), (InTime.ON_TIME, 0)),
    (DUE, DUE, (InTime.ON_TIME, 0)),
    (DUE, date(2012, 9, 2), (InTime.LATE, 1)),
    (DUE, None, (InTime.OVERDUE, 110)),
    (date(2012, 12, 19), None, (InTime.OVERDUE, 1)),
    (TODAY, None, (InTime.NOT_DUE, 0)),
    (date(2012, 12, 31), None, (InTime.NOT_DUE, 0)),
    (None, None, None),
    (None, date(2012, 9, 2), None),
]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def details(due: date | None, done: date | None) -> dict[str, Any]:
    return {"due": due, "settled_on": done, "result": "已办结" if done else ""}


@pytest.mark.parametrize(("due", "done", "expected"), CASES)
def test_the_due_day_itself_is_in_time(due: date | None, done: date | None, expected: tuple[InTime, int]) -> None:
    found = punctuality(due, done, TODAY)
    assert (found and (found.state, found.days)) == expected


@pytest.mark.django_db
def test_list_filter_page_and_workbook_say_the_same(township: Township) -> None:
    client, matters = enter_as(Client(), township.people["staff"]), REGISTERS["matters"]
    wanted: dict[int, InTime | None] = {}
    for number, (due, done, expected) in enumerate(CASES):
        made = example("matters", township["V01"], title=f"事项{number}", **details(due, done))
        wanted[made.pk] = expected[0] if expected else None
    rows = client.get(matters.address).context["rows"]
    assert {it.record.pk: it.punctuality and it.punctuality.state for it in rows} == wanted
    for state in InTime:
        page = client.get(f"{matters.address}?in_time={state.value}").context["page"]
        assert {it.pk for it in page} == {pk for pk, expected in wanted.items() if expected == state}
    overdue = Matter.objects.get(title="事项3")
    assert "逾期110天" in client.get(matters.address_of(overdue)).content.decode().replace(" ", "")
    sheet = openpyxl.load_workbook(exported(matters)).active
    assert sheet is not None
    cells = {str(row[2]): row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    said = {it.title: (its := wanted[it.pk]) and WORDS[its] for it in Matter.objects.all()}
    assert cells == said


@pytest.mark.django_db
def test_an_import_reads_over_what_the_workbook_says_of_it(township: Township) -> None:
    matters = REGISTERS["matters"]
    row = {**row_of(matters, "V01"), "时限情况": "按期办结"}
    assert imported(matters, workbook(matters, row)).errors == ()
    assert imported(matters, workbook(matters, {**row, "时限情况": "x" * 300})).unchanged == 1


@pytest.mark.django_db
def test_a_commitment_that_was_looked_at_late_is_not_called_late(township: Township) -> None:
    client, commitments = enter_as(Client(), township.people["staff"]), REGISTERS["commitments"]
    said = {"published_on": date(2012, 3, 2), "due": DUE}
    waits = example("commitments", township["V01"], **said)
    kept = example("commitments", township["V02"], **said, checked_on=date(2012, 10, 1), outcome="kept")
    rows = client.get(commitments.address).context["rows"]
    assert {it.record.pk: it.punctuality and it.punctuality.state for it in rows} == {
        waits.pk: InTime.OVERDUE,
        kept.pk: None,
    }
    assert list(client.get(commitments.address).context["filter"].form.fields["in_time"].choices)[1:] == [
        (it.value, it.label) for it in (InTime.OVERDUE, InTime.NOT_DUE)
    ]
