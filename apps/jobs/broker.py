"""The only place that talks to the message broker.  A message names a job; what is to be done stands in its row."""

import logging
from collections.abc import Iterable

from celery import group
from kombu.exceptions import OperationalError

from config.celery import app

logger = logging.getLogger(__name__)


def send(task: str, argument: str) -> bool:
    """Send a message for the Celery task `task`; False where the broker did not take it.

    Never raises and never holds a page up: the job waits in the database for the next sweep.
    """
    try:
        app.send_task(task, args=[argument], retry=False)
    except Exception as fault:  # whatever a broker's client raises; the row is safe
        logger.warning("The broker is away (%s); %s %s waits for the next sweep", fault, task, argument)
        return False
    return True


def send_together(task: str, arguments: Iterable[str]) -> bool:
    """Send a message for each of `arguments` as one Celery group; False where the broker did not take all of them."""
    parts = group(app.signature(task, args=[argument], immutable=True) for argument in arguments)
    try:
        parts.apply_async(retry=False)
    except Exception as fault:  # whatever a broker's client raises; the rows are safe
        logger.warning("The broker is away (%s); the parts of %s wait for the next sweep", fault, task)
        return False
    return True


def broker_answers() -> bool:
    """Whether the broker can be reached now."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError):
        return False
    return True
