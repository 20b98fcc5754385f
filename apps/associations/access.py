"""Fetch a mass organisation or a piece of advice and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from apps.accounts.models import User
from apps.associations.models import Advice
from apps.organisations.access import organisation_for
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation


def association_for(user: User, action: str, code: str) -> Organisation:
    """The mass organisation `code` for `action`; 404 for a Party organisation."""
    organisation = organisation_for(user, action, code, seen_by="advice.view")
    if organisation.kind in PARTY_KINDS:
        raise Http404
    return organisation


def advice_to_answer(user: User, code: str, advice_id: int) -> Advice:
    """The advice that `user` may answer for the mass organisation `code`."""
    association = association_for(user, "advice.answer", code)
    rows = Advice.objects.to(association).select_related("giver", "association", "given_by", "answered_by")
    found: Advice = get_object_or_404(rows, pk=advice_id)
    return found
