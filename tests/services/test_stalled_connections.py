"""Whoever says nothing, sends half of something or does not read keeps nobody else waiting; no proxy stands before."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from waitress import wasyncore

from config import server
from tests.services.processes import Processes, eventually

HALF_A_HEAD = b"GET /accounts/login/ HTTP/1.1\r\nHost: loc"
HALF_A_BODY = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nusername="
STALLED = {
    "silent": b"",
    "half a head": HALF_A_HEAD,
    "half a body": HALF_A_BODY,
    "reads nothing": b"GET /static/large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n",
}
MAX_SECONDS = 3.0


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_sixty_four_stalled_connections_keep_nobody_waiting(
    processes: Processes, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "large.bin").write_bytes(b"x" * 20_000_000)
    address = processes.web(WEB_CONCURRENCY="2", STATIC_ROOT=str(tmp_path / "static"))
    seconds_of(address)  # templates are read at the first page
    with ExitStack() as stack:
        for number in range(64):
            stall(stack, int(address.rpartition(":")[2]), list(STALLED.values())[number % len(STALLED)])
        time.sleep(1)
        longest = max(seconds_of(address) for _page in range(8))
    assert longest < MAX_SECONDS
    record_property("measured", f"64 connections are stalled: the slowest page took {longest:.2f} s")


def stall(stack: ExitStack, port: int, sent: bytes) -> None:
    line = stack.enter_context(socket.socket())
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", port))
    line.setblocking(False)
    if sent:
        line.send(sent)


def seconds_of(address: str) -> float:
    began = time.monotonic()
    line = HTTPConnection(address.removeprefix("http://"), timeout=20)
    line.request("GET", "/first-run/")  # nobody has an account yet
    assert line.getresponse().status == 200
    line.close()
    return time.monotonic() - began


# --- They are let go --------------------------------------------------------------------------------------


@contextmanager
def serving() -> Iterator[int]:
    """A server of one page, whose port this is."""
    listening = socket.create_server(("127.0.0.1", 0))
    own = server.server_on(listening, one_page, threads=1)
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            wasyncore.loop(timeout=0.05, use_poll=True, map=own._map, count=1)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listening.getsockname()[1]
    stopped.set()
    thread.join()
    own.task_dispatcher.shutdown()
    wasyncore.close_all(own._map)


def one_page(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.mark.parametrize("begun", [b"", HALF_A_HEAD, HALF_A_BODY], ids=["silent", "half a head", "half a body"])
def test_a_connection_on_which_nothing_moves_is_closed(begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SILENCE", 1)
    monkeypatch.setattr(server, "EVERY", 0)
    with serving() as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(begun)
        line.settimeout(10)
        assert line.recv(100) == b""


@pytest.mark.parametrize("begun", [HALF_A_HEAD, HALF_A_BODY], ids=["half a head", "half a body"])
def test_a_request_that_drips_is_closed(begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEAD", 1)
    monkeypatch.setattr(server, "WHOLE", 1)
    monkeypatch.setattr(server, "EVERY", 0)
    with serving() as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(begun)
        assert eventually(lambda: not drips(line), seconds=10)


def drips(line: socket.socket) -> bool:
    """Whether one byte more is taken."""
    time.sleep(0.1)
    try:
        line.send(b"x")
    except OSError:
        return False
    return True


def test_a_slow_but_steady_upload_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SILENCE", 1)
    monkeypatch.setattr(server, "HEAD", 1)
    monkeypatch.setattr(server, "EVERY", 0)
    with serving() as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\n")
        for _part in range(12):
            time.sleep(0.2)
            line.sendall(b"x")
        line.settimeout(10)
        assert line.recv(100).startswith(b"HTTP/1.1 200")


# --- Each process gets its share --------------------------------------------------------------------------


def test_a_process_in_which_requests_wait_leaves_new_connections_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LEFT_TO_OTHERS", 0.1)
    listening = socket.create_server(("127.0.0.1", 0))
    own = server.server_on(listening, one_page, threads=0)
    try:
        assert [own.readable(), own.readable()] == [True, True]
        own.task_dispatcher.queue.append(None)
        assert [own.readable(), own.readable()] == [True, False]
        assert eventually(own.readable, seconds=5)
    finally:
        wasyncore.close_all(own._map)
