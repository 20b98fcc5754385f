"""The pages of the files of an activity."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.activities.access import activity_for, attachment_for
from apps.activities.attachments import Lost, attachment_read, attachment_remove, attachments_add
from apps.organisations.access import requires, user_of


@require_POST
@requires("activity.record")
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add files; what is wrong with any of them is said, and none is kept then."""
    user = user_of(request)
    activity = activity_for(user, "activity.record", number)
    try:
        kept = attachments_add(activity=activity, files=request.FILES.getlist("files"), by=user)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    except OSError:
        messages.error(request, _("The files could not be stored. Tell your administrator; nothing was changed."))
    else:
        messages.success(request, _("Added: %(names)s") % {"names": "、".join(it.name for it in kept)})
    return redirect("activities:detail", number=number)


@requires("activity.view")
def download(request: HttpRequest, attachment_id: UUID) -> HttpResponseBase:
    """The file, always as a download."""
    user = user_of(request)
    attachment = attachment_for(user, "activity.view", attachment_id)
    try:
        content = BytesIO(attachment_read(attachment=attachment, by=user))
    except Lost:
        messages.error(request, _("This file was lost or changed outside the portal. Tell your administrator."))
        return redirect("activities:detail", number=attachment.activity.number)
    return FileResponse(content, as_attachment=True, filename=attachment.name, content_type=attachment.content_type)


@require_POST
@requires("activity.record")
def remove(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Take a file away."""
    user = user_of(request)
    attachment = attachment_for(user, "activity.record", attachment_id)
    try:
        attachment_remove(attachment=attachment, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Removed: %(name)s") % {"name": attachment.name})
    return redirect("activities:detail", number=attachment.activity.number)
