"""What the audit log tells of associations."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register

register(
    Group(
        "advice",
        _("Advice"),
        {
            "advice.answered": _("advice answered"),
            "advice.given": _("advice given"),
        },
        model="associations.Advice",
    )
)
