"""The pages about the portal itself."""

from apps.administration.views.accounts import accounts
from apps.administration.views.audit import audit
from apps.administration.views.handover import handover, handover_sheet
from apps.administration.views.jobs import jobs
from apps.administration.views.roles import account_options, end, roles, stand_in

__all__ = ["account_options", "accounts", "audit", "end", "handover", "handover_sheet", "jobs", "roles", "stand_in"]
