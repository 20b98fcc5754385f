"""What people wrote: highlights, problems, next steps.  They stand in the Word document, not in the workbook."""

from apps.reports.layout import Head, Table
from apps.reports.models import ReportText
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section

PARTS = ("highlights", "problems", "next_steps")


def collect(scope: ReportScope) -> Data:
    """The parts as they were typed, with their references; blank where nobody wrote."""
    written = (
        ReportText.objects.filter(organisation=scope.organisation, year=scope.year, month=scope.month)
        .values(*PARTS)
        .first()
    )
    return dict(written) if written else dict.fromkeys(PARTS, "")


def tables(_head: Head, _data: Data) -> list[Table]:
    return []


SECTION = Section("texts", collect, tables)
