from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.accounts.models import User
from apps.filings.selectors.grid import discipline_of
from apps.organisations.models import Organisation
from apps.reports.layout import Table
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services import report_request, report_sign
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import take
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def township(all_along: None) -> Organisation:
    demonstration(year=2026, as_of=DAY)
    return Organisation.objects.get(code="T01")


@pytest.fixture(scope="module")
def internal(township: Organisation) -> Sequence[Any]:
    """The sheets of a report that asks for the internal one."""
    return sheets_of(take(township, year=2026, as_of=DAY, internal=True))


def test_filing_discipline_stays_out_of_a_report_unless_it_is_asked_for(
    township: Organisation, internal: Sequence[Any]
) -> None:
    assert "filings" not in [sheet.key for sheet in sheets_of(take(township, year=2026, as_of=DAY))]
    assert internal[-1].key == "filings"


def test_the_internal_sheet_adds_up_to_the_figures_of_the_filing_page(
    township: Organisation, internal: Sequence[Any]
) -> None:
    sheet = internal[-1]
    assert isinstance(sheet, Table)
    of_all = discipline_of(township, 2026, DAY)
    assert sheet.rows[0][3:7] == (of_all.due, of_all.on_time.numerator, of_all.late, of_all.missing)
    assert len(sheet.rows) == 1 + 56


def test_a_report_with_the_internal_sheet_cannot_be_signed(township: Organisation) -> None:
    staff, leader = (User.objects.get(username=name) for name in ("staff", "leader"))
    report = report_request(organisation=township, year=2026, as_of=DAY, by=staff, internal=True)
    YearEndReport.objects.filter(pk=report.pk).update(state=ReportState.FROZEN)
    report.refresh_from_db()
    with pytest.raises(ValidationError, match=r"internal sheet|内部"):
        report_sign(report=report, by=leader)
    assert YearEndReport.objects.get(pk=report.pk).state == ReportState.FROZEN
