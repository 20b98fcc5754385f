"""The workbook of leading links: what a row means, who may bring what, and the cell at which each fault is named."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.kinds import Kind, Role
from apps.organisations.models import LeadingLink, Placement
from apps.registers.registry import REGISTERS
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.township import Township, misplaced, organisation, person
from tests.organisations.books import RowOfCells, faults, workbook

REGISTER = REGISTERS["leading"]
ROW = {"党组织编码": "V01", "群团编码": "A01", "起始日期": "2010-01-01"}


@pytest.fixture(autouse=True)
def _associations(township: Township) -> None:
    for code in ("A01", "A02", "A03"):
        organisation(code, township["T01"], kind=Kind.ASSOCIATION, sector="")


def take_in(*rows: RowOfCells, by: User | None = None) -> Outcome:
    return import_workbook(register=REGISTER, file=workbook(rows), by=by)


def links() -> set[tuple[Any, ...]]:
    return set(LeadingLink.objects.values_list("leader__code", "led__code", "start", "end", "basis"))


def exported(paths: Iterable[str]) -> BytesIO:
    file = BytesIO()
    write_workbook(file, REGISTER.sheet, REGISTER.columns, REGISTER.rows(paths, None))
    file.seek(0)
    return file


def test_every_column_arrives_in_its_field() -> None:
    outcome = take_in(ROW | {"终止日期": "2012年1月1日", "依据": "青委〔2010〕3号"})
    assert (outcome.created, outcome.errors) == (1, ())
    assert links() == {("V01", "A01", date(2010, 1, 1), date(2012, 1, 1), "青委〔2010〕3号")}
    entry = Entry.objects.get(action="leading.imported")
    assert (entry.target, entry.organisation_code, entry.after["leader"]) == ("V01 → A01", "A01", "V01")


def test_the_export_of_a_village_holds_what_it_leads_and_nothing_of_the_neighbour(township: Township) -> None:
    take_in(ROW, ROW | {"党组织编码": "V02", "群团编码": "A02"})
    below = Placement.objects.filter(organisation=township["V01"]).values_list("path", flat=True)
    assert [row[:3:2] for row in REGISTER.rows(below, None)] == [("V01", "A01")]


def test_every_fault_is_named_at_its_cell_and_nothing_is_written() -> None:
    dated = ROW | {"终止日期": None, "依据": None}
    outcome = take_in(
        dated | {"党组织编码": "X99"},
        dated | {"群团编码": "X99"},
        dated | {"党组织编码": "A02"},
        dated | {"群团编码": "V02"},
        dated | {"终止日期": "2009-12-31", "群团编码": "A02"},
        dated | {"终止日期": "2010-01-01", "群团编码": "A03"},
        dated | {"起始日期": None},
        dated | {"起始日期": "2010-02-30"},
        dated | {"起始日期": "2011-01-01"},
        dated | {"起始日期": "2011-01-01"},
    )
    assert faults(outcome) == ["A2", "B3", "A4", "B5", "D6", "D7", "C8", "C9", "A11"]
    assert links() == set()


def test_links_of_one_workbook_that_overlap_are_refused_at_the_later_start() -> None:
    long = ROW | {"终止日期": "2020-01-01"}
    inside = {"党组织编码": "V02", "起始日期": "2011-01-01", "终止日期": "2012-01-01"}
    after = {"党组织编码": "V03", "起始日期": "2019-12-31", "终止日期": None}
    assert faults(take_in(long, ROW | inside, ROW | after)) == ["C3", "C4"]
    same_day = {"党组织编码": "V02", "终止日期": None}
    assert faults(take_in(ROW | {"终止日期": None}, ROW | same_day)) == ["C3"]


def test_a_link_that_runs_into_one_in_the_portal_is_refused_where_it_was_entered() -> None:
    take_in(ROW | {"终止日期": "2012-01-01"}, ROW | {"党组织编码": "V02", "起始日期": "2012-01-01"})
    assert faults(take_in(ROW | {"党组织编码": "V03", "起始日期": "2011-06-01", "终止日期": "2011-07-01"})) == ["C2"]
    assert faults(take_in(ROW | {"终止日期": None})) == ["D2"]
    assert faults(take_in(ROW | {"党组织编码": "V03", "起始日期": "2005-01-01", "终止日期": "2010-01-02"})) == ["D2"]
    assert faults(take_in(ROW | {"党组织编码": "V03", "起始日期": "2005-01-01"})) == ["C2"]


@pytest.mark.parametrize("order", [1, -1])
def test_one_workbook_ends_a_link_and_begins_the_next(order: int) -> None:
    take_in(ROW)
    rows: list[RowOfCells] = [
        ROW | {"终止日期": "2012-01-01"},
        ROW | {"党组织编码": "V02", "起始日期": "2012-01-01", "终止日期": None},
    ]
    outcome = take_in(*rows[::order])
    assert (outcome.created, outcome.updated, outcome.errors) == (1, 1, ())


def test_one_workbook_ends_the_later_link_and_opens_the_end_of_none_twice() -> None:
    take_in(ROW | {"终止日期": "2012-01-01"}, ROW | {"党组织编码": "V02", "起始日期": "2013-01-01"})
    ended = ROW | {"党组织编码": "V02", "起始日期": "2013-01-01", "终止日期": "2014-01-01"}
    reopened = ROW | {"党组织编码": "V03", "起始日期": "2014-01-01", "终止日期": None}
    assert take_in(reopened, ended).errors == ()
    assert LeadingLink.objects.filter(end=None).values_list("leader__code", flat=True).get() == "V03"


def test_only_what_lies_in_the_persons_area_is_taken(township: Township) -> None:
    outside = organisation("T02", kind=Kind.COMMITTEE, sector="")
    half = misplaced("half", Role.STAFF, township["V01"])
    assert faults(take_in(ROW, by=person("elsewhere", Role.STAFF, outside))) == ["A2", "B2"]
    assert faults(take_in(ROW, by=half)) == ["B2"]
    assert take_in(ROW, by=township.people["staff"]).created == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(township: Township) -> None:
    for number in range(10, 60):
        organisation(f"A{number}", township["T01"], kind=Kind.ASSOCIATION, sector="")

    def queries(*codes: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert take_in(*(ROW | {"群团编码": code} for code in codes)).created == len(codes)
        return len(captured)

    assert queries("A01", "A02") == queries(*(f"A{number}" for number in range(10, 60)))
