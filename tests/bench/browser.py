"""Pages through the whole middleware, as the web server asks for them.

Not Django's test client: it copies the context of every template that is rendered, at many times the cost of
the template.
"""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client, RequestFactory

from apps.accounts.models import User
from config.wsgi import application
from tests.factories.browser import enter_as

_SECRET = "a" * 32


class Browser:
    """A browser in which one person is signed in."""

    def __init__(self, user: User) -> None:
        client = enter_as(Client(), user)
        self._requests = RequestFactory(headers={"X-CSRFToken": _SECRET})
        self._requests.cookies.update(client.cookies)
        self._requests.cookies[settings.CSRF_COOKIE_NAME] = _SECRET
        self._portal = application

    def get(self, address: str) -> HttpResponseBase:
        """The page at `address`; raises for anything but a page."""
        response = self._portal.get_response(self._requests.get(address))
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        return response

    def post(self, address: str, data: Mapping[str, str]) -> str:
        """Send a form; where it leads.  Raises where it leads nowhere."""
        response = self._portal.get_response(self._requests.post(address, data))
        if response.status_code != 302:
            raise RuntimeError(f"{address} answers {response.status_code}")
        return response["Location"]
