"""Workbooks on their way in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.exchange.querysets import UploadQuerySet


class Upload(models.Model):
    """A workbook that somebody uploaded and checked; imported on confirmation, forgotten after a day.

    `outcome` is what the check, and later the import, came to: the numbers of records created, updated and
    unchanged, and the first of the errors with their number (`services.outcome_as_json`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.CharField(_("register"), max_length=40)
    #: The only part of the register that it may write; empty: whatever the person may.
    part = models.CharField(_("part"), max_length=60, blank=True, default="")
    file = models.FileField(_("file"), upload_to="imports/")
    file_name = models.CharField(_("file name"), max_length=200)
    outcome = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True, db_index=True)
    imported_at = models.DateTimeField(_("imported at"), null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
