"""Whether web, worker and beat may start."""

import sys

from django.conf import settings
from django.core import checks
from django.db import connections

#: What gunicorn calls "failed to boot" too; a process that ends otherwise might be started again, for ever.
REFUSED = 3


def refuse_unsafe_start() -> None:
    """In production: end the process with a sentence for each deployment check that is an error."""
    if not settings.PRODUCTION:
        return
    found = checks.run_checks(include_deployment_checks=True)
    # What forks from here must not share a connection.
    connections.close_all()
    errors = [message for message in found if message.level >= checks.ERROR]
    if errors:
        sys.stderr.write("\n".join(["The portal does not start in production:", *map(str, errors), ""]))
        sys.stderr.flush()
        sys.exit(REFUSED)
