"""What the worker does, for administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.administration.filters import JobFilter
from apps.administration.selectors import jobs_overview
from apps.core.pages import page_of
from apps.organisations.access import requires


@requires("job.view")
def jobs(request: HttpRequest) -> HttpResponse:
    """What the worker does and has done."""
    filtered = JobFilter(request.GET, jobs_overview())
    return render(request, "administration/jobs.html", {"filter": filtered, "page": page_of(request, filtered.qs)})
