"""Faults are told to a Sentry server where `SENTRY_DSN` names one: which fault, where in the code, and nothing else.

What a person typed, who it was and what a page was about stays here.  The library is not among what the portal needs:
`pip install --require-hashes -r requirements-sentry.txt`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.conf import settings

from apps.core.logs import of_now
from config.reading import refuse

#: Of an event, of an exception and of a line of its trace.  Not an exception's text: it may name a person.
_EVENT = ("event_id", "timestamp", "level", "platform", "logger", "sdk", "contexts")
_EXCEPTION = ("type", "module")
_FRAME = ("filename", "module", "function", "lineno", "in_app", "pre_context", "context_line", "post_context")


def report_faults() -> None:
    """Ends the process where the library is missing."""
    if not settings.SENTRY_DSN:
        return
    try:
        sentry = import_module("sentry_sdk")
    except ImportError:
        refuse("SENTRY_DSN is given, and sentry-sdk is not installed: see requirements-sentry.txt.")
    sentry.init(
        dsn=settings.SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        send_client_reports=False,
        before_send=bare,
    )


def bare(event: Mapping[str, Any], _hint: Mapping[str, Any]) -> dict[str, Any]:
    """What of an event may leave the portal, with the numbers of request and job under which the log tells more."""
    exceptions = (event.get("exception") or {}).get("values") or []
    told = _only(event, _EVENT) | {"exception": {"values": [_exception(it) for it in exceptions]}, "tags": of_now()}
    told["contexts"] = _only(event.get("contexts") or {}, ("runtime",))
    return told


def _exception(one: Mapping[str, Any]) -> dict[str, Any]:
    frames = (one.get("stacktrace") or {}).get("frames") or []
    return _only(one, _EXCEPTION) | {"stacktrace": {"frames": [_only(frame, _FRAME) for frame in frames]}}


def _only(whole: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: whole[name] for name in names if name in whole}
