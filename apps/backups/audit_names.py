"""What the audit log tells of back-ups."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "backup",
        _("Back-up"),
        {"backup.restored": _("all data replaced by a back-up")},
        facts={"of": pgettext_lazy("audit", "as of")},
    )
)
