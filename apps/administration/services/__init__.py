"""Writes about accounts that touch their roles as well."""

from apps.administration.services.imports import accounts_import
from apps.administration.services.opening import account_open
from apps.administration.services.passwords import passwords_issue

__all__ = ["account_open", "accounts_import", "passwords_issue"]
