"""Fetch an account and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.administration.manageable_accounts import accounts_manageable_by, accounts_visible_to, with_roles
from apps.organisations.access import require


def account_seen_by(user: User, username: str) -> User:
    """The account with the roles that `user` sees of it (`reach.with_roles`): 404 where they do not see it."""
    require(user, "account.view")
    found = with_roles(accounts_visible_to(user), user).filter(username=username).first()
    if found is None:
        raise Http404
    return found


def account_for(user: User, username: str) -> User:
    """The account that `user` may manage: 404 where they do not see it, 403 where they only see it."""
    require(user, "account.manage")
    found = accounts_manageable_by(user).filter(username=username).first()
    if found is not None:
        return found
    if accounts_visible_to(user).filter(username=username).exists():
        raise PermissionDenied
    raise Http404


def account_to_open(user: User, username: str) -> User:
    """The account whose restricted data `user` may open: 404 where they do not see it, 403 where they only see it."""
    found = account_seen_by(user, username)
    if not may_open(user, found):
        raise PermissionDenied
    return found


def may_open(user: User, account: User) -> bool:
    """Whether `user` may open the restricted data of an account that they see.  One query."""
    return accounts_visible_to(user, "personal_data.view").filter(pk=account.pk).exists()
