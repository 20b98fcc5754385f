"""Fetch an account and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.administration.selectors import accounts_manageable_by, accounts_visible_to
from apps.organisations.access import require


def account_for(user: User, username: str) -> User:
    """The account whose roles `user` may change: 404 where they do not see it, 403 where they only see it."""
    require(user, "role.grant")
    found = accounts_manageable_by(user).filter(username=username).first()
    if found is not None:
        return found
    if accounts_visible_to(user).filter(username=username).exists():
        raise PermissionDenied
    raise Http404
