"""Writes about accounts."""

from apps.accounts.services.language import language_choose
from apps.accounts.services.managing import account_create, account_disable, account_enable, account_update

__all__ = ["account_create", "account_disable", "account_enable", "account_update", "language_choose"]
