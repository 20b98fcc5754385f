"""One request to an address elsewhere: where it may go, how it is sealed, and nothing that leads it anywhere else."""

import hashlib
import hmac
import ipaddress
import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

#: Seconds for reaching the address, and for its answer.
PATIENCE = 5


class NotAllowed(ValueError):
    """The portal sends nothing to such an address; the text says why."""


class Unreachable(OSError):
    """Nobody answered; it may be otherwise later."""


def sealed(secret: str, at: int, body: bytes) -> str:
    """The header ``Tongbu-Signature``: ``t=1790000000,v1=…``, an HMAC-SHA256 over the time, a dot and the body."""
    seal = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={seal}"


def check_address(address: str) -> SplitResult:
    """The address taken apart.  Raises `NotAllowed`; whether its host may be reached is asked when it is sent to."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        raise NotAllowed(_("Not an address.")) from None
    schemes = {"https", "http"} if settings.WEBHOOKS_TO_PRIVATE else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.username or not address.isascii():
        raise NotAllowed(_("Enter an address that begins with https://"))
    return parts


def send(address: str, secret: str, event: str, body: bytes) -> int:
    """Post `body`; the status of the answer.  Raises `NotAllowed` and `Unreachable`.  No redirect is followed."""
    parts = check_address(address)
    at = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Tongbu",
        "Tongbu-Event": event,
        "Tongbu-Signature": sealed(secret, at, body),
    }
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts)
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException) as fault:
        raise Unreachable(type(fault).__name__) from fault
    finally:
        connection.close()


def _connection(parts: SplitResult) -> HTTPConnection:
    """To the very machine that was looked up and found allowed: a second look-up could lead elsewhere."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    machine = _allowed_machine(host, port)
    if parts.scheme == "http":
        return _To(machine, host, port, timeout=PATIENCE)
    return _SecurelyTo(machine, host, port, timeout=PATIENCE, context=ssl.create_default_context())


def _allowed_machine(host: str, port: int) -> str:
    """The address on the network of a host.  Raises `NotAllowed` for one inside, `Unreachable` for none."""
    try:
        found = [str(it[4][0]) for it in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as fault:
        raise Unreachable(type(fault).__name__) from fault
    outside = [
        it for it in found if settings.WEBHOOKS_TO_PRIVATE or ipaddress.ip_address(it.partition("%")[0]).is_global
    ]
    if not outside:
        raise NotAllowed(_("This address lies in a network of its own."))
    return outside[0]


class _To(HTTPConnection):
    def __init__(self, machine: str, host: str, port: int, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._machine = machine

    def connect(self) -> None:
        self.sock = socket.create_connection((self._machine, self.port), self.timeout)


class _SecurelyTo(HTTPSConnection):
    def __init__(self, machine: str, host: str, port: int, *, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._machine, self._secure = machine, context

    def connect(self) -> None:
        reached = socket.create_connection((self._machine, self.port), self.timeout)
        self.sock = self._secure.wrap_socket(reached, server_hostname=self.host)
