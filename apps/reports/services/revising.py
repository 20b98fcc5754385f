"""A signed report that is sent, and one that is revised: it gets the next number and a slip of corrections."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import record
from apps.core.calendar import today
from apps.organisations.models import Organisation
from apps.reports.differences import differences
from apps.reports.models import ReportState, YearEndReport
from apps.reports.services.requests import act_on, next_report


@transaction.atomic
def report_send(
    *, report: YearEndReport, sent_on: date, sent_to: str, document_number: str, by: User, copied_to: str = ""
) -> YearEndReport:
    """Note that a signed report went out: when, to whom, under which number.  Raises `ValidationError` by field."""
    current: YearEndReport = _locked(report)
    if current.state != ReportState.SIGNED or current.signed_at is None:
        raise ValidationError(_("Only a signed report that was not sent yet can be sent."))
    if sent_on > today():
        raise ValidationError({"sent_on": _("This day has not come yet: choose today or an earlier one.")})
    current.state = ReportState.SENT
    current.sent_on, current.sent_to, current.document_number = sent_on, sent_to, document_number
    current.copied_to = copied_to
    current.full_clean(exclude=["snapshot", "open_points", "changes"], validate_constraints=False)
    current.save(update_fields=["state", "sent_on", "sent_to", "copied_to", "document_number"])
    told = {"sent_on": sent_on.isoformat(), "sent_to": sent_to, "document_number": document_number}
    record(act_on(current, "report.sent", **told), by=by)
    return current


@transaction.atomic
def report_revise(*, report: YearEndReport, because: str, by: User) -> YearEndReport:
    """Ask for the revision of a signed report, as of the same day.  Raises `ValidationError`."""
    Organisation.objects.select_for_update(no_key=True).get(pk=report.organisation_id)
    current = _locked(report)
    if not current.is_out:
        raise ValidationError(_("Only a signed report is revised: ask for a new one."))
    if not because.strip():
        raise ValidationError({"because": _("Say why it is revised.")})
    if other := YearEndReport.objects.filter(revises=current).first():
        raise ValidationError(_("No. %(number)d revises this report already.") % {"number": other.number})
    revision = next_report(
        current.organisation,
        current.year,
        current.as_of,
        by,
        month=current.month,
        revises=current,
        because=because.strip(),
    )
    told = {"revises": current.number, "because": revision.because}
    record(act_on(revision, "report.revision_requested", **told), by=by)
    return revision


def correction_of(report: YearEndReport, taken: dict[str, Any]) -> dict[str, Any]:
    """The slip of a revision over what was `taken` for it.  Raises `ValidationError` where nothing differs."""
    before = report.revises
    if before is None:
        return {}
    lines = [list(it) for it in differences(before.taken, taken)]
    if not lines:
        raise ValidationError(
            _("Nothing differs from no. %(number)d: there is nothing to correct.") % {"number": before.number}
        )
    slip = {"number": before.number, "because": report.because, "by": report.requested_by.name, "lines": lines}
    return {"correction": slip}


def _locked(report: YearEndReport) -> YearEndReport:
    rows = YearEndReport.objects.select_for_update(of=("self",)).select_related("organisation")
    found: YearEndReport = rows.get(pk=report.pk)
    return found
