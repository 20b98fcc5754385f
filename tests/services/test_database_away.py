"""The database goes away while the portal runs, and comes back."""

import json
import os
import select
import socket
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.services.processes import Processes, eventually, free_port

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


@dataclass
class Line:
    """The network between the portal and its database: it can be cut and mended."""

    host: str
    target: int
    port: int = field(default_factory=free_port)
    whole: threading.Event = field(default_factory=threading.Event)

    def mend(self) -> None:
        self.whole.set()
        listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, args=[listener], daemon=True).start()

    def cut(self) -> None:
        self.whole.clear()

    def _serve(self, listener: socket.socket) -> None:
        with listener:
            listener.settimeout(0.05)
            while self.whole.is_set():
                try:
                    near, _address = listener.accept()
                except TimeoutError:
                    continue
                far = socket.create_connection((self.host, self.target))
                threading.Thread(target=self._carry, args=[near, far], daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with near, far:
            while self.whole.is_set():
                for ready in select.select([near, far], [], [], 0.05)[0]:
                    content = ready.recv(65536)
                    if not content:
                        return
                    (far if ready is near else near).sendall(content)


def ask(address: str, path: str, cookie: str = "") -> tuple[HTTPResponse, str]:
    line = HTTPConnection(address.removeprefix("http://"), timeout=20)
    line.request("GET", path, headers={"Cookie": cookie})
    said = line.getresponse()
    return said, said.read().decode()


def test_without_its_database_the_portal_says_so_and_recovers_by_itself(
    township: Township, processes: Processes
) -> None:
    browser = enter_as(Client(), township.people["staff"])
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}"
    database = urlsplit(os.environ["DATABASE_URL"])
    line = Line(database.hostname or "", database.port or 0)
    line.mend()
    through = processes.environment["DATABASE_URL"].replace(f":{line.target}/", f":{line.port}/")
    address = processes.web(WEB_CONCURRENCY="1", DATABASE_URL=through, SECRET_KEY=settings.SECRET_KEY)
    assert ask(address, "/", cookie)[0].status == 200
    line.cut()
    assert eventually(lambda: ask(address, "/", cookie)[0].status == 503)
    for path in ("/", "/organisations/", "/accounts/login/"):
        page, text = ask(address, path, cookie)
        assert (page.status, page.headers["Retry-After"], "<h1" in text) == (503, "20", True), path
    health, text = ask(address, "/healthz", cookie)
    assert (health.status, json.loads(text)) == (503, {"database": False})
    api, text = ask(address, "/api/v1/organisations/", cookie)
    assert (api.status, "detail" in json.loads(text)) == (503, True)
    line.mend()
    assert eventually(lambda: ask(address, "/", cookie)[0].status == 200)
    assert ask(address, "/healthz", cookie)[0].status == 200
