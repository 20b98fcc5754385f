"""What the audit log tells of warnings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register
from apps.warnings.models import EarlyWarning

register(
    Group(
        "warning",
        _("Early warnings"),
        {
            "warning.raised": _("early warning raised"),
            "warning.changed": _("early warning changed"),
            "warning.gone": _("early warning: cause gone"),
            "warning.confirmed": _("early warning confirmed"),
            "warning.unconfirmed": _("early warning: confirmation undone"),
            "warning.answered": _("early warning answered"),
            "warning.lifted": _("early warning lifted"),
            "warning.restored": _("early warning: lifting undone"),
        },
        model=EarlyWarning,
        facts={"subject": pgettext_lazy("audit", "of what")},
    )
)
