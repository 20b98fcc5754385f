"""Queries that take long are told in the log: what was asked and how long it took, never about whom."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

logger = logging.getLogger("tongbu.slow")

#: So much of a query is written.
LONGEST = 2000


def watch_connection(connection: Any, **_sent: Any) -> None:
    """Time what goes over a new connection, where the setting asks for it."""
    if settings.SLOW_QUERY_MILLISECONDS and _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = round((time.perf_counter() - began) * 1000)
        if milliseconds >= settings.SLOW_QUERY_MILLISECONDS:
            # The values stand apart from the query: names and numbers of people are among them.
            logger.warning(
                "%d ms: %s", milliseconds, str(sql)[:LONGEST], extra={"facts": {"milliseconds": milliseconds}}
            )
