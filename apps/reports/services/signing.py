"""What happens to a frozen report: it is signed and it is downloaded."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import record
from apps.reports.models import State, YearEndReport
from apps.reports.services.requests import act_on


@transaction.atomic
def report_sign(*, report: YearEndReport, by: User) -> YearEndReport:
    """Sign a frozen report; from then on nothing about it changes.  Raises `ValidationError` where it is not frozen."""
    if report.internal:
        raise ValidationError(_("This report holds an internal sheet: ask for one without it to sign and send."))
    frozen = YearEndReport.objects.filter(pk=report.pk, state=State.FROZEN)
    if not frozen.update(state=State.SIGNED, signed_by=by, signed_at=timezone.now()):
        raise ValidationError(_("Only a frozen report that nobody has signed yet can be signed."))
    record(act_on(report, "report.signed", sha256=report.sha256), by=by)
    report.refresh_from_db(fields=["state", "signed_by", "signed_at"])
    return report


@transaction.atomic
def report_downloaded(*, report: YearEndReport, form: str, by: User) -> None:
    """Record that `by` took the report home as `form` (``xlsx``, ``json``)."""
    record(act_on(report, "report.downloaded", form=form), by=by)
