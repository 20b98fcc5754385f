"""Fetch a filing and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.http import Http404

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.organisations.access import organisation_for, require
from apps.organisations.policy import POLICY
from apps.organisations.querysets import held_by
from apps.organisations.rules import CODE
from apps.organisations.tree import is_below


def filing_for(user: User, action: str, code: str, year: int, month: int) -> Filing:
    """The filing of the organisation `code` for a month, with its organisation.  One query where it is allowed."""
    require(user, action)
    if not CODE.fullmatch(code):
        raise Http404
    rows = Filing.objects.visible_to(user, action).with_path().select_related("organisation")
    found: Filing | None = rows.filter(organisation__code=code, year=year, month=month).first()
    if found is None:
        organisation_for(user, action, code, seen_by="filing.view")
        raise Http404
    return found


def allowed_on(user: User, filing: Filing) -> frozenset[str]:
    """Everything that `user` may do for the organisation of this filing, which comes `with_path`."""
    roles = {role for role, top in held_by(user) if is_below(filing.path, [top])}
    return frozenset(action for action, allowed in POLICY.items() if roles & allowed)
