"""Writes about accounts."""

from apps.accounts.services.language import language_choose
from apps.accounts.services.lockout import lockout_release
from apps.accounts.services.managing import account_create, account_disable, account_enable, account_update
from apps.accounts.services.passwords import password_change, password_reset
from apps.accounts.services.second_factor import (
    device_of,
    recovery_codes_make,
    second_factor_begin,
    second_factor_check,
    second_factor_reset,
    second_factor_set_up,
    second_factor_switch_off,
)
from apps.accounts.services.sessions import session_end, sessions_end

__all__ = [
    "account_create",
    "account_disable",
    "account_enable",
    "account_update",
    "device_of",
    "language_choose",
    "lockout_release",
    "password_change",
    "password_reset",
    "recovery_codes_make",
    "second_factor_begin",
    "second_factor_check",
    "second_factor_reset",
    "second_factor_set_up",
    "second_factor_switch_off",
    "session_end",
    "sessions_end",
]
