"""Whether the facts still say what a signed report says."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.audit.moment import mark
from apps.audit.services import record
from apps.reports.differences import differences
from apps.reports.models import YearEndReport
from apps.reports.services.requests import act_on
from apps.reports.snapshot import take

#: Older reports are history: what is corrected afterwards belongs to the next one.
LOOKED_AFTER = timedelta(days=400)


def reports_compare() -> int:
    """Compare every standing report with the facts as they are known now; how many were compared.

    Where nothing was written in the portal since the last time, there is nothing to compare.
    """
    moment = mark()
    recent = YearEndReport.objects.standing().filter(created_at__gte=timezone.now() - LOOKED_AFTER)
    standing = recent.exclude(compared_at=moment).order_by("pk")
    # One after the other: snapshots can be large.
    waiting = list(standing.values_list("pk", flat=True))
    for pk in waiting:
        report_compare(report=YearEndReport.objects.select_related("organisation").get(pk=pk), moment=moment)
    return len(waiting)


@transaction.atomic
def report_compare(*, report: YearEndReport, moment: str) -> YearEndReport:
    """Note what the same report would say otherwise on the facts known at the `moment` of the log."""
    now = take(report.organisation, year=report.year, as_of=report.as_of, month=report.month)
    found = [list(it) for it in differences(report.taken, now)]
    marked = bool(found) != bool(report.changes)
    report.changes, report.compared_at = found, moment
    report.save(update_fields=["changes", "compared_at"])
    if marked:
        record(act_on(report, "report.outdated" if found else "report.up_to_date", changes=len(found)), by=None)
    return report
