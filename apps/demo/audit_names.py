"""What the audit log tells of demo."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "demo",
        _("Demonstration"),
        {"demo.loaded": pgettext_lazy("audit", "demonstration township loaded")},
        facts={"seed": pgettext_lazy("audit", "seed")},
    )
)
