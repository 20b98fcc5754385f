"""What happens to a frozen report: it is signed and it is downloaded."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import record
from apps.core.calendar import today
from apps.jobs.models import Job
from apps.reports.files import draft, publish, signed_name_of
from apps.reports.layout import Signature
from apps.reports.models import ReportState, YearEndReport
from apps.reports.open_points import open_points_of
from apps.reports.services.requests import act_on
from apps.reports.workbook import write_workbook


@transaction.atomic
def report_sign(*, report: YearEndReport, by: User, aware: bool = False, remark: str = "") -> YearEndReport:
    """Sign a frozen report; from then on nothing about it changes.

    The signed workbook carries signer, day and number; the one that was frozen stays as it is.  Where something is
    open, the signer is `aware` of it and says why it is signed all the same.  Raises `ValidationError` by field.
    """
    rows = YearEndReport.objects.select_for_update(of=("self",)).select_related("organisation", "job").defer(None)
    current: YearEndReport = rows.get(pk=report.pk)
    job = _job_of(current)
    points = open_points_of(current)
    if points and not aware:
        raise ValidationError({"aware": _("Something is open: look at it, then tick this.")})
    if points and not remark.strip():
        raise ValidationError({"remark": _("Say why it is signed all the same.")})
    current.state, current.signed_by, current.signed_at = ReportState.SIGNED, by, timezone.now()
    current.open_points, current.remark = points, remark.strip()
    _write(current, job, by)
    current.full_clean(exclude=["snapshot", "open_points"], validate_constraints=False)
    current.save(
        update_fields=["state", "signed_by", "signed_at", "open_points", "remark", "signed_workbook"],
    )
    after = {"open_points": points, "remark": current.remark} if points or current.remark else {}
    record(act_on(current, "report.signed", sha256=current.sha256, **after), by=by)
    return current


def _job_of(report: YearEndReport) -> Job:
    """The job that froze a report which may be signed."""
    if report.internal:
        raise ValidationError(_("This report holds an internal sheet: ask for one without it to sign and send."))
    if report.state != ReportState.FROZEN or report.job is None:
        raise ValidationError(_("Only a frozen report that nobody has signed yet can be signed."))
    if report.as_of > today():
        raise ValidationError(_("This report is as of a day that has not come yet: nobody can sign for that."))
    return report.job


def _write(report: YearEndReport, job: Job, by: User) -> None:
    """The workbook with the signature, beside the one that was frozen."""
    signature = Signature(by.name, today(), report.number, report.remark)
    try:
        with draft(job.pk, job.attempt) as part:
            with part.open("wb") as target:
                write_workbook(report.taken, target, sha256=report.sha256, signature=signature)
            publish(part, signed_name_of(job.pk))
    except OSError as fault:
        raise ValidationError(_("The workbook could not be stored. Is the disk full?")) from fault
    report.signed_workbook.name = signed_name_of(job.pk)


@transaction.atomic
def report_downloaded(*, report: YearEndReport, form: str, by: User) -> None:
    """Record that `by` took the report home as `form` (``xlsx``, ``json``)."""
    record(act_on(report, "report.downloaded", form=form), by=by)
