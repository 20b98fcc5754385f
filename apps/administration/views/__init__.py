"""The pages about the portal itself."""

from apps.administration.views.accounts import account, accounts, open_phone
from apps.administration.views.audit import audit
from apps.administration.views.confirming import confirm
from apps.administration.views.handover import handover, handover_sheet
from apps.administration.views.jobs import jobs
from apps.administration.views.managing import disable, edit, enable, new
from apps.administration.views.passwords import first_passwords, reset_password, reset_second_factor, unlock
from apps.administration.views.roles import account_options, end, roles, stand_in
from apps.administration.views.tokens import revoke_token, token_holders

__all__ = [
    "account",
    "account_options",
    "accounts",
    "audit",
    "confirm",
    "disable",
    "edit",
    "enable",
    "end",
    "first_passwords",
    "handover",
    "handover_sheet",
    "jobs",
    "new",
    "open_phone",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "roles",
    "stand_in",
    "token_holders",
    "unlock",
]
