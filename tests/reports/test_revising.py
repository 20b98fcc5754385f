"""A signed report is sent, marked where the facts have changed since, and revised with a slip of corrections."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document

from apps.core.calendar import today
from apps.gradings.models import Grading
from apps.gradings.services import grading_reopen
from apps.organisations.services import organisation_update
from apps.reports.downloads import opened
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_revise, report_send, report_sign, reports_compare
from apps.reports.snapshot import canonical, digest
from apps.reports.word.document import write_document
from apps.reports.workbook import write_workbook
from tests.factories.township import Township

SENT: dict[str, Any] = {"sent_to": "中共青河区委组织部", "document_number": "清委〔2012〕63号"}


@pytest.fixture
def signed(frozen: YearEndReport, township: Township) -> YearEndReport:
    return report_sign(report=frozen, by=township.people["leader"], aware=True, remark="如实报告")


@pytest.fixture
def revised(signed: YearEndReport, township: Township, work_off_jobs: Callable[[], None]) -> YearEndReport:
    """The class of V01 was confirmed by mistake: that is taken back, and the report revised."""
    grading = Grading.objects.get(organisation=township["V01"])
    grading_reopen(grading=grading, start=False, reason="误核准", by=township.people["leader"])
    revision = report_revise(report=signed, because="V01等次误核准", by=township.people["staff"])
    work_off_jobs()
    revision.refresh_from_db()
    return revision


def words(content: Any) -> str:
    document = Document(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in document.paragraphs), *cells])


def test_a_signed_report_is_sent_once_with_day_addressee_and_number(signed: YearEndReport, township: Township) -> None:
    staff = township.people["staff"]
    with pytest.raises(ValidationError) as refused:
        report_send(report=signed, sent_on=today() + timedelta(days=1), by=staff, **SENT)
    assert list(refused.value.message_dict) == ["sent_on"]
    sent = report_send(report=signed, sent_on=today(), by=staff, **SENT)
    assert (sent.state, sent.document_number) == (ReportState.SENT, "清委〔2012〕63号")
    said = words(opened(sent, "docx"))
    assert "中共青河区委组织部：" in said
    assert "清委〔2012〕63号" in said
    with pytest.raises(ValidationError):
        report_send(report=sent, sent_on=today(), by=staff, **SENT)


def test_who_looks_from_above_still_sees_it_once_it_is_sent(
    signed: YearEndReport, township: Township, signed_in: Callable[[str], Client]
) -> None:
    report_send(report=signed, sent_on=today(), by=township.people["staff"], **SENT)
    assert signed_in("viewer").get(f"/reports/{signed.pk}/").status_code == 200


def test_facts_that_change_later_mark_the_report_and_are_told_and_forgotten_again(
    signed: YearEndReport, township: Township, signed_in: Callable[[str], Client]
) -> None:
    assert reports_compare() == 1
    signed.refresh_from_db()
    assert signed.changes == []
    name = township["V01"].name
    organisation_update(organisation=township["V01"], name="改名的村", by=None)
    reports_compare()
    signed.refresh_from_db()
    assert ["等次一览", "V01　改名的村", "党组织名称", name, "改名的村"] in signed.changes
    page = signed_in("staff").get(f"/reports/{signed.pk}/revise/")
    assert "改名的村" in page.content.decode()
    organisation_update(organisation=township["V01"], name=name, by=None)
    reports_compare()
    signed.refresh_from_db()
    assert signed.changes == []


def test_nothing_is_compared_again_as_long_as_nobody_writes(signed: YearEndReport) -> None:
    assert [reports_compare(), reports_compare()] == [1, 0]
    assert signed.is_out


def test_a_revision_has_the_next_number_the_same_day_and_a_slip_of_was_is_why_who(revised: YearEndReport) -> None:
    before = YearEndReport.objects.get(revisions=revised)
    assert (revised.state, revised.number, revised.as_of) == (ReportState.FROZEN, before.number + 1, before.as_of)
    slip = revised.taken["correction"]
    assert (slip["number"], slip["because"], slip["by"]) == (before.number, "V01等次误核准", "staff")
    assert ["表B 分类定级汇总", "合计", "升级·升级数", "1", "0"] in slip["lines"]
    assert ["等次一览", "V01　组织V01", "年末·等次", "先进", "（无）"] in slip["lines"]
    sheet = openpyxl.load_workbook(revised.workbook.path, read_only=True)["更正说明"]
    cells = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert any("V01等次误核准" in it for it in cells)
    assert "升级·升级数" in cells
    assert "更正并代替第1号报告" in words(opened(revised, "docx"))
    assert digest(revised.taken) == revised.sha256


def test_what_was_frozen_before_gives_the_same_bytes_and_text_after_the_facts_have_changed(
    frozen: YearEndReport, township: Township
) -> None:
    def drawn() -> tuple[bytes, bytes, bytes]:
        book, document = BytesIO(), BytesIO()
        taken = deepcopy(YearEndReport.objects.get(pk=frozen.pk).taken)
        write_workbook(taken, book, sha256=frozen.sha256)
        write_document(taken, document, sha256=frozen.sha256)
        return canonical(taken), book.getvalue(), document.getvalue()

    first = drawn()
    Grading.objects.update(end_class="backward", confirmed_on=date(2012, 12, 1))
    organisation_update(organisation=township["V01"], name="改名的村", by=None)
    assert drawn() == first
    assert first[1] == Path(frozen.workbook.path).read_bytes()


def test_a_revision_without_a_difference_fails_and_says_so(
    signed: YearEndReport, township: Township, work_off_jobs: Callable[[], None]
) -> None:
    revision = report_revise(report=signed, because="核对", by=township.people["staff"])
    work_off_jobs()
    revision = YearEndReport.objects.select_related("job").get(pk=revision.pk)
    assert revision.shown_state == ReportState.FAILED
    assert revision.job is not None
    assert "1" in revision.job.error


def test_only_a_signed_report_is_revised_with_a_reason_and_once(
    frozen: YearEndReport, township: Township, signed_in: Callable[[str], Client]
) -> None:
    staff = township.people["staff"]
    with pytest.raises(ValidationError):
        report_revise(report=frozen, because="误", by=staff)
    report_sign(report=frozen, by=township.people["leader"], aware=True, remark="如实报告")
    page = signed_in("staff").post(f"/reports/{frozen.pk}/revise/", {"because": " "})
    assert set(page.context["form"].errors) == {"because"}
    assert signed_in("staff").post(f"/reports/{frozen.pk}/revise/", {"because": "误"}).status_code == 302
    with pytest.raises(ValidationError) as refused:
        report_revise(report=frozen, because="又误", by=staff)
    assert "2" in str(refused.value.messages)
