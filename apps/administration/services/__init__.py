"""Writes about accounts that touch their roles as well."""

from apps.administration.services.imports import accounts_import
from apps.administration.services.opening import account_open
from apps.administration.services.passwords import password_give, passwords_issue, second_factor_take

__all__ = ["account_open", "accounts_import", "password_give", "passwords_issue", "second_factor_take"]
