"""The pages of year-end reports."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.jobs.selectors import minutes_left
from apps.organisations.access import may, organisation_for, requires, user_of
from apps.organisations.scope import may_on, scope_of
from apps.reports.downloads import CONTENT_TYPES, ENDINGS, form_asked, opened
from apps.reports.filters import ReportFilter
from apps.reports.forms import RequestForm, SignForm
from apps.reports.listing import COLUMNS, rows_of
from apps.reports.models import ReportState, YearEndReport
from apps.reports.open_points import named, open_points_of
from apps.reports.selectors import (
    is_provisional,
    later_reports,
    preview_of,
    report_to_read,
    reports_listed,
    shown_rows,
)
from apps.reports.services import report_downloaded, report_sign
from apps.reports.sheets import head_of
from apps.reports.titles import file_title
from apps.workbooks.responses import workbook_response

ROWS_PER_PAGE = 100


@requires("report.view_signed")
def reports(request: HttpRequest) -> HttpResponseBase:
    """The reports that the person may see; those who look from above see signed ones only."""
    user = user_of(request)
    filtered = ReportFilter(request.GET, reports_listed(user))
    if request.GET.get("export") == "xlsx":
        return workbook_response(
            f"年度报告 {today()}.xlsx", "年度报告", COLUMNS, rows_of(filtered.qs), by=user, filters=filters_in(filtered)
        )
    return render(request, "reports/list.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@requires("report.create")
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a report."""
    user = user_of(request)
    scope = scope_of(user, "report.create", request.GET.get("organisation", ""))
    form = RequestForm(scope, request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := form.make_once(form.service(by=user), _address_of)):
        return redirect(made.address)
    context = {"form": form, "organisation": scope.organisation, "year": form.fields["year"].initial}
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


@requires("report.view_signed")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A report: its progress, then its sheets, read from the snapshot."""
    user = user_of(request)
    report = _report(user, pk)
    context = {
        "report": report,
        "watches": report.requested_by_id == user.pk,
        "minutes": minutes_left(report.job) if report.job else None,
        "may_create": may(user, "report.create") and may_on(user, "report.create", report.organisation),
    }
    if report.readable:
        preview = preview_of(report, request.GET.get("sheet", ""))
        page = page_of(request, getattr(preview.shown, "rows", ()), ROWS_PER_PAGE)
        context |= {
            "preview": preview,
            "page": page,
            "rows": shown_rows(preview, list(page)),
            "provisional": is_provisional(report),
            "later": later_reports(user, report),
            "parts": report.parts.defer("snapshot"),
            "may_sign": not report.internal
            and may(user, "report.sign")
            and may_on(user, "report.sign", report.organisation),
        }
    return render(request, "reports/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires("report.sign")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """What is open in a frozen report, and the signature under it."""
    user = user_of(request)
    report = _report(user, pk)
    organisation_for(user, "report.sign", report.organisation.code)
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(lambda: report_sign(report=report, by=user, **form.cleaned_data)):
        signed = _("The report is signed. The higher authority can read it now.")
        messages.success(request, _("The bulletin is signed.") if report.month else signed)
        return redirect("reports:detail", pk)
    if report.state != ReportState.FROZEN:
        messages.info(request, _("Only a frozen report that nobody has signed yet can be signed."))
        return redirect("reports:detail", pk)
    context = {"report": report, "form": form, "open": named(open_points_of(report))}
    return render(request, "reports/sign.html", context | {"provisional": is_provisional(report)})


@requires("report.view_signed")
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The issued workbook, with ``?format=docx`` the document, with ``issued`` that for those below, with ``json`` the
    data of the checksum."""
    user = user_of(request)
    report = _report(user, pk)
    if not report.readable:
        raise Http404
    form = form_asked(request.GET.get("format", ""))
    try:
        content = opened(report, form)
    except FileNotFoundError:
        raise Http404 from None
    report_downloaded(report=report, form=form, by=user)
    name = _file_name(report, form)
    return FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[form])


def _report(user: User, pk: int) -> YearEndReport:
    report = report_to_read(user, pk)
    if report is None:
        raise Http404
    return report


def _file_name(report: YearEndReport, form: str) -> str:
    title = file_title(head_of(report.taken, report.sha256))
    ending, said = ENDINGS.get(form, (form, ""))
    return f"{title}（{said}第{report.number}号）.{ending}"


def _address_of(report: YearEndReport) -> str:
    return reverse("reports:detail", args=[report.pk])
