"""Fetch a filing and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.http import Http404

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.organisations.access import organisation_for
from apps.organisations.models import Organisation


def filing_for(user: User, action: str, code: str, year: int, month: int) -> Filing:
    """The filing of the organisation `code` for a month, with its organisation, plan and people."""
    organisation = organisation_for(user, action, code, seen_by="filing.view")
    people = ("submitted_by", "saved_by", "confirmed_by")
    found: Filing | None = (
        Filing.objects.filter(organisation=organisation, year=year, month=month)
        .select_related("organisation", "plan", *people)
        .first()
    )
    if found is None:
        raise Http404
    return found


def may_on(user: User, action: str, filing: Filing) -> bool:
    """Whether `user` may do `action` for the organisation of this filing.  Two queries."""
    return Organisation.objects.visible_to(user, action).filter(pk=filing.organisation_id).exists()
