"""A line of the log says to which request and job it belongs, and nothing of what a person typed."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from apps.accounts.models import User
from apps.core.logs import Belonging, JsonLines, of_job, with_reference
from apps.core.slow_queries import watch_connection
from config.logs import FORMS

logger = logging.getLogger("tongbu.tests")


def written(form: str, say: Callable[[], object]) -> str:
    """What a handler set up as `LOG_FORMAT` says writes meanwhile."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Belonging())
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(FORMS["text"]["format"]))
    logger.addHandler(handler)
    try:
        say()
    finally:
        logger.removeHandler(handler)
    return stream.getvalue()


def answer(say: Callable[[], object], **headers: str) -> HttpResponse:
    def page(_request: HttpRequest) -> HttpResponse:
        say()
        return HttpResponse()

    return with_reference(page)(RequestFactory().get("/?name=张三", headers=headers))


def test_a_line_names_its_request_and_the_answer_says_the_same() -> None:
    answers: list[HttpResponse] = []
    line = written("json", lambda: answers.append(answer(lambda: logger.warning("%s 页", "一"))))
    said = json.loads(line)
    assert said["request"] == answers[0].headers["X-Request-ID"]
    assert (said["message"], said["level"], said["logger"]) == ("一 页", "WARNING", "tongbu.tests")
    assert line.count("\n") == 1


def test_a_line_of_text_names_it_too_and_one_outside_of_any_names_none() -> None:
    answers: list[HttpResponse] = []
    line = written("text", lambda: answers.append(answer(lambda: logger.warning("said"))))
    assert f"WARNING tongbu.tests [request {answers[0].headers['X-Request-ID']}] said" in line
    assert "WARNING tongbu.tests said" in written("text", lambda: logger.warning("said"))


def test_a_line_of_a_job_names_the_job() -> None:
    def work() -> None:
        with of_job("0f9e"):
            logger.warning("within")
        logger.warning("behind")

    within, behind = map(json.loads, written("json", work).splitlines())
    assert within["job"] == "0f9e"
    assert "job" not in behind


def test_a_fault_is_one_line_of_json_with_its_trace_and_without_the_request() -> None:
    def fail() -> None:
        try:
            raise RuntimeError("one\ntwo")
        except RuntimeError:
            logger.exception("failed", extra={"request": RequestFactory().get("/?name=张三")})

    line = written("json", fail)
    assert "RuntimeError: one\ntwo" in json.loads(line)["exception"]
    assert line.count("\n") == 1
    assert "张三" not in line


def test_whoever_is_refused_a_page_leaves_one_line_without_a_trace(
    signed_in: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    assert signed_in("auditor").get("/activities/new/").status_code == 403
    lines = [it for it in caplog.records if it.name == "django.request"]
    assert [(it.levelname, it.exc_info) for it in lines] == [("WARNING", None)]


@pytest.mark.parametrize(
    ("proxies", "heard", "believed"),
    [
        (1, "7a0e3b5c-0001", True),
        (0, "7a0e3b5c-0001", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "7a0e3b5c\r\nSet-Cookie: a=b", False),
        (1, "<script>alert(1)</script>", False),
    ],
)
def test_only_an_own_proxy_may_number_a_request_and_only_in_letters_and_digits(
    settings: Settings, proxies: int, heard: str, believed: bool
) -> None:
    settings.PROXY_COUNT = proxies
    given = answer(lambda: None, **{"X-Request-ID": heard}).headers["X-Request-ID"]
    assert (given == heard) is believed
    assert believed or [len(part) for part in given.split("-")] == [4, 4, 4]


def test_every_request_has_a_number_of_its_own(db: None, client: Client) -> None:
    assert len({client.get("/accounts/login/").headers["X-Request-ID"] for _time in range(3)}) == 3


# --- Slow queries -----------------------------------------------------------------------------------------


@pytest.fixture
def untimed() -> Iterator[None]:
    """The connection as it is before and after the test."""
    former = connection.execute_wrappers[:]
    yield
    connection.execute_wrappers[:] = former


@pytest.mark.usefixtures("untimed")
def test_a_slow_query_is_told_without_its_values(
    db: None, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_QUERY_MILLISECONDS = 30
    watch_connection(connection)
    list(User.objects.filter(username="quick"))
    assert caplog.records == []
    list(slow_query("张三"))
    (record,) = caplog.records
    assert record.name == "tongbu.slow"
    assert "WITH RECURSIVE" in record.getMessage()
    assert "张三" not in record.getMessage()


def slow_query(name: str) -> list[Any]:
    many = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT count(*), %s FROM n"
    )
    with connection.cursor() as cursor:
        cursor.execute(many, [name])
        rows: list[Any] = cursor.fetchall()
    return rows


@pytest.mark.usefixtures("untimed")
def test_without_the_setting_nothing_is_timed_and_with_it_once(db: None, settings: Settings) -> None:
    before = len(connection.execute_wrappers)
    watch_connection(connection)
    assert len(connection.execute_wrappers) == before
    settings.SLOW_QUERY_MILLISECONDS = 1
    for _connected in range(2):
        watch_connection(connection)
    assert len(connection.execute_wrappers) == before + 1
