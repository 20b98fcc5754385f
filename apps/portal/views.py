"""Home, help, and the pages about the portal itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.portal.filters import AccountFilter, AuditFilter, JobFilter
from apps.portal.selectors import accounts_visible_to, audit_log, home_of, jobs_overview


def home(request: HttpRequest) -> HttpResponse:
    """What the person came for."""
    return render(request, "portal/home.html", {"home": home_of(user_of(request))})


def help_page(request: HttpRequest) -> HttpResponse:
    """How the work is done here."""
    return render(request, "portal/help.html")


@requires("account.view")
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts of the person's part of the tree, with their roles."""
    filtered = AccountFilter(request.GET, accounts_visible_to(user_of(request)))
    return render(request, "portal/accounts.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@requires("job.view")
def jobs(request: HttpRequest) -> HttpResponse:
    """What the worker does and has done."""
    filtered = JobFilter(request.GET, jobs_overview())
    return render(request, "portal/jobs.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@requires("audit.view")
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, when."""
    filtered = AuditFilter(request.GET, audit_log())
    return render(request, "portal/audit.html", {"filter": filtered, "page": page_of(request, filtered.qs)})
