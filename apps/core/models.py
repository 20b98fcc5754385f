"""What forms leave behind: that they were sent, and where that led."""

from django.db import models


class SentForm(models.Model):
    """A form that made something; sent again, it leads to the same address and makes nothing (`apps.core.once`)."""

    token = models.UUIDField(primary_key=True)
    led_to = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.token} {self.led_to}"
