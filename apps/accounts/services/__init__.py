"""Writes about accounts."""

from apps.accounts.services.language import language_choose
from apps.accounts.services.managing import account_create

__all__ = ["account_create", "language_choose"]
