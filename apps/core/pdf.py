"""What a PDF does when it is opened, told by another process that may not grow or take long."""

import subprocess
import sys

from django.conf import settings

from apps.core.pdf_reading import ACTIVE, DAMAGED, HARMLESS, LOCKED, SECONDS

__all__ = ["ACTIVE", "DAMAGED", "HARMLESS", "LOCKED", "TOO_MUCH", "look_into"]

#: It would take too much time or memory to tell.
TOO_MUCH = "too much"
_ANSWERS = {HARMLESS, ACTIVE, LOCKED, DAMAGED}


def look_into(content: bytes) -> str:
    """HARMLESS, ACTIVE, LOCKED, DAMAGED or TOO_MUCH."""
    command = [sys.executable, "-m", "apps.core.pdf_reading"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, cwd=settings.BASE_DIR, timeout=3 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return TOO_MUCH
    answer = done.stdout.decode()
    return answer if done.returncode == 0 and answer in _ANSWERS else TOO_MUCH
