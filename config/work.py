"""What the worker does in the background: which work is long, and what beat asks for how often."""

from typing import Any

#: What nobody waits for in front of a page.  One worker takes from both queues; a second one may take from one alone.
LONG_WORK = [
    "accounts.forget_expired",
    "attachments.sweep",
    "audit.prune",
    "backups.make",
    "core.refresh_statistics",
    "core.forget_sent_forms",
    "exchange.forget_uploads",
    "notices.remind",
    "reports.compare",
    "reports.year_end_part",
    "warnings.raise",
    "webhooks.deliver",
    "webhooks.forget",
]
_HOUR = 3600
_DAY = 24 * _HOUR
#: How often what is asked for, and for how long a message that nobody took is good, in seconds.
_ASKED = {
    "filings.open_due": (600, 600),
    "warnings.raise": (6 * _HOUR, _HOUR),
    "reports.compare": (_HOUR, _HOUR),
    "notices.remind": (_HOUR, _HOUR),
    "webhooks.deliver": (60, 60),
    "webhooks.forget": (_DAY, _HOUR),
    "audit.chain": (30, 600),
    "audit.prune": (_DAY, _HOUR),
    "accounts.forget_expired": (_DAY, _HOUR),
    "core.forget_sent_forms": (_DAY, _HOUR),
    "core.refresh_statistics": (_DAY, _HOUR),
    "backups.due": (1800, 1800),
    "attachments.sweep": (_DAY, _HOUR),
    "exchange.forget_uploads": (_HOUR, _HOUR),
}


def beat_schedule(sweep: int) -> dict[str, dict[str, Any]]:
    """For Celery's beat; lost jobs are looked for every `sweep` seconds."""
    asked = {"jobs.sweep": (sweep, 600), **_ASKED}
    return {
        task: {"task": task, "schedule": every, "options": {"expires": good}} for task, (every, good) in asked.items()
    }
