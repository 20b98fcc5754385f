"""What beat asks for; it may run twice or late without harm."""

from celery import shared_task

from apps.core.once import forget_sent_forms
from apps.core.planner import statistics_refresh


@shared_task(name="core.forget_sent_forms")
def forget() -> None:
    """Remove the tokens of forms that no open page can still send."""
    forget_sent_forms()


@shared_task(name="core.refresh_statistics")
def refresh_statistics() -> None:
    """Keep what the embedded database knows of its tables true as they grow."""
    statistics_refresh()
