"""What the audit log tells of activities."""

from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.audit.naming import Group, register

register(
    Group(
        "activity",
        _("Activities"),
        {
            "activity.recorded": _("activity recorded"),
            "activity.updated": _("activity changed"),
            "activity.withdrawn": _("activity withdrawn"),
            "activity.restored": _("activity: withdrawal undone"),
        },
        model=Activity,
        facts={"hosts": _("hosts")},
        dated="activity",
    )
)
