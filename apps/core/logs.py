"""What a line of the log belongs to, the request or the job during which it was written, and its form."""

import json
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
#: What an own proxy may call a request.  Nothing else gets into a log, a page or a header.
_FITTING = re.compile(r"[0-9A-Za-z-]{8,64}")

_request: ContextVar[str] = ContextVar("request", default="")
_job: ContextVar[str] = ContextVar("job", default="")


def reference() -> str:
    """The number of the request that is being answered; empty outside of one."""
    return _request.get()


def with_reference(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request its number: in the log, on the page of a fault and in the answer's header.  Stands first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _request.set(_given(request) or _new())
        try:
            response = get_response(request)
            response.headers[HEADER] = reference()
            return response
        finally:
            _request.reset(token)

    return middleware


def of_now() -> dict[str, str]:
    """The numbers of the request and of the job, where there are any."""
    numbers = {"request": _request.get(), "job": _job.get()}
    return {kind: number for kind, number in numbers.items() if number}


@contextmanager
def of_job(number: str) -> Iterator[None]:
    """What is logged inside belongs to this job."""
    token = _job.set(number)
    try:
        yield
    finally:
        _job.reset(token)


class Belonging(logging.Filter):
    """Notes on every line its request and its job."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.of = of_now()
        named = ", ".join(f"{kind} {number}" for kind, number in of_now().items())
        record.belongs = f" [{named}]" if named else ""
        return True


class Refusals(logging.Filter):
    """Whoever is refused a page has caused no fault: one line without a trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, where there are any `request`, `job`, `exception`.

    Of what a library puts beside the message nothing is written, it may be a whole request; only `facts` of our own.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "of", {})
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _given(request: HttpRequest) -> str:
    """What an own proxy calls it; what anybody else writes there is not believed."""
    heard = request.headers.get(HEADER, "")
    return heard if settings.PROXY_COUNT and _FITTING.fullmatch(heard) else ""


def _new() -> str:
    """Digits, for it is read out over the telephone."""
    digits = f"{secrets.randbelow(10**12):012d}"
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
