"""The language of the pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from apps.accounts.models import User
from apps.accounts.redirects import following
from apps.accounts.services import language_choose


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language here (cookie) and, for a signed-in person, everywhere (profile)."""
    response = HttpResponseRedirect(following(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=31_536_000,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
        if isinstance(request.user, User):
            language_choose(user=request.user, language=language)
    return response
