"""Writes about accounts."""

from apps.accounts.services.language import language_choose
from apps.accounts.services.lockout import lockout_release
from apps.accounts.services.managing import account_create, account_disable, account_enable, account_update
from apps.accounts.services.passwords import password_change, password_reset
from apps.accounts.services.sessions import session_end, sessions_end

__all__ = [
    "account_create",
    "account_disable",
    "account_enable",
    "account_update",
    "language_choose",
    "lockout_release",
    "password_change",
    "password_reset",
    "session_end",
    "sessions_end",
]
