"""Many people at once over real connections, as cheaply as can be: they share the processors with the portal."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from tests.factories.browser import enter_as

_SECRET = "a" * 32
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """To one request: its status (0: the connection broke off), where it leads, and how long it took."""

    status: int
    location: str
    seconds: float


class Visit:
    """One person, signed in, with a connection of their own; `answers` tells what they got."""

    def __init__(self, port: int, cookies: str) -> None:
        self.answers: list[Answer] = []
        self._line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._headers = {"Host": "localhost", "Cookie": cookies, "X-CSRFToken": _SECRET}

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None, self._headers)

    def post(self, address: str, data: Mapping[str, str]) -> Answer:
        form = {**self._headers, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(data), form)

    def leave(self) -> None:
        self._line.close()

    def _ask(self, method: str, address: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        began = time.perf_counter()
        try:
            self._line.request(method, address, body, dict(headers))
            response = self._line.getresponse()
            response.read()
            status, location = response.status, response.headers.get("Location", "")
        except (OSError, HTTPException):
            status, location = 0, ""
        self.answers.append(Answer(status, location, time.perf_counter() - began))
        return self.answers[-1]


def cookies_of(user: User) -> str:
    """The cookies of a browser in which `user` is signed in."""
    session = enter_as(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_SECRET}"


def at_once(acts: Sequence[Callable[[], list[Answer]]], clients: int) -> tuple[list[Answer], float]:
    """What all of `acts` got, and the seconds that they took, `clients` of them at a time."""
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        answers = [answer for some in pool.map(lambda act: act(), acts) for answer in some]
    return answers, time.perf_counter() - began
