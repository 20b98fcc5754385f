"""How long PostgreSQL works for a page or a job before it gives up, so that nobody holds up all others."""

from django.conf import settings
from django.db import connections

from config.env import POOLED

#: A transaction may be idle, while Python works, for so many times as long as a statement may take.
IDLE = 2


def limit_statements(seconds: int) -> None:
    """Hold all connections that this process makes from now on to it.

    Behind a pooler nothing is said here: what a connection is made with there is the pooler's to say (operations.md).
    """
    limits = {
        "statement_timeout": seconds,
        "idle_in_transaction_session_timeout": IDLE * seconds,
        "lock_timeout": settings.LOCK_SECONDS,
    }
    said = " ".join(f"-c {name}={1000 * number}" for name, number in limits.items())
    for options in (it["OPTIONS"] for it in connections.settings.values() if it["ENGINE"].endswith("postgresql")):
        if not POOLED:
            # What the address says comes last, and holds.
            options["options"] = f"{said} {options.get('options', '')}".strip()
    connections.close_all()
