"""Asking for a year-end report."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.jobs.models import Job
from apps.jobs.services import job_cancel, job_start, job_start_group
from apps.organisations.models import Organisation
from apps.reports.files import discard
from apps.reports.models import ReportPart, ReportState, YearEndReport
from apps.reports.querysets import OF_JOB
from apps.reports.snapshot import refuse_future, refuse_impossible, refuse_unfinished
from apps.reports.townships import townships_of

TASK, PART_TASK = "reports.year_end", "reports.year_end_part"


def act_on(report: YearEndReport, action: str, **after: Any) -> Act:
    """What the audit log says of an act on `report`; the organisation must be at hand."""
    code = report.organisation.code
    return Act(action, f"{code} {report}", code, after=after)


@transaction.atomic
def report_request(
    *, organisation: Organisation, year: int, as_of: date, by: User, internal: bool = False, month: int = 0
) -> YearEndReport:
    """Ask for the year-end report of the subtree of `organisation` on `as_of`, or for the bulletin of a month.

    With `internal` it has the sheet of filing discipline too, and is not for signing.

    It gets the next number of the organisation and year; the same that somebody waits for already is not made twice.
    Raises `ValidationError` by field.
    """
    refuse_impossible(organisation, year=year, as_of=as_of)
    refuse_unfinished(year, month, as_of)
    refuse_future(as_of)
    # Whoever asks at the same time waits here, so that nobody gets the same number.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    same = YearEndReport.objects.filter(
        organisation=organisation, year=year, month=month, as_of=as_of, internal=internal, revises=None
    )
    awaited: YearEndReport | None = same.filter(state=ReportState.REQUESTED).exclude(job__state__in=OF_JOB).first()
    if awaited is not None:
        return awaited
    report = next_report(organisation, year, as_of, by, internal=internal, month=month)
    record(act_on(report, "report.requested", as_of=as_of.isoformat()), by=by)
    return report


def next_report(
    organisation: Organisation, year: int, as_of: date, by: User, *, month: int = 0, **details: Any
) -> YearEndReport:
    """The report with the next number, with its job; the organisation is locked by the caller."""
    earlier = YearEndReport.objects.filter(organisation=organisation, year=year, month=month)
    before = earlier.aggregate(last=Max("number"))["last"]
    report = YearEndReport.objects.create(
        organisation=organisation,
        year=year,
        month=month,
        as_of=as_of,
        number=(before or 0) + 1,
        requested_by=by,
        **details,
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
    if locked.state != ReportState.REQUESTED or job is None or job.state not in OF_JOB:
        raise ValidationError(_("Only a report that failed or was cancelled can be asked for again."))
    discard(job.pk, *locked.parts.values_list("job", flat=True))
    locked.parts.all().delete()
    _start(locked, by)
    record(act_on(locked, "report.asked_again"), by=by)
    return locked


@transaction.atomic
def report_cancel(*, report: YearEndReport, by: User) -> YearEndReport:
    """Stop producing a report; it keeps its number and can be asked for again.  Raises `ValidationError`."""
    locked: YearEndReport = (
        YearEndReport.objects.select_for_update(of=("self",)).select_related("organisation", "job").get(pk=report.pk)
    )
    if locked.state != ReportState.REQUESTED or locked.job is None:
        raise ValidationError(_("The report is produced already."))
    job_cancel(job=locked.job)
    record(act_on(locked, "report.cancelled"), by=by)
    return locked


def _start(report: YearEndReport, by: User) -> None:
    title = (report.organisation.name + _(": ") + report.title)[:200]
    arguments = {"report": report.pk}
    if not report.month and (townships := townships_of(report.organisation, report.as_of)):
        given = [arguments | {"part": it.code} for it in townships]
        report.job, children = job_start_group(
            task=TASK, title=title, arguments=arguments, part_task=PART_TASK, parts=given, by=by
        )
        ReportPart.objects.bulk_create(
            ReportPart(report=report, code=it.code, name=it.name, job=job)
            for it, job in zip(townships, children, strict=True)
        )
    else:
        report.job = job_start(task=TASK, title=title, arguments=arguments, by=by)
    report.save(update_fields=["job"])
