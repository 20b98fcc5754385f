"""While a report is produced: try again, stop, and the parts of a district's report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.organisations.access import organisation_for, requires, user_of
from apps.reports.models import ReportPart, YearEndReport
from apps.reports.selectors import report_to_read
from apps.reports.services import report_ask_again, report_cancel, report_downloaded
from apps.workbooks.responses import CONTENT_TYPE


@require_POST
@requires("report.create")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the worker try again."""
    report = _own(request, pk)
    try:
        report_ask_again(report=report, by=user_of(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("reports:detail", pk)


@require_POST
@requires("report.create")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the worker."""
    report = _own(request, pk)
    try:
        report_cancel(report=report, by=user_of(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("reports:detail", pk)


@requires("report.view_signed")
def part(request: HttpRequest, pk: int, code: str) -> FileResponse:
    """The workbook of one township."""
    report = report_to_read(user_of(request), pk)
    if report is None or not report.readable:
        raise Http404
    found = ReportPart.objects.filter(report=report, code=code).defer("snapshot").first()
    if found is None:
        raise Http404
    try:
        content = found.workbook.open()
    except FileNotFoundError:
        raise Http404 from None
    report_downloaded(report=report, form=f"xlsx {code}", by=user_of(request))
    name = f"{found.name}{report.year}年度报告分册.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


def _own(request: HttpRequest, pk: int) -> YearEndReport:
    """A report of an organisation that the person may report on."""
    user = user_of(request)
    report = report_to_read(user, pk)
    if report is None:
        raise Http404
    organisation_for(user, "report.create", report.organisation.code)
    return report
