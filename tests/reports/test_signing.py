import pytest
from django.core.exceptions import ValidationError

from apps.audit.models import Entry
from apps.reports.models import State, YearEndReport
from apps.reports.services import report_request, report_sign
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR


def test_a_leader_signs_a_frozen_report_once(frozen: YearEndReport, township: Township) -> None:
    leader = township.people["leader"]
    signed = report_sign(report=frozen, by=leader)
    assert (signed.state, signed.signed_by) == (State.SIGNED, leader)
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
    assert (report.state, report.signed_by, report.signed_at) == (State.REQUESTED, None, None)
