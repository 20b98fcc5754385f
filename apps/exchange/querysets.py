from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from apps.accounts.models import User


class UploadQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> "UploadQuerySet":
        """An uploaded workbook is its uploader's affair."""
        return self.filter(uploaded_by=user)

    def before(self, at: datetime) -> "UploadQuerySet":
        return self.filter(uploaded_at__lt=at)
