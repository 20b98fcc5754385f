"""Where one is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.accounts.selectors import sessions_of
from apps.accounts.services import session_end, sessions_end
from apps.accounts.views.own import own_account


def sessions(request: HttpRequest) -> HttpResponse:
    """Every browser in which one is signed in; a POST signs out all others."""
    user, key = own_account(request), request.session.session_key or ""
    if request.method == "POST":
        ended = sessions_end(user=user, keep=key, by=user)
        said = ngettext(
            "You are signed out of %(count)d other browser.", "You are signed out of %(count)d other browsers.", ended
        )
        messages.success(request, said % {"count": ended})
        return redirect("accounts:sessions")
    return render(request, "accounts/sessions.html", {"sessions": sessions_of(user, key)})


@require_POST
def end_session(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign out in one of them."""
    user = own_account(request)
    if session_end(user=user, reference=reference, by=user):
        messages.success(request, _("You are signed out there."))
    return redirect("accounts:sessions")
