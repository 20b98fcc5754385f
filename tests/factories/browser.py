"""Browsers in which somebody is signed in."""

import re
import time
from typing import Any

from django.test import Client
from django.test.client import ClientHandler

from apps.accounts.models import User
from apps.accounts.sessions import SEEN
from apps.accounts.views.second_factor import FACTOR

#: The middleware, put together once for all that walk over many routes.
HANDLER = ClientHandler(enforce_csrf_checks=False)


def walker() -> Client:
    """A browser for a walk over many routes, in which nobody is signed in; an error is an answer of 500."""
    client = Client(raise_request_exception=False)
    client.handler = HANDLER
    return client


def enter_as(client: Client, user: User) -> Client:
    """Sign `user` in with password and second factor, without the pages that ask for them."""
    client.force_login(user)
    session = client.session
    session[FACTOR], session[SEEN] = True, int(time.time())
    session.save()
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
