"""A person at a real web server: asks with the cookies of somebody who is signed in."""

from dataclasses import dataclass
from typing import Any

import urllib3
from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from tests.factories.browser import enter_as
from tests.services.processes import Processes

CSRF = "abcdefghijklmnopqrstuvwxyz123456"


@dataclass
class Visitor:
    """`address` is that of the server; what it answers is not followed."""

    address: str
    cookies: dict[str, str]
    pool: urllib3.PoolManager

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return self._ask("GET", path)

    def post(self, path: str, **fields: Any) -> urllib3.BaseHTTPResponse:
        """Send a form; a file is a pair of name and content."""
        return self._ask("POST", path, fields={"csrfmiddlewaretoken": CSRF, **fields})

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status == 200, (path, answer.status)
        return answer.data.decode()

    def _ask(self, method: str, path: str, **sent: Any) -> urllib3.BaseHTTPResponse:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Referer": f"{self.address}{path}"}
        return self.pool.request(method, self.address + path, headers=headers, redirect=False, timeout=60, **sent)


def visitor(processes: Processes, username: str, **environment: str) -> Visitor:
    """`username` at a web server of the portal, signed in without the pages that ask for it."""
    address = processes.web(SECRET_KEY=settings.SECRET_KEY, **environment)
    browser = enter_as(Client(), User.objects.get(username=username))
    cookies = {name: it.value for name, it in browser.cookies.items()} | {"csrftoken": CSRF}
    return Visitor(address, cookies, urllib3.PoolManager(retries=False, maxsize=8))
