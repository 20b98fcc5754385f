"""Fetch a filing and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.organisations.access import may_at, require
from apps.organisations.policy import POLICY
from apps.organisations.querysets import held_by
from apps.organisations.rules import CODE
from apps.organisations.tree import is_below


def filing_for(user: User, action: str, code: str, year: int, month: int) -> Filing:
    """The filing of the organisation `code` for a month, with its organisation and path.  One query."""
    require(user, action)
    if not CODE.fullmatch(code):
        raise Http404
    rows = Filing.objects.with_path().select_related("organisation").order_by()
    try:
        found: Filing = rows.get(organisation__code=code, year=year, month=month)
    except Filing.DoesNotExist:
        raise Http404 from None
    if not may_at(user, "filing.view_handed_in", found.path):
        raise Http404
    if not may_at(user, action, found.path):
        raise PermissionDenied
    return found


def filing_to_read(user: User, code: str, year: int, month: int) -> tuple[Filing, frozenset[str]]:
    """The filing to look at, and everything that `user` may do for its organisation.

    403 while it is a draft of an organisation whose drafts `user` does not see.
    """
    filing = filing_for(user, "filing.view_handed_in", code, year, month)
    allowed = allowed_on(user, filing)
    if filing.is_editable and "filing.view" not in allowed:
        raise PermissionDenied
    return filing, allowed


def allowed_on(user: User, filing: Filing) -> frozenset[str]:
    """Everything that `user` may do for the organisation of this filing, which comes `with_path`."""
    roles = {role for role, top in held_by(user) if is_below(filing.path, [top])}
    return frozenset(action for action, allowed in POLICY.items() if roles & allowed)
