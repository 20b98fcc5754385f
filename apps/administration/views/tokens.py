"""The tokens of others: who holds which, and taking one back.  Nobody sees a secret here: none is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.administration.access import account_for
from apps.administration.manageable_accounts import accounts_manageable_by
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of
from apps.tokens.selectors import tokens_held_by, tokens_of
from apps.tokens.services import token_revoke


@require_GET
@requires("account.manage")
def token_holders(request: HttpRequest) -> HttpResponse:
    """The tokens of the accounts that the person manages."""
    page = page_of(request, tokens_held_by(accounts_manageable_by(user_of(request))))
    return render(request, "administration/token_holders.html", {"page": page})


@require_POST
def revoke_token(request: HttpRequest, username: str, number: int) -> HttpResponse:
    """Take back a token of somebody whose account the person manages."""
    user = user_of(request)
    token = tokens_of(account_for(user, username)).filter(pk=number).first()
    if token is not None and token_revoke(token=token, by=user):
        messages.success(request, _("The token has been revoked: it opens nothing any more."))
    return redirect("administration:token_holders")
