"""Whether web, worker and beat may start."""

import sys

from django.conf import settings
from django.core import checks


def refuse_unsafe_start() -> None:
    """In production: end the process with a sentence for each deployment check that is an error."""
    if not settings.PRODUCTION:
        return
    found = checks.run_checks(include_deployment_checks=True)
    errors = [message for message in found if message.level >= checks.ERROR]
    if errors:
        sys.exit("\n".join(["The portal does not start in production:", *map(str, errors)]))
