"""What beat asks for; it may run twice or late without harm."""

from celery import shared_task
from django.utils import timezone

from apps.webhooks.services import deliveries_forget, deliveries_note, deliveries_send


@shared_task(name="webhooks.deliver")
def deliver() -> None:
    """Sent by beat every minute: note what is to be told, and tell what is due."""
    deliveries_note()
    deliveries_send(now=timezone.now())


@shared_task(name="webhooks.forget")
def forget() -> None:
    """Remove what was told long ago."""
    deliveries_forget(now=timezone.now())
