"""The tokens of one's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.organisations.access import user_of
from apps.tokens.forms import NewTokenForm
from apps.tokens.secret import new_secret
from apps.tokens.selectors import tokens_of
from apps.tokens.services import token_revoke


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """Which programs ask in one's own name, as what, until when, and when each did last."""
    return render(request, "tokens/tokens.html", {"tokens": tokens_of(user_of(request))})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new token; then, this once, its secret."""
    form = NewTokenForm(request, user_of(request), request.POST if request.method == "POST" else None)
    secret, own = new_secret(), reverse("tokens:list")
    if form.is_valid() and (made := form.make_once(form.service(secret), lambda _token: own)):
        if made.first:
            return render(request, "tokens/shown_once.html", {"secret": secret, "name": form.cleaned_data["name"]})
        messages.info(request, _("This token has been created already. Its secret is shown once: make another."))
        return redirect(own)
    return render(request, "tokens/new.html", {"form": form})


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Take back one of one's own."""
    user = user_of(request)
    token = tokens_of(user).filter(pk=number).first()
    if token is not None and token_revoke(token=token, by=user):
        messages.success(request, _("The token has been revoked: it opens nothing any more."))
    return redirect("tokens:list")
