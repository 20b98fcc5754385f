"""The proxy of docker-compose.yml, as it stands in deploy/Caddyfile, before a real web server."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import urllib3
from django.conf import settings as own_settings
from pytest_django import Settings

from apps.audit.models import Entry
from tests.factories.township import PASSWORD, Township
from tests.services.processes import ROOT, Processes, eventually, free_port, kill, with_services
from tests.services.visiting import CSRF

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]


@dataclass
class Proxy:
    """Caddy; its data, and so the authority that it makes, lie in `folder`."""

    folder: Path
    http: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"https://localhost:{self.https}"

    @property
    def authority(self) -> Path:
        return self.folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"

    @property
    def made(self) -> Path:
        """Where a certificate of its own authority lies."""
        return self.folder / "caddy" / "certificates" / "local" / "localhost"

    def start(self, web: str, certificate: str) -> None:
        self.process = subprocess.Popen(
            [*self.command("run"), "--adapter", "caddyfile"],
            env=self.environment(web.removeprefix("http://"), certificate),
            stderr=(self.folder / "log").open("ab"),
            start_new_session=True,
        )
        assert eventually(self.is_trusted)

    def is_trusted(self) -> bool:
        """Whether it listens, with a certificate of its authority."""
        try:
            self.line().close()
        except OSError:
            return False
        return True

    def line(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.authority))
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=20)
        return context.wrap_socket(plain, server_hostname="localhost")

    def environment(self, web: str, certificate: str) -> dict[str, str]:
        return {
            **os.environ,
            "XDG_DATA_HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "ADDRESSES": "localhost, portal.example.cn",
            "PORTAL_NAME": "localhost",
            "HTTP_PORT": str(self.http),
            "HTTPS_PORT": str(self.https),
            "HEALTH_PORT": str(free_port()),
            "CERTIFICATE": certificate,
            "CERTIFICATES": str(self.folder),
            "WEB": web,
        }

    def command(self, what: str) -> list[str]:
        return [str(with_services.program("caddy")), what, "--config", str(ROOT / "deploy" / "Caddyfile")]

    def stop(self) -> None:
        if self.process is not None:
            kill(self.process)
            self.process = None


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    (tmp_path / "proxy").mkdir()
    own = Proxy(tmp_path / "proxy")
    yield own
    own.stop()


@pytest.fixture
def visit(
    proxy: Proxy, township: Township, processes: Processes, tmp_path: Path
) -> Callable[..., urllib3.BaseHTTPResponse]:
    """``visit(method, path, …)`` asks the portal, in service, through the proxy; cookies are the caller's."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "style.css").write_text("main { color: black }")
    web = processes.web(
        SECRET_KEY=own_settings.SECRET_KEY,
        ALLOWED_HOSTS="localhost",
        CSRF_TRUSTED_ORIGINS=proxy.address,
        PROXY_COUNT="1",
        STATIC_ROOT=str(tmp_path / "static"),
        METRICS_TOKEN="0123456789abcdef0123",
    )
    proxy.start(web, "internal")
    pool = urllib3.PoolManager(ca_certs=str(proxy.authority), retries=False)

    def ask(method: str, path: str, **sent: Any) -> urllib3.BaseHTTPResponse:
        return pool.request(method, proxy.address + path, redirect=False, timeout=30, **sent)

    return ask


def test_somebody_signs_in_through_it_and_is_known_by_their_own_address(
    visit: Callable[..., urllib3.BaseHTTPResponse], proxy: Proxy, township: Township, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    township.people["secretary01"].set_password(PASSWORD)
    township.people["secretary01"].save()
    page = visit("GET", "/accounts/login/", headers={"X-Request-ID": "chosen-by-somebody", "Accept-Encoding": "gzip"})
    assert page.status == 200
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["X-Request-ID"] != "chosen-by-somebody"
    assert "Server" not in page.headers
    style = visit("GET", "/static/style.css")
    assert (style.status, style.data) == (200, b"main { color: black }")
    form = {"username": "secretary01", "password": PASSWORD, "csrfmiddlewaretoken": CSRF}
    headers = {"Cookie": f"__Host-csrftoken={CSRF}", "Origin": proxy.address, "X-Forwarded-For": "192.0.2.1"}
    signed_in = visit("POST", "/accounts/login/", fields=form, headers=headers)
    assert signed_in.status == 302
    assert "__Host-sessionid=" in signed_in.headers["Set-Cookie"]
    assert "Secure" in signed_in.headers["Set-Cookie"]
    assert {entry.address for entry in Entry.objects.filter(action="account.signed_in")} == {"127.0.0.1"}


def test_what_it_keeps_out(visit: Callable[..., urllib3.BaseHTTPResponse], proxy: Proxy) -> None:
    told = {"Authorization": "Bearer 0123456789abcdef0123"}
    assert visit("GET", "/metrics", headers=told).status == 404
    plain = urllib3.request("GET", f"http://localhost:{proxy.http}/filings/", redirect=False)
    assert (plain.status, plain.headers["Location"]) == (308, "https://localhost/filings/")
    assert status_of_a_body(proxy, b"", size=own_settings.UPLOAD_MOST_TOGETHER + 1) == b"413"
    assert status_of_a_body(proxy, b"x" * 1000, size=1000) == b"403"


def status_of_a_body(proxy: Proxy, body: bytes, *, size: int) -> bytes:
    """The status that answers a form sent without a token, which says that it is so many bytes long."""
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n".encode()
    with proxy.line() as line:
        line.sendall(head + body)
        return line.recv(100).split()[1]


def test_while_the_portal_starts_it_says_so_under_whichever_certificate(proxy: Proxy) -> None:
    proxy.start(f"127.0.0.1:{free_port()}", "internal")
    for kind in ("crt", "key"):
        shutil.copy(proxy.made / f"localhost.{kind}", proxy.folder / f"portal.{kind}")
    proxy.stop()
    proxy.start(f"127.0.0.1:{free_port()}", "own")
    with urllib3.PoolManager(ca_certs=str(proxy.authority), retries=False) as pool:
        answer = pool.request("GET", proxy.address + "/")
    assert (answer.status, answer.headers["Retry-After"]) == (502, "60")
    assert "系统正在启动" in answer.data.decode()


def test_a_public_authority_is_asked_where_that_is_wished(proxy: Proxy) -> None:
    given = {**proxy.environment("web:8000", "public"), "ADDRESSES": "portal.example.cn"}
    subprocess.run([*proxy.command("validate"), "--adapter", "caddyfile"], env=given, check=True, capture_output=True)
    adapted = subprocess.run(proxy.command("adapt"), env=given, check=True, capture_output=True, text=True).stdout
    assert '"internal"' not in adapted
    assert "portal.example.cn" in adapted
