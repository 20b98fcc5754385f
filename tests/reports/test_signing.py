from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.audit.models import Entry
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.gradings.models import Grading
from apps.reports.models import ReportState, YearEndReport
from apps.reports.open_points import open_points_of
from apps.reports.services import report_request, report_sign
from tests.factories.township import Township
from tests.filings.cast import plan_of
from tests.reports.facts import LAST_DAY, YEAR

ALL_THE_SAME: dict[str, Any] = {"aware": True, "remark": "个别村未定级，如实报告"}


def test_a_leader_signs_a_frozen_report_once(frozen: YearEndReport, township: Township) -> None:
    leader = township.people["leader"]
    signed = report_sign(report=frozen, by=leader, **ALL_THE_SAME)
    assert (signed.state, signed.signed_by) == (ReportState.SIGNED, leader)
    assert signed.signed_at is not None
    with pytest.raises(ValidationError):
        report_sign(report=frozen, by=leader)
    entry = Entry.objects.get(action="report.signed")
    assert (entry.actor, entry.after["sha256"]) == (leader, frozen.sha256)


def test_a_report_that_is_not_there_yet_cannot_be_signed(township: Township) -> None:
    report = report_request(organisation=township["T01"], year=YEAR, as_of=LAST_DAY, by=township.people["staff"])
    with pytest.raises(ValidationError):
        report_sign(report=report, by=township.people["leader"])
    report.refresh_from_db()
    assert (report.state, report.signed_by, report.signed_at) == (ReportState.REQUESTED, None, None)


def test_nobody_asks_for_a_report_of_a_day_that_has_not_come(
    township: Township, signed_in: Callable[[str], Client]
) -> None:
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        report_request(organisation=township["T01"], year=tomorrow.year, as_of=tomorrow, by=township.people["staff"])
    assert set(refused.value.message_dict) == {"as_of"}
    asked = {"organisation": "T01", "year": str(tomorrow.year), "as_of": tomorrow.isoformat()}
    assert set(signed_in("staff").post("/reports/new/", asked).context["form"].errors) == {"as_of"}
    signed_in("staff").post("/reports/new/", {**asked, "year": str(today().year), "as_of": ""})
    assert YearEndReport.objects.get().as_of == today()


def test_a_report_of_a_day_that_has_not_come_is_not_signed(frozen: YearEndReport, township: Township) -> None:
    YearEndReport.objects.filter(pk=frozen.pk).update(as_of=today() + timedelta(days=1))
    with pytest.raises(ValidationError):
        report_sign(report=frozen, by=township.people["leader"], **ALL_THE_SAME)


def test_what_is_open_is_said_and_asks_for_a_tick_and_a_remark(
    frozen: YearEndReport, township: Township, signed_in: Callable[[str], Client]
) -> None:
    Grading.objects.update(start_confirmed=True, end_class="general", confirmed_on=date(YEAR, 12, 1))
    assert open_points_of(frozen) == {}
    months_open(plan=plan_of(township["T01"], YEAR), months=[Month(YEAR, 3)])
    first, *others = Filing.objects.order_by("pk")
    Filing.objects.filter(pk=first.pk).update(state="submitted", first_submitted_on=date(YEAR, 4, 2))
    Grading.objects.filter(organisation=township["V01"]).update(confirmed_on=None)
    expected = {"unreviewed": 1, "unfiled": len(others), "draft_classes": 1}
    assert open_points_of(frozen) == expected
    leader, address = signed_in("leader"), f"/reports/{frozen.pk}/sign/"
    assert [count for _label, count in leader.get(address).context["open"]] == [len(others), 1, 1]
    for fields, at in (({}, "aware"), ({"aware": "on"}, "remark")):
        assert set(leader.post(address, fields).context["form"].errors) == {at}
    assert YearEndReport.objects.get().state == ReportState.FROZEN
    assert leader.post(address, {"aware": "on", "remark": "如实报告"}).status_code == 302
    signed = YearEndReport.objects.get()
    assert (signed.open_points, signed.remark) == (expected, "如实报告")
    assert Entry.objects.get(action="report.signed").after["open_points"] == expected


def test_the_signed_workbook_carries_signer_day_and_number_and_the_frozen_one_stays(
    frozen: YearEndReport, township: Township
) -> None:
    before = Path(frozen.workbook.path).read_bytes()
    signed = report_sign(report=frozen, by=township.people["leader"], **ALL_THE_SAME)
    assert Path(signed.workbook.path).read_bytes() == before
    assert signed.issued.name == signed.signed_workbook.name != signed.workbook.name
    cover = openpyxl.load_workbook(signed.issued.path).worksheets[0]
    said = {str(value) for row in cover.iter_rows(values_only=True) for value in row if value}
    day = today()
    assert {"leader", f"{day.year}年{day.month}月{day.day}日", f"第{signed.number}号", ALL_THE_SAME["remark"]} <= said
    content = Path(signed.issued.path).read_bytes()
    Grading.objects.update(start_class="advanced")
    assert Path(YearEndReport.objects.get().issued.path).read_bytes() == content
