"""The pages about the portal itself."""

from apps.administration.views.accounts import accounts
from apps.administration.views.audit import audit
from apps.administration.views.jobs import jobs

__all__ = ["accounts", "audit", "jobs"]
