"""The workbook of targets: what a row means, who may bring what, and the cell at which each fault is named."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.kinds import Role
from apps.organisations.models import Placement
from apps.plans.models import Target
from apps.plans.workbook import TargetsRegister
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.township import Township, organisation, person
from tests.progress.cast import plan_of

REGISTER = TargetsRegister()
ROW = {"年度": 2012, "组织编码": "V01", "指标编码": "OPT-04", "目标值": 90}


@pytest.fixture(autouse=True)
def _plan(township: Township) -> None:
    plan_of(township)


def workbook(rows: Iterable[Mapping[str, Any]], percent: bool = False) -> BytesIO:
    rows = list(rows)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    if percent:
        sheet.cell(2, headings.index("目标值") + 1).number_format = "0.0%"
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def take_in(*rows: Mapping[str, Any], by: User | None = None, percent: bool = False) -> Outcome:
    return import_workbook(register=REGISTER, file=workbook(rows, percent), by=by)


def target(code: str, indicator: str) -> Target:
    found: Target = Target.objects.get(organisation__code=code, indicator__code=indicator)
    return found


def cells(outcome: Outcome) -> list[str]:
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 0)
    return [error.cell for error in outcome.errors]


def test_every_column_arrives_in_its_field(township: Township) -> None:
    outcome = take_in(ROW | {"目标值": 92.5, "完成时限": "2012年9月30日", "责任人": "王书记"})
    made = target("V01", "OPT-04")
    assert (outcome.created, outcome.errors) == (1, ())
    assert (made.value, made.due, made.responsible) == (9250, date(2012, 9, 30), "王书记")
    assert Entry.objects.get(action="target.imported").target == "V01 OPT-04"


def test_a_percent_formatted_cell_is_what_the_person_reads(township: Township) -> None:
    assert take_in(ROW | {"目标值": 0.8}, percent=True).created == 1
    assert target("V01", "OPT-04").value == 8000


def test_a_blank_cell_clears_and_an_absent_column_leaves_alone(township: Township) -> None:
    take_in(ROW | {"完成时限": "2012-09-30", "责任人": "王书记"})
    assert take_in(ROW | {"目标值": 91}).updated == 1
    assert (target("V01", "OPT-04").due, target("V01", "OPT-04").responsible) == (date(2012, 9, 30), "王书记")
    assert take_in(ROW | {"目标值": 91, "完成时限": None, "责任人": None}).updated == 1
    assert (target("V01", "OPT-04").due, target("V01", "OPT-04").responsible) == (None, "")


def test_an_export_imports_again_unchanged(township: Township) -> None:
    take_in(ROW | {"目标值": 92.55, "完成时限": "2012-09-30", "责任人": "=王"})
    file = BytesIO()
    whole = Placement.objects.filter(parent=None).values_list("path", flat=True)
    write_workbook(file, REGISTER.sheet, REGISTER.columns, REGISTER.rows(whole, 2012))
    file.seek(0)
    outcome = import_workbook(register=REGISTER, file=file, by=None)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, Target.objects.count())


def test_every_fault_is_named_at_its_cell_and_nothing_is_written(township: Township) -> None:
    before = Target.objects.count()
    outcome = take_in(
        ROW | {"组织编码": "X99"},
        ROW | {"指标编码": "OPT-99"},
        ROW | {"年度": 2013},
        ROW | {"目标值": None},
        ROW | {"组织编码": "V02", "目标值": -1},
        ROW | {"组织编码": "V02", "指标编码": "OPT-02", "目标值": 1.234},
        ROW | {"组织编码": "V02", "指标编码": "QUA-03", "目标值": 1.5},
        ROW | {"组织编码": "V03"},
        ROW | {"组织编码": "V03"},
    )
    assert cells(outcome) == ["B2", "C3", "C4", "D5", "D6", "D7", "D8", "A10"]
    assert Target.objects.count() == before


def test_only_what_lies_in_the_persons_area_is_taken(township: Township) -> None:
    outside = organisation("T02", kind="committee", sector="")
    elsewhere = person("elsewhere", Role.STAFF, outside)
    assert cells(take_in(ROW, by=elsewhere)) == ["B2"]
    assert take_in(ROW, by=township.people["staff"]).created == 1


def test_the_plan_of_another_committee_is_not_meant(township: Township) -> None:
    organisation("D01", kind="committee", sector="")
    assert cells(take_in(ROW | {"组织编码": "D01"})) == ["C2"]


def test_the_number_of_queries_does_not_grow_with_the_rows(township: Township) -> None:
    for number in range(10, 60):
        organisation(f"V{number}", township["T01"])

    def queries(*codes: str) -> int:
        rows = [ROW | {"组织编码": code} for code in codes]
        with CaptureQueriesContext(connection) as captured:
            assert take_in(*rows).created == len(codes)
        return len(captured)

    assert queries("V01", "V02") == queries(*(f"V{number}" for number in range(10, 60)))
