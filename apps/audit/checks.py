"""What must hold of the settings of the audit log."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

#: Six months (Cybersecurity Law, article 23 (3)).
LEAST_DAYS = 184


def retention_is_lawful(**_options: Any) -> list[CheckMessage]:
    """An error where the log would be kept for less than six months."""
    if settings.AUDIT_RETENTION_DAYS >= LEAST_DAYS:
        return []
    said = f"AUDIT_RETENTION_DAYS is {settings.AUDIT_RETENTION_DAYS}: audit entries are kept for six months at least."
    return [Error(said, hint=f"Set {LEAST_DAYS} days or more.", id="audit.E001")]
