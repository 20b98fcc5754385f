"""Asking for a year-end report."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.jobs.models import Job, JobState
from apps.jobs.services import job_start
from apps.organisations.models import Organisation
from apps.reports.files import discard
from apps.reports.models import ReportState, YearEndReport
from apps.reports.snapshot import refuse_future, refuse_impossible

TASK = "reports.year_end"


def act_on(report: YearEndReport, action: str, **after: Any) -> Act:
    """What the audit log says of an act on `report`; the organisation must be at hand."""
    code = report.organisation.code
    return Act(action, f"{code} {report.year} #{report.number}", code, after=after)


@transaction.atomic
def report_request(
    *, organisation: Organisation, year: int, as_of: date, by: User, internal: bool = False
) -> YearEndReport:
    """Ask for the year-end report of the subtree of `organisation` on `as_of`; the worker produces it.

    With `internal` it has the sheet of filing discipline too, and is not for signing.

    It gets the next number of the organisation and year; the same that somebody waits for already is not made twice.
    Raises `ValidationError` by field.
    """
    refuse_impossible(organisation, year=year, as_of=as_of)
    refuse_future(as_of)
    # Whoever asks at the same time waits here, so that nobody gets the same number.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    same = YearEndReport.objects.filter(
        organisation=organisation, year=year, as_of=as_of, internal=internal, revises=None
    )
    awaited: YearEndReport | None = same.filter(state=ReportState.REQUESTED).exclude(job__state=JobState.FAILED).first()
    if awaited is not None:
        return awaited
    report = next_report(organisation, year, as_of, by, internal=internal)
    record(act_on(report, "report.requested", as_of=as_of.isoformat()), by=by)
    return report


def next_report(organisation: Organisation, year: int, as_of: date, by: User, **details: Any) -> YearEndReport:
    """The report with the next number, with its job; the organisation is locked by the caller."""
    before = YearEndReport.objects.filter(organisation=organisation, year=year).aggregate(last=Max("number"))["last"]
    report = YearEndReport.objects.create(
        organisation=organisation, year=year, as_of=as_of, number=(before or 0) + 1, requested_by=by, **details
    )
    _start(report, by)
    return report


@transaction.atomic
def report_ask_again(*, report: YearEndReport, by: User) -> YearEndReport:
    """Let the worker try again after its job failed; the report keeps its number.  Raises `ValidationError`."""
    locked: YearEndReport = (
        YearEndReport.objects.select_for_update(of=("self",)).select_related("organisation", "job").get(pk=report.pk)
    )
    job: Job | None = locked.job
    if locked.state != ReportState.REQUESTED or job is None or job.state != JobState.FAILED:
        raise ValidationError(_("Only a report that failed can be asked for again."))
    discard(job.pk)
    _start(locked, by)
    record(act_on(locked, "report.asked_again"), by=by)
    return locked


def _start(report: YearEndReport, by: User) -> None:
    names = {"organisation": report.organisation.name, "year": report.year, "number": report.number}
    title = _("Year-end report %(year)d of %(organisation)s, no. %(number)d") % names
    report.job = job_start(task=TASK, title=title[:200], arguments={"report": report.pk}, by=by)
    report.save(update_fields=["job"])
