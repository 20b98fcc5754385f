"""Browsers in which somebody is signed in."""

import re
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import update_last_login
from django.test import Client
from django.test.client import ClientHandler

from apps.accounts.models import User
from apps.accounts.sessions import SEEN, SessionStore
from apps.accounts.views.second_factor import FACTOR

#: The middleware, put together once for all browsers that come without marks of forms.
HANDLER = ClientHandler(enforce_csrf_checks=False)


def walker() -> Client:
    """A browser for a walk over many routes, in which nobody is signed in; an error is an answer of 500."""
    client = Client(raise_request_exception=False)
    client.handler = HANDLER
    return client


def enter_as(client: Client, user: User) -> Client:
    """Sign `user` in with password and second factor, without the pages that ask for them.

    The session is written as it stands in the end: Django's own way there, `force_login`, takes five times as long.
    """
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[FACTOR], session[SEEN] = True, int(time.time())
    session.save()
    update_last_login(type(user), user)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    if not client.handler.enforce_csrf_checks:
        client.handler = HANDLER
    return client


def filled_in(form: Any) -> dict[str, Any]:
    """What the form sends back when nothing in it is changed."""
    return {
        field.html_name: field.value() for field in form if field.value() is not None and field.value() is not False
    }


def undo_on(page: Any) -> tuple[str, dict[str, str]]:
    """Where the message of a page undoes what was done, and what its button sends there."""
    form = re.search(
        r'<form method="post" action="([^"]+)" class="undo">(.*?)</form>', page.content.decode(), re.DOTALL
    )
    assert form is not None, "nothing offers to undo it"
    return form[1], dict(re.findall(r'name="(version)" value="(\d+)"', form[2]))
