"""What the audit log tells of ticking who came."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register

register(
    Group(
        "attendance",
        _("Attendance"),
        {"attendance.ticked": _("attendance ticked on the roll")},
        facts={"members": _("numbers of members"), "posts": _("posts"), "present": _("people present")},
    )
)
