"""A job's progress, for whoever asked for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from apps.accounts.polling import polled
from apps.jobs.models import Job
from apps.jobs.selectors import minutes_left


@polled
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The progress bar as an htmx fragment; once the job has finished, the page around it is loaded anew."""
    job = get_object_or_404(Job, pk=job_id, requested_by=request.user.pk)
    response = render(request, "jobs/_progress.html", {"job": job, "minutes": minutes_left(job)})
    if job.finished:
        response.headers["HX-Refresh"] = "true"
    return response
