"""Metrics for whoever holds the token, and what becomes of a fault in pages, log, metrics and Sentry."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from apps.jobs.models import Job
from tests.services.processes import Processes, eventually

SignIn = Callable[[str], Client]
TOKEN = "0123456789abcdef0123"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Each value by its name and the values of its labels."""
    found = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(it.name, *it.labels.values()): it.value for it in found}


def read(client: Client) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    return samples(answer.content.decode())


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"bearer {TOKEN}"])
def test_without_the_token_there_is_no_such_page(db: None, client: Client, settings: Settings, sent: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": sent}).status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer"])
def test_where_none_is_set_nothing_opens_it(db: None, client: Client, settings: Settings, sent: str) -> None:
    assert settings.METRICS_TOKEN == ""
    assert client.get("/metrics", headers={"Authorization": sent}).status_code == 404


def test_pages_are_counted_by_route_and_never_by_address(signed_in: SignIn, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    browser = signed_in("staff")
    before = read(browser)
    for path in ("/organisations/V01/", "/organisations/V02/", "/nowhere/张三/", "/organisations/?name=张三"):
        browser.get(path)
    browser.generic("BREW", "/accounts/login/")
    after = browser.get("/metrics", headers=BEARER).content.decode()
    assert "张三" not in after
    assert "BREW" not in after
    counted = {key: value - before.get(key, 0) for key, value in samples(after).items()}
    assert counted["tongbu_requests_total", "GET", "organisations:detail", "200"] == 2
    assert counted["tongbu_requests_total", "GET", "none", "404"] == 1
    assert counted["tongbu_request_seconds_count", "organisations:detail"] == 2


def test_jobs_that_wait_are_told_with_the_age_of_the_oldest(db: None, client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    for state, minutes in (("queued", 5), ("queued", 1), ("failed", 60)):
        job = Job.objects.create(task="tests.none", title="", state=state)
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(minutes=minutes))
    found = read(client)
    assert [found["tongbu_jobs", state] for state in ("queued", "running", "failed")] == [2, 0, 1]
    assert 299 < found["tongbu_job_queue_age_seconds",] < 330
    assert (found["tongbu_database_up",], found["tongbu_worker_up",]) == (1, 0)


# --- Real processes ---------------------------------------------------------------------------------------


class Sentry(ThreadingHTTPServer):
    """Takes what is reported, as a Sentry server does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[str] = []

    @property
    def dsn(self) -> str:
        return f"http://key@127.0.0.1:{self.server_port}/1"


class Taking(BaseHTTPRequestHandler):
    server: Sentry

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.taken.append((gzip.decompress(body) if packed else body).decode())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def sentry() -> Iterator[Sentry]:
    server = Sentry()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def ask(address: str, path: str, **headers: str) -> tuple[HTTPResponse, str]:
    line = HTTPConnection(address.removeprefix("http://"), timeout=30)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    return answer, answer.read().decode()


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_a_fault_has_one_number_for_reader_and_log_is_counted_once_and_reported_without_people(
    processes: Processes, tmp_path: Path
) -> None:
    """The database is there and has no tables: a fault that waiting does not mend."""
    processes.log = tmp_path / "log"
    cookie = {"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz123456"}
    with sentry() as server:
        address = processes.web(
            DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3",
            METRICS_TOKEN=TOKEN,
            TMPDIR=str(tmp_path),
            LOG_FORMAT="json",
            LOG_LEVEL="INFO",
            SENTRY_DSN=server.dsn,
        )
        page, text = ask(address, "/filings/?name=geheim", **cookie)
        part, _fragment = ask(address, "/filings/", **cookie, **{"HX-Request": "true"})
        data, problem = ask(address, "/api/v1/organisations/", **cookie)
        assert [it.status for it in (page, part, data)] == [500] * 3
        for _time in range(17):
            ask(address, "/filings/", **cookie)
        assert eventually(lambda: len(server.taken) >= 20)
    number = page.headers["X-Request-ID"]
    assert number in text
    assert json.loads(problem)["reference"] == data.headers["X-Request-ID"]
    lines = [json.loads(line) for line in processes.log.read_text().splitlines()]
    told = [line for line in lines if line.get("request") == number]
    assert [line["level"] for line in told if "no such table" in line.get("exception", "")] == ["ERROR"]
    assert [line["milliseconds"] > 0 for line in told if line.get("route") == "none"] == [True]
    found = samples(ask(address, "/metrics", **BEARER)[1])
    assert found["tongbu_requests_total", "GET", "none", "500"] == 20
    assert found["tongbu_database_up",] == 0
    reported = "".join(server.taken)
    assert number in reported
    assert "OperationalError" in reported
    assert re.findall("geheim|abcdefghijklmnop|no such table|filings/", reported) == []
