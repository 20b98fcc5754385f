"""The audit log, for auditors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.administration.filters import AuditFilter
from apps.administration.selectors import audit_log
from apps.core.pages import page_of
from apps.organisations.access import requires


@requires("audit.view")
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, when."""
    filtered = AuditFilter(request.GET, audit_log())
    return render(request, "administration/audit.html", {"filter": filtered, "page": page_of(request, filtered.qs)})
