"""What the pages about the portal itself show."""

from typing import Any

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.audit.models import Chain, Entry
from apps.core.calendar import today, valid_on
from apps.jobs.models import Job
from apps.organisations.models import Organisation, RoleAssignment


def accounts_visible_to(user: User) -> QuerySet[User]:
    """The accounts with a current role in the part of the tree that `user` looks after; roles prefetched."""
    within = Organisation.objects.visible_to(user, "account.view")
    seen = User.objects.filter(valid_on(today(), "roles__"), roles__organisation__in=within)
    return seen.distinct().order_by("username").prefetch_related("roles__organisation")


def accounts_manageable_by(user: User) -> QuerySet[User]:
    """The accounts of others all of whose current and coming roles `user` may grant.

    At least one of their roles, also a former one, lies in the part of the tree that `user` looks after.
    """
    granted = RoleAssignment.objects.grantable_by(user)
    beyond = RoleAssignment.objects.not_ended(today()).exclude(pk__in=granted.values("pk"))
    ours = User.objects.filter(pk__in=granted.values("user")).exclude(pk__in=beyond.values("user"))
    return ours.order_by("username")


def jobs_overview() -> QuerySet[Job, Any]:
    """Every job, the newest first, with the person who asked for it."""
    return Job.objects.select_related("requested_by")


def audit_log() -> QuerySet[Entry, Any]:
    """Every audit entry, the newest first, with its actor."""
    return Entry.objects.select_related("actor")


def chain_state() -> Chain:
    """How far the audit log is chained, and when it was last verified.  One query."""
    return Chain.objects.filter(pk=1).first() or Chain()
