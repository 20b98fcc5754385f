"""Writes about accounts."""

from apps.accounts.services.language import language_choose
from apps.accounts.services.lockout import counted_as, lockout_release, lockouts_forget
from apps.accounts.services.managing import account_create, account_disable, account_enable, account_update
from apps.accounts.services.passwords import password_change, password_reset
from apps.accounts.services.second_factor import (
    TooSoon,
    device_of,
    recovery_codes_make,
    second_factor_check,
    second_factor_reset,
    second_factor_set_up,
    second_factor_switch_off,
    telephone_of,
)
from apps.accounts.services.sessions import session_end, sessions_end

__all__ = [
    "TooSoon",
    "account_create",
    "account_disable",
    "account_enable",
    "account_update",
    "counted_as",
    "device_of",
    "language_choose",
    "lockout_release",
    "lockouts_forget",
    "password_change",
    "password_reset",
    "recovery_codes_make",
    "second_factor_check",
    "second_factor_reset",
    "second_factor_set_up",
    "second_factor_switch_off",
    "session_end",
    "sessions_end",
    "telephone_of",
]
