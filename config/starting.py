"""Whether web, worker and beat may start."""

from django.conf import settings
from django.core import checks
from django.db import connections

from config.reading import refuse


def refuse_unsafe_start(*tags: str) -> None:
    """In production: end the process with a sentence for each deployment check, or one of these, that is an error."""
    if not settings.PRODUCTION:
        return
    found = checks.run_checks(tags=tags or None, include_deployment_checks=True)
    # What forks from here must not share a connection.
    connections.close_all()
    errors = [message for message in found if message.level >= checks.ERROR]
    if errors:
        refuse("The portal does not start in production:", *map(str, errors))
