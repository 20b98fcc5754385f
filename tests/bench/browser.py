"""Pages through the whole middleware, as the web server asks for them.

Not Django's test client: it copies the context of every template that is rendered, at many times the cost of
the template.
"""

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase
from django.test import Client, RequestFactory

from apps.accounts.models import User


class Browser:
    """A browser in which one person is signed in."""

    def __init__(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        self._requests = RequestFactory()
        self._requests.cookies.update(client.cookies)
        self._portal = WSGIHandler()

    def get(self, address: str) -> HttpResponseBase:
        """The page at `address`; raises for anything but a page."""
        response = self._portal.get_response(self._requests.get(address))
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        return response
