"""The bulletin of a month: its figures, who did not file, and its way from draft to revision."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.filings.states import FilingState
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from apps.posts.models import Appointment
from apps.progress.selectors import progress_as_json
from apps.reports.bulletin import bulletin, main_indicators
from apps.reports.labels import PACES
from apps.reports.models import ReportState, ReportText, YearEndReport
from apps.reports.narrative import Paragraph
from apps.reports.services import report_request, report_revise, report_send, report_sign, report_text_save
from apps.reports.sheets import head_of
from apps.reports.snapshot import canonical, take
from apps.reports.word.document import write_document
from apps.reports.workbook import write_workbook
from tests.factories.browser import enter_as
from tests.factories.demonstration import demonstration
from tests.reports.test_every_figure import _whole, written

YEAR, MONTH, MONTH_ENDS, DAY = 2012, 10, date(2012, 10, 31), date(2012, 11, 30)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def top(all_along: None) -> Organisation:
    """The demonstration, in which V05 has not filed October."""
    demonstration(year=YEAR, as_of=date(2012, 12, 31))
    unfiled = Filing.objects.filter(organisation__code="V05", year=YEAR, month=MONTH)
    assert unfiled.update(state=FilingState.DRAFT, first_submitted_on=None, approved_on=None)
    return Organisation.objects.get(code="T01")


@pytest.fixture(scope="module")
def taken(top: Organisation) -> dict[str, Any]:
    return take(top, year=YEAR, month=MONTH, as_of=DAY)


@pytest.fixture(scope="module")
def book(taken: dict[str, Any]) -> Any:
    target = BytesIO()
    write_workbook(taken, target)
    return openpyxl.load_workbook(target)


@pytest.fixture(scope="module")
def paper(taken: dict[str, Any]) -> Any:
    target = BytesIO()
    write_document(taken, target)
    return docx.Document(target)


def test_every_figure_is_that_of_the_command_on_the_last_day_of_the_month(
    top: Organisation, book: Any, paper: Any
) -> None:
    known = {it.code: it for it in Indicator.objects.filter(programme__plan__organisation=top)}
    printed = progress_as_json(top, YEAR, MONTH_ENDS)["indicators"]
    rows = list(book["主要指标进展"].iter_rows(min_row=5, max_row=4 + len(printed), values_only=True))
    for row, it in zip(rows, printed, strict=True):
        indicator = known[it["code"]]
        assert row[1] == indicator.name
        assert written(row[4]) == written(_whole(it["numerator"], indicator))
        assert row[8] == PACES.get(it["state"] or "", "") or (row[8] is None and it["state"] is None)
        if indicator.is_rate and it["percent"]:
            assert written(row[5]) == written(_whole(it["denominator"], indicator))
            assert written(row[6]) == written(it["percent"])
    on_paper = {row.cells[1].text: row.cells[4].text for row in paper.tables[0].rows[1:]}
    assert len(on_paper) == 8
    assert on_paper == {row[1]: str("" if row[4] is None else row[4]) for row in rows if row[1] in on_paper}


def test_the_month_is_what_the_year_grew_by(top: Organisation, taken: dict[str, Any]) -> None:
    earlier = {it["code"]: it for it in progress_as_json(top, YEAR, date(2012, 9, 30))["indicators"]}
    rows = taken["sections"]["month_indicators"]
    of_flows = 0
    for row in rows["indicators"]:
        it = dict(zip(rows["fields"], row, strict=True))
        if it["in_month"] is not None:
            assert it["in_month"] == it["numerator"] - earlier[it["code"]]["numerator"]
            of_flows += 1
    assert of_flows > 5


def test_who_did_not_file_is_printed_in_the_official_order(top: Organisation, book: Any, paper: Any) -> None:
    rows = [row[1:3] for row in book["月报报送情况"].iter_rows(min_row=5, values_only=True) if row[2]]
    filed = Filing.objects.filter(year=YEAR, month=MONTH).select_related("organisation")
    order = sorted((it.organisation for it in filed), key=lambda it: official_order(it.sector, it.code))
    assert [name for name, _standing in rows] == [it.name for it in order]
    name = Organisation.objects.get(code="V05").name
    assert [it for it, standing in rows if standing == "未报"] == [name]
    cells = [cell.text for row in paper.tables[1].rows for cell in row.cells]
    assert cells[cells.index(name) + 1] == "未报"
    text = "".join(it.text for it in paper.paragraphs)
    assert f"未报1个：{name}。" in text


def test_organisations_are_named_and_persons_never(taken: dict[str, Any], paper: Any) -> None:
    text = canonical(taken).decode() + "".join(it.text for it in paper.paragraphs)
    people = {*User.objects.values_list("name", flat=True), *Appointment.objects.values_list("person", flat=True)}
    assert [name for name in people if len(name) > 1 and name in text] == []


def test_what_is_behind_stands_first_and_units_that_are_equal_are_praised_together() -> None:
    states = [{"state": state} for state in ("done", None, "at_risk", "open", "behind")]
    assert [it["state"] for it in main_indicators(states)] == ["behind", "at_risk", "done", "open", None]


def test_the_way_of_a_bulletin_from_request_to_revision(top: Organisation, work_off_jobs: Callable[[], None]) -> None:
    staff, leader = (User.objects.get(username=name) for name in ("staff", "leader"))
    told = {"highlights": "", "problems": "", "next_steps": "请各单位抓紧，覆盖率现为【ORG-01】。"}
    code = Indicator.objects.filter(programme__plan__organisation=top).first().code  # type: ignore[union-attr]
    told["next_steps"] = told["next_steps"].replace("ORG-01", code)
    report_text_save(organisation=top, year=YEAR, month=MONTH, version=None, texts=told, by=staff)
    with pytest.raises(ValidationError):
        report_request(organisation=top, year=YEAR, month=MONTH, as_of=MONTH_ENDS, by=staff)
    report = report_request(organisation=top, year=YEAR, month=MONTH, as_of=DAY, by=staff)
    work_off_jobs()
    report.refresh_from_db()
    before = canonical(report.taken)
    Filing.objects.filter(organisation__code="V05", year=YEAR, month=MONTH).update(
        state=FilingState.SUBMITTED, first_submitted_on=date(2012, 11, 4)
    )
    report.refresh_from_db()
    assert canonical(report.taken) == before
    assert "【" not in "".join(
        it.text for it in bulletin(head_of(report.taken, ""), report.taken["sections"]) if isinstance(it, Paragraph)
    )
    report_sign(report=report, by=leader, aware=True, remark="已知悉")
    report.refresh_from_db()
    report_send(report=report, sent_on=DAY, sent_to="各村", document_number="清委通〔2012〕9号", by=staff)
    report.refresh_from_db()
    assert report.state == ReportState.SENT
    revision = report_revise(report=report, because="漏收一份", by=staff)
    work_off_jobs()
    revision.refresh_from_db()
    assert (revision.month, revision.number, revision.state) == (MONTH, 2, ReportState.FROZEN)
    slip = openpyxl.load_workbook(revision.workbook.open())["更正说明"]
    changed = [row[1:6] for row in slip.iter_rows(min_row=5, values_only=True) if row[5]]
    assert any(row[2:5] == ("报送情况", "未报", "按时") for row in changed)


def test_the_higher_authority_does_not_read_bulletins(top: Organisation, work_off_jobs: Callable[[], None]) -> None:
    staff = User.objects.get(username="staff")
    report = report_request(organisation=top, year=YEAR, month=MONTH, as_of=DAY, by=staff)
    work_off_jobs()
    YearEndReport.objects.filter(pk=report.pk).update(state=ReportState.SIGNED)
    found = [
        enter_as(Client(), User.objects.get(username=name)).get(f"/reports/{report.pk}/").status_code
        for name in ("staff", "leader", "district")
    ]
    assert found == [200, 200, 404]


def test_two_people_who_write_the_text_of_a_month_do_not_overwrite_each_other(top: Organisation) -> None:
    page, staff = f"/reports/texts/T01/{YEAR}/{MONTH}/", User.objects.get(username="staff")
    browser = enter_as(Client(), staff)
    first = {"problems": "甲", "version": ""}
    assert browser.post(page, first).status_code == 302
    assert browser.post(page, {"problems": "乙", "version": "0"}).context["form"].stale is not None
    assert ReportText.objects.get(month=MONTH).problems == "甲"
    assert not ReportText.objects.filter(month=0, problems="甲").exists()
