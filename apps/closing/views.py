"""The pages about proposals: the queue, one proposal, and deciding on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.closing.access import proposal_for, proposal_to_decide, proposal_to_withdraw
from apps.closing.forms import AcceptForm, RefuseForm, StateForm
from apps.closing.models import ProposalState
from apps.closing.selectors import shown_to, visible_proposals
from apps.closing.services import proposal_accept, proposal_refuse, proposal_withdraw
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of

PER_PAGE = 20


@require_GET
@requires("proposal.view")
def proposals(request: HttpRequest) -> HttpResponse:
    """What is proposed for closed months; those that wait first come first, of the others the latest."""
    user, state = user_of(request), StateForm(request.GET).chosen
    rows = visible_proposals(user).filter(state=state)
    page = page_of(request, rows if state == ProposalState.OPEN else rows.order_by("-decided_at", "-pk"), PER_PAGE)
    context = {"page": page, "shown": shown_to(user, list(page)), "state": state, "states": ProposalState.choices}
    return render(request, "closing/list.html", context)


@require_GET
@requires("proposal.view")
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal: old beside new, why, by whom, and what became of it."""
    return render(request, "closing/detail.html", {"it": proposal_for(user_of(request), number)})


@require_POST
@requires("proposal.decide")
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Carry it out on the fact as it was shown."""
    user = user_of(request)
    found, form = proposal_to_decide(user, number), AcceptForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        proposal_accept(proposal=found, version=version, by=user)
    except ValidationError as refusal:
        _say(request, refusal)
        return redirect("closing:proposal", number)
    messages.success(request, _("Accepted: it counts from now on."))
    return redirect("closing:list")


@require_POST
@requires("proposal.decide")
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """Let the fact stand, with a reason."""
    user = user_of(request)
    found, form = proposal_to_decide(user, number), RefuseForm(request.POST)
    if not form.is_valid():
        shown = proposal_for(user, number)
        return render(request, "closing/detail.html", {"it": shown, "form": form})
    try:
        proposal_refuse(proposal=found, by=user, answer=form.cleaned_data["answer"])
    except ValidationError as refusal:
        _say(request, refusal)
        return redirect("closing:proposal", number)
    messages.success(request, _("Refused: whoever proposed it sees your reason."))
    return redirect("closing:list")


@require_POST
@requires("proposal.withdraw")
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back."""
    user = user_of(request)
    found = proposal_to_withdraw(user, number)
    try:
        proposal_withdraw(proposal=found, by=user)
    except ValidationError as refusal:
        _say(request, refusal)
    else:
        messages.success(request, _("The proposal is taken back."))
    return redirect("closing:proposal", number)


def _say(request: HttpRequest, refusal: ValidationError) -> None:
    for sentence in refusal.messages:
        messages.error(request, sentence)
