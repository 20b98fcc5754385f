"""Fetch a proposal and authorise in one call: an outsider gets 404, a weaker role 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.closing.models import Proposal
from apps.closing.selectors import Shown, shown_to, visible_proposals
from apps.organisations.access import require


def proposal_for(user: User, number: int) -> Shown:
    """The proposal as `user` sees it."""
    require(user, "proposal.view")
    kind = Proposal.objects.filter(pk=number).values_list("kind", flat=True).first()
    found: Proposal | None = visible_proposals(user, kind).filter(pk=number).first() if kind else None
    if found is None:
        raise Http404
    return shown_to(user, [found])[0]


def proposal_to_decide(user: User, number: int) -> Proposal:
    """403 where another person decides: for their own, and for what they file for."""
    require(user, "proposal.decide")
    shown = proposal_for(user, number)
    if shown.proposal.is_open and not shown.may_decide:
        raise PermissionDenied
    return shown.proposal


def proposal_to_withdraw(user: User, number: int) -> Proposal:
    """403 for whoever does not propose for all its organisations."""
    require(user, "proposal.withdraw")
    shown = proposal_for(user, number)
    if shown.proposal.is_open and not shown.may_withdraw:
        raise PermissionDenied
    return shown.proposal
