"""What the pages of a record answer about its files; who may is asked by the app of the record."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.attachments.holders import Holder
from apps.attachments.models import Attachment
from apps.attachments.services import Lost, attachment_read, attachment_remove, attachments_add
from apps.organisations.access import user_of


def added(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Add files; what is wrong with any of them is said, and none is kept then."""
    try:
        kept = attachments_add(holder=holder, files=request.FILES.getlist("files"), by=user_of(request))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    except OSError:
        messages.error(request, _("The files could not be stored. Tell your administrator; nothing was changed."))
    else:
        messages.success(request, _("Added: %(names)s") % {"names": "、".join(it.name for it in kept)})
    return redirect(holder.address)


def downloaded(request: HttpRequest, holder: Holder, attachment_id: UUID) -> HttpResponseBase:
    """The file, always as a download."""
    attachment = _file(holder, attachment_id)
    try:
        content = BytesIO(attachment_read(holder=holder, attachment=attachment, by=user_of(request)))
    except Lost:
        messages.error(request, _("This file was lost or changed outside the portal. Tell your administrator."))
        return redirect(holder.address)
    return FileResponse(content, as_attachment=True, filename=attachment.name, content_type=attachment.content_type)


def removed(request: HttpRequest, holder: Holder, attachment_id: UUID) -> HttpResponse:
    """Take a file away."""
    attachment = _file(holder, attachment_id)
    try:
        attachment_remove(holder=holder, attachment=attachment, by=user_of(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Removed: %(name)s") % {"name": attachment.name})
    return redirect(holder.address)


def _file(holder: Holder, attachment_id: UUID) -> Attachment:
    """A file that nobody has taken away; 404 for others' files as for none."""
    found: Attachment | None = holder.files.filter(pk=attachment_id).first()
    if found is None:
        raise Http404
    return found
