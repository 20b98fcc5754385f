"""Writes about accounts that touch their roles as well."""

from apps.administration.services.imports import accounts_import
from apps.administration.services.opening import account_open

__all__ = ["account_open", "accounts_import"]
