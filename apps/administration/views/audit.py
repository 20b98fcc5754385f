"""The audit log, for auditors."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from apps.administration.audit_workbook import AUDIT_COLUMNS, audit_rows
from apps.administration.filters import AuditFilter
from apps.administration.selectors import audit_log, chain_state
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import endless_page_of
from apps.organisations.access import requires, user_of
from apps.workbooks.responses import workbook_response


@requires("audit.view")
def audit(request: HttpRequest) -> HttpResponseBase:
    """Who did what, when; `?export=xlsx` for the same as a workbook."""
    filtered = AuditFilter(request.GET, audit_log())
    if request.GET.get("export") == "xlsx":
        return workbook_response(
            f"审计日志 {today()}.xlsx",
            "审计日志",
            AUDIT_COLUMNS,
            audit_rows(filtered.qs),
            by=user_of(request),
            filters=filters_in(filtered),
        )
    page = endless_page_of(request, filtered.qs)
    return render(request, "administration/audit.html", {"filter": filtered, "page": page, "chain": chain_state()})
