"""Fetch a mass organisation and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.http import Http404

from apps.accounts.models import User
from apps.organisations.access import organisation_for
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation


def association_for(user: User, action: str, code: str) -> Organisation:
    """The mass organisation `code` for `action`; 404 for a Party organisation."""
    organisation = organisation_for(user, action, code, seen_by="association.view")
    if organisation.kind in PARTY_KINDS:
        raise Http404
    return organisation
