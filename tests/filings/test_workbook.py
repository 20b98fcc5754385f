"""The register of filings in and out of Excel: drafts only, every error at its cell."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.states import FilingState
from apps.filings.workbook import FilingsRegister
from apps.organisations.querysets import user_paths
from apps.plans.models import Plan
from apps.workbooks.columns import NameColumn
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.factories.township import Township
from tests.filings.cast import approved, line, opened, save, submitted

REGISTER = FilingsRegister()
ALL_HEADINGS = [column.heading for column in REGISTER.columns]
HEADINGS = [column.heading for column in REGISTER.columns if not isinstance(column, NameColumn)]


def row(**cells: Any) -> list[Any]:
    filled = {"年度": 2012, "月份": 10, "组织编码": "V01", "指标编码": "F-FLOW", "数值": 12.5} | cells
    return [filled.get(heading) for heading in HEADINGS]


def taken(rows: list[list[Any]], by: User | None = None, headings: list[str] | None = None) -> Outcome:
    """What becomes of a workbook with these rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for cells in [headings or HEADINGS, *rows]:
        sheet.append(cells)
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return import_workbook(register=REGISTER, file=file, by=by)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    assert outcome.errors == ()
    return outcome.created, outcome.updated, outcome.unchanged


def cells(outcome: Outcome) -> list[str]:
    return [error.cell for error in outcome.errors]


def test_the_columns_are_those_of_the_contract() -> None:
    assert [
        *("年度", "月份", "组织编码", "组织名称", "指标编码", "指标名称", "数值", "分母", "说明"),
    ] == ALL_HEADINGS


def test_a_workbook_makes_drafts(plan: Plan, township: Township) -> None:
    filing = opened(plan, township["V01"])
    rate = row(指标编码="F-RATE", 数值=3, 分母="4", 说明="按进度")
    assert counts(taken([row(), rate], by=township.people["secretary01"])) == (2, 0, 0)
    filing.refresh_from_db()
    assert (filing.state, filing.version, filing.entered_on_behalf) == (FilingState.DRAFT, 2, False)
    assert (line(filing, "F-FLOW").numerator, line(filing, "F-RATE").denominator) == (1250, 400)
    assert line(filing, "F-RATE").note == "按进度"
    assert Entry.objects.filter(action="filing.imported", target="V01 2012-10").count() == 1


def test_a_month_that_is_due_but_not_opened_yet_is_opened(plan: Plan, township: Township) -> None:
    assert counts(taken([row()])) == (1, 0, 0)
    filing = Filing.objects.get(organisation=township["V01"])
    assert line(filing, "F-FLOW").numerator == 1250
    assert filing.steps.filter(step="opened").count() == 1


def test_an_export_imports_again_unchanged_whatever_the_states(plan: Plan, township: Township) -> None:
    done = submitted(opened(plan, township["V01"]), township.people["secretary01"])
    approved([done], township.people["staff"])
    save(Filing.objects.get(organisation=township["V02"]), township.people["secretary02"], F_FLOW=0)
    file = BytesIO()
    paths = user_paths(township.people["staff"], "filing.view")
    write_workbook(file, REGISTER.sheet, REGISTER.columns, REGISTER.rows(paths, 2012))
    file.seek(0)
    outcome = import_workbook(register=REGISTER, file=file, by=township.people["staff"])
    assert counts(outcome) == (0, 0, 9)


def test_an_export_holds_ones_own_part_only(plan: Plan, township: Township) -> None:
    opened(plan, township["V01"])
    paths = user_paths(township.people["secretary01"], "filing.view")
    assert {cells[2] for cells in REGISTER.rows(paths, 2012)} == {"V01"}
    assert list(REGISTER.rows(paths, 2011)) == []


def test_blank_clears_and_an_absent_column_leaves_alone(plan: Plan, township: Township) -> None:
    filing = save(opened(plan, township["V01"]), township.people["secretary01"], F_FLOW=900)
    assert counts(taken([row(数值=None, 说明="待核")])) == (0, 1, 0)
    assert (line(filing, "F-FLOW").numerator, line(filing, "F-FLOW").note) == (None, "待核")
    assert counts(taken([[2012, 10, "V01", "F-FLOW", 0]], headings=HEADINGS[:5])) == (0, 1, 0)
    assert (line(filing, "F-FLOW").numerator, line(filing, "F-FLOW").note) == (0, "待核")


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_a_month_that_was_handed_in_is_not_overwritten(plan: Plan, township: Township, state: str) -> None:
    done = submitted(opened(plan, township["V01"]), township.people["secretary01"])
    if state == "approved":
        approved([done], township.people["staff"])
    assert cells(taken([row(数值=99)])) == ["B2"]
    assert line(done, "F-FLOW").numerator == 1200


@pytest.mark.parametrize(
    ("bad", "cell"),
    [
        ({"组织编码": "V99"}, "C2"),
        ({"组织编码": "V02"}, "C2"),
        ({"指标编码": "M-ONE"}, "D2"),
        ({"指标编码": "F-ASSOC"}, "D2"),
        ({"指标编码": "X-9"}, "D2"),
        ({"年度": 2011}, "A2"),
        ({"月份": 11}, "B2"),
        ({"月份": 13}, "B2"),
        ({"数值": -1}, "E2"),
        ({"数值": "1.234"}, "E2"),
        ({"数值": "十二"}, "E2"),
        ({"分母": 4}, "F2"),
        ({"指标编码": "F-RATE", "数值": 3, "分母": 0}, "F2"),
        ({"指标编码": "F-STOCK", "数值": 1.5}, "E2"),
        ({"月份": None}, "B2"),
    ],
)
def test_every_error_stands_at_its_cell(plan: Plan, township: Township, bad: dict[str, Any], cell: str) -> None:
    filing = opened(plan, township["V01"])
    assert cells(taken([row(**bad), row(月份=9, 数值=0)], by=township.people["secretary01"])) == [cell]
    assert set(filing.lines.values_list("numerator", flat=True)) == {None}


def test_what_staff_import_for_villages_is_marked_on_behalf(plan: Plan, township: Township) -> None:
    staff = township.people["staff"]
    assert counts(taken([row(), row(组织编码="V02")], by=staff)) == (2, 0, 0)
    marked = Filing.objects.filter(entered_on_behalf=True)
    assert set(marked.values_list("organisation__code", flat=True)) == {"V01", "V02"}
    taken([row(数值=1)], by=staff)
    assert marked.get(organisation=township["V01"]).steps.filter(step="entered", by=staff).count() == 1


def test_a_figure_of_something_new_ends_the_nil_return(plan: Plan, township: Township) -> None:
    filing = opened(plan, township["V01"])
    Filing.objects.filter(pk=filing.pk).update(nil_return=True)
    taken([row(指标编码="F-STOCK", 数值=3)])
    assert Filing.objects.get(pk=filing.pk).nil_return
    taken([row()])
    assert not Filing.objects.get(pk=filing.pk).nil_return


def test_several_months_come_in_one_workbook(plan: Plan, township: Township) -> None:
    assert counts(taken([row(月份=month) for month in range(1, 11)])) == (10, 0, 0)
    assert {it.when for it in Filing.objects.filter(organisation=township["V01"])} == {
        Month(2012, month) for month in range(1, 11)
    }
