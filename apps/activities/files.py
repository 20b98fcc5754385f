"""The pages of the files of an activity."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST

from apps.activities.access import activity_for
from apps.activities.selectors import holder_of
from apps.attachments import answers
from apps.organisations.access import requires, user_of


@require_POST
@requires("activity.record")
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add files."""
    return answers.added(request, holder_of(activity_for(user_of(request), "activity.record", number)))


@requires("activity.view")
def download(request: HttpRequest, number: str, attachment_id: UUID) -> HttpResponseBase:
    """A file, as a download."""
    activity = activity_for(user_of(request), "activity.view", number)
    return answers.downloaded(request, holder_of(activity), attachment_id)


@require_POST
@requires("activity.record")
def remove(request: HttpRequest, number: str, attachment_id: UUID) -> HttpResponse:
    """Take a file away."""
    activity = activity_for(user_of(request), "activity.record", number)
    return answers.removed(request, holder_of(activity), attachment_id)
