"""Files of evidence: photographs, PDF and Office files; always optional."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attachments.holders import Holder
from apps.attachments.models import ATTACHMENTS, Attachment
from apps.audit.services import Act, record
from apps.closing.standing import closing_for
from apps.core.evidence import Evidence, accepted

MAX_ATTACHMENTS = 20
ORPHANS_STAY = timedelta(days=30)


class Lost(Exception):
    """The file was taken away or changed outside the portal."""


def attachments_add(*, holder: Holder, files: "Iterable[UploadedFile[Any]]", by: User) -> list[Attachment]:
    """Keep these files with a record: all of them, or none with a sentence for each that cannot be taken."""
    taken, refusals = _checked(files)
    if refusals:
        raise ValidationError(refusals)
    if not taken:
        raise ValidationError(_("Choose at least one file."))
    kept: list[Attachment] = []
    try:
        with transaction.atomic():
            holder.lock()
            if holder.files.count() + len(taken) > MAX_ATTACHMENTS:
                raise ValidationError(_("A record has at most %(most)d files.") % {"most": MAX_ATTACHMENTS})
            kept.extend(_keep(holder, evidence, by) for evidence in taken)
    except Exception:
        for attachment in kept:
            _delete_file(attachment)
        raise
    return kept


@transaction.atomic
def attachment_remove(*, holder: Holder, attachment: Attachment, by: User) -> None:
    """Take a file away: its row tells of it, the file is gone once that is committed.

    Raises `ValidationError` for whoever may only propose changes in the record's months.
    """
    closing = closing_for(by, holder.places)
    if closing.proposes:
        sentence = _("Approved and closed: %(months)s. Only the township takes evidence away there.")
        raise ValidationError(sentence % {"months": closing.names})
    removed = Attachment.objects.present().filter(pk=attachment.pk).update(removed_by=by, removed_at=timezone.now())
    if removed:
        record(_act("attachment.removed", holder, attachment), by=by)
        transaction.on_commit(lambda: _delete_file(attachment))


def attachment_read(*, holder: Holder, attachment: Attachment, by: User) -> bytes:
    """The content of a file, noted as a download.  Raises `Lost` where it is gone or not what was handed in."""
    try:
        with attachment.file.open("rb") as file:
            content = bytes(file.read())
    except OSError as fault:
        raise Lost(attachment.name) from fault
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Lost(attachment.name)
    record(_act("attachment.downloaded", holder, attachment), by=by)
    return content


def orphans_delete() -> int:
    """Delete the files to which no row belongs, as a process that was killed leaves them; how many there were.

    Those of the last month stay: their rows may be about to come, from a request or from a back-up.
    """
    storage, since = Attachment._meta.get_field("file").storage, timezone.now() - ORPHANS_STAY
    if not storage.exists(ATTACHMENTS):
        return 0
    kept = set(Attachment.objects.present().values_list("file", flat=True))
    names = (f"{ATTACHMENTS}/{name}" for name in storage.listdir(ATTACHMENTS)[1])
    orphans = [name for name in names if name not in kept and storage.get_modified_time(name) < since]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _checked(files: "Iterable[UploadedFile[Any]]") -> tuple[list[Evidence], list[str]]:
    taken: list[Evidence] = []
    refusals: list[str] = []
    for file in files:
        try:
            taken.append(accepted(file))
        except ValidationError as refusal:
            refusals += refusal.messages
    return taken, refusals


def _keep(holder: Holder, evidence: Evidence, by: User) -> Attachment:
    attachment = Attachment(
        id=uuid4(),
        kind=holder.kind,
        record=holder.record.pk,
        name=evidence.name,
        content_type=evidence.content_type,
        size=len(evidence.content),
        sha256=evidence.sha256,
        added_by=by,
    )
    attachment.file.save(f"{attachment.id}.{evidence.extension}", ContentFile(evidence.content), save=False)
    try:
        attachment.save(force_insert=True)
        record(_act("attachment.added", holder, attachment), by=by)
    except Exception:
        _delete_file(attachment)
        raise
    return attachment


def _delete_file(attachment: Attachment) -> None:
    attachment.file.storage.delete(str(attachment.file.name))


def _act(action: str, holder: Holder, attachment: Attachment) -> Act:
    facts = {"holder": holder.subject, "sha256": attachment.sha256}
    return Act(action, attachment.name, holder.organisation_code, after=facts)
