"""What the pages about the portal itself show."""

from typing import Any

from django.db.models import QuerySet

from apps.audit.models import Chain, Entry
from apps.jobs.models import Job


def jobs_overview() -> QuerySet[Job, Any]:
    """Every job, the newest first, with the person who asked for it."""
    return Job.objects.select_related("requested_by")


def audit_log() -> QuerySet[Entry, Any]:
    """Every audit entry, the newest first, with its actor."""
    return Entry.objects.select_related("actor")


def chain_state() -> Chain:
    """How far the audit log is chained, and when it was last verified.  One query."""
    return Chain.objects.filter(pk=1).first() or Chain()
