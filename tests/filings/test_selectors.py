"""What the home page and the dashboard read: the grid, the late, discipline, things to do."""

from datetime import date

import pytest

from apps.core.ratio import Ratio
from apps.filings.models import Filing
from apps.filings.selectors.grid import discipline_of, filing_states, late_filings
from apps.filings.selectors.todo import own_filings, todo_in
from apps.filings.services import as_seen, filing_return
from apps.filings.states import FilingStanding
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, approved, opened, save, submitted

DAY = date(2012, 11, 3)


@pytest.fixture
def plan(plan_of_t01: Plan, township: Township) -> Plan:
    """September: V01 handed in late, V02 and V03 not at all.  October: V01 draft, V02 approved, V03 returned."""
    plan = plan_of_t01
    people = township.people
    submitted(opened(plan, township["V01"], SEPTEMBER), people["secretary01"])
    save(opened(plan, township["V01"]), people["clerk01"], F_FLOW=100)
    approved([submitted(opened(plan, township["V02"]), people["secretary02"])], people["staff"])
    third = submitted(opened(plan, township["V03"]), people["secretary03"])
    filing_return(seen=as_seen(third), reason="照搬上月", line_reasons={}, by=people["staff"])
    return plan


def test_the_grid_says_how_every_month_stands(plan: Plan, township: Township) -> None:
    grid = {row.organisation.code: row.cells for row in filing_states(township["T01"], 2012, DAY)}
    assert {code: cells[8].standing for code, cells in grid.items()} == {
        "V01": FilingStanding.SUBMITTED,
        "V02": FilingStanding.OVERDUE,
        "V03": FilingStanding.OVERDUE,
    }
    assert {code: cells[9].standing for code, cells in grid.items()} == {
        "V01": FilingStanding.DRAFT,
        "V02": FilingStanding.APPROVED,
        "V03": FilingStanding.RETURNED,
    }
    assert [cells[8].late for cells in grid.values()] == [True, False, False]
    assert (grid["V01"][0].standing, grid["V01"][10].standing) == (None, FilingStanding.NOT_DUE)


def test_the_grid_of_a_part_holds_only_that_part(plan: Plan, township: Township) -> None:
    assert [row.organisation.code for row in filing_states(township["V02"], 2012, DAY)] == ["V02"]


def test_the_late_are_those_that_never_handed_in(plan: Plan, township: Township) -> None:
    late = late_filings(township["T01"], DAY)
    assert [(it.organisation.code, it.month) for it in late] == [("V02", 9), ("V03", 9)]
    assert late_filings(township["T01"], date(2012, 10, 5)) == []
    assert len(late_filings(township["T01"], date(2012, 11, 6))) == 3


def test_discipline_counts_what_is_due(plan: Plan, township: Township) -> None:
    found = discipline_of(township["T01"], 2012, DAY)
    assert (found.on_time, found.complete, found.late, found.missing) == (Ratio(0, 3), Ratio(0, 3), 1, 2)
    found = discipline_of(township["T01"], 2012, date(2012, 11, 5))
    assert (found.on_time, found.complete, found.late, found.missing) == (Ratio(2, 6), Ratio(1, 6), 1, 3)


def test_things_to_do_are_ones_own_and_say_what_is_left(plan: Plan, township: Township) -> None:
    (todo,) = todo_in(own_filings(township.people["secretary01"]), DAY)
    assert (todo.filing.month, todo.standing, todo.days_left, todo.known, todo.to_fill) == (
        10,
        FilingStanding.DRAFT,
        2,
        2,
        2,
    )
    september, october = todo_in(own_filings(township.people["secretary03"]), DAY)
    assert (september.standing, september.days_late, september.to_fill) == (FilingStanding.OVERDUE, 29, 3)
    assert (october.standing, october.to_fill) == (FilingStanding.RETURNED, 0)
    assert todo_in(own_filings(township.people["staff"]), DAY) == []
    assert Filing.objects.count() == 6
