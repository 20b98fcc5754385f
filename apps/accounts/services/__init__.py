"""Writes about accounts."""

from apps.accounts.services.language import language_choose
from apps.accounts.services.managing import account_create, account_disable

__all__ = ["account_create", "account_disable", "language_choose"]
