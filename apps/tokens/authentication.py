"""Who asks with a token: ``Authorization: Bearer tb_…``.

The pages know no tokens: what is done there is done in a session, with a password and a second factor.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from apps.accounts.models import User
from apps.accounts.services import device_of
from apps.audit.middleware import act_over
from apps.core.calendar import today
from apps.core.statements import Given, objects_of
from apps.organisations.kinds import Role
from apps.organisations.querysets import narrow
from apps.tokens.models import AccessToken
from apps.tokens.secret import digest_of
from apps.tokens.services import token_used

SCHEME = "Bearer"


class BearerAuthentication(BaseAuthentication):
    """A token goes before a session: whoever sends one is what it allows, and nothing more."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        given = get_authorization_header(request).split()
        if not given or given[0].lower() != SCHEME.lower().encode():
            return None
        token = _in_force(given[1]) if len(given) == 2 else None
        if token is None:
            raise AuthenticationFailed(
                _("This token opens nothing: it is wrong, has expired or was revoked, or its role has ended.")
            )
        user: User = token.user
        translation.activate(user.language or settings.LANGUAGE_CODE)
        narrow(user, token.held_id)
        act_over(str(token))
        token_used(token=token)
        if not token.may_write and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("This token only reads."))
        return user, token

    def authenticate_header(self, request: Request) -> str | None:
        """What is asked of whoever sent a wrong token; of whoever sent none it is not the only way in."""
        return SCHEME if get_authorization_header(request) else None


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """What the schema says of it."""

    target_class = BearerAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        del auto_schema
        return {"type": "http", "scheme": SCHEME.lower()}


def _in_force(secret: bytes) -> AccessToken | None:
    """The token with this secret, if it opens the portal now.

    An administrator without a second factor gets no further with a token than in a session.
    """
    found: list[Any] = objects_of(AccessToken, _opening, today(), related="user", digest=digest_of(secret))
    token: AccessToken | None = next(iter(found), None)
    if token is not None and found[0].role == Role.ADMINISTRATOR and not token.user.is_demonstration:
        return token if device_of(token.user) else None
    return token


def _opening(day: date) -> QuerySet[AccessToken]:
    """The token whose digest is given, if it opens the portal on the day, with its `role`."""
    tokens: QuerySet[AccessToken] = AccessToken.objects.in_force(day).filter(digest=Given("digest"))
    return tokens.annotate(role=F("held__role"))
