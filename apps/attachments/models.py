"""Files that show what a record says, whatever kind of record it is."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: The folder of the files, below MEDIA_ROOT.
ATTACHMENTS = "attachments"


class AttachmentQuerySet(models.QuerySet[Any]):
    def present(self) -> "AttachmentQuerySet":
        """Those that nobody has taken away."""
        return self.filter(removed_at__isnull=True)

    def of(self, kind: str, record: int) -> "AttachmentQuerySet":
        """The files of one record, taken away or not."""
        return self.filter(kind=kind, record=record)


class Attachment(models.Model):
    """A file that is kept with a record.  Removed ones keep their row; the file is gone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    #: "activities", or the name of a register, and the record's id there.
    kind = models.CharField(max_length=30)
    record = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=110)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=ATTACHMENTS, max_length=100)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "name"]
        indexes = [models.Index(fields=["kind", "record"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name
