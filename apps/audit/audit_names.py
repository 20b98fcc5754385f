"""What the audit log tells of audit."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "audit",
        _("Audit log"),
        {"audit.pruned": _("old audit entries deleted")},
        facts={
            "before": pgettext_lazy("audit", "before"),
            "entries": pgettext_lazy("audit", "entries"),
            "number": pgettext_lazy("audit", "number"),
        },
    )
)
