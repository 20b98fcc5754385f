"""What the audit log tells of the setting up of the portal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "portal",
        _("Setting up"),
        {
            "portal.begun": pgettext_lazy("audit", "portal set up"),
            "portal.code_made": pgettext_lazy("audit", "one-time code for setting up printed on the server"),
        },
    )
)
