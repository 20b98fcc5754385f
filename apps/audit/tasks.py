"""What beat asks for; both may run twice or late without harm."""

from celery import shared_task

from apps.audit.chaining import entries_chain
from apps.audit.pruning import entries_prune


@shared_task(name="audit.chain")
def chain() -> None:
    """Chain what was committed since the last time."""
    entries_chain()


@shared_task(name="audit.prune")
def prune() -> None:
    """Let go of what is older than the retention time."""
    entries_prune()
