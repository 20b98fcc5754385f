"""Fetch a filing and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Subquery
from django.http import Http404

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.organisations.access import organisation_for
from apps.organisations.models import Placement
from apps.organisations.policy import POLICY
from apps.organisations.tree import is_below


def filing_for(user: User, action: str, code: str, year: int, month: int) -> Filing:
    """The filing of the organisation `code` for a month, with its organisation, plan and people."""
    organisation = organisation_for(user, action, code, seen_by="filing.view_handed_in")
    people = ("submitted_by", "saved_by", "confirmed_by")
    found: Filing | None = (
        Filing.objects.filter(organisation=organisation, year=year, month=month)
        .select_related("organisation", "plan", *people)
        .first()
    )
    if found is None:
        raise Http404
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
    """Everything that `user` may do for the organisation of this filing.  One query."""
    place = Placement.objects.filter(organisation=filing.organisation_id, end__isnull=True)
    held = user.roles.on(today()).filter(organisation__placements__end__isnull=True)
    rows = held.values_list("role", "organisation__placements__path", Subquery(place.values("path")[:1]))
    roles = {role for role, top, path in rows if path and is_below(path, [top])}
    return frozenset(action for action, allowed in POLICY.items() if roles & allowed)
