"""What the audit log tells of notices."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register
from apps.notices.models import Notice

register(
    Group(
        "notice",
        _("Notices"),
        {
            "notice.sent": _("notice sent"),
            "notice.received": _("notice received"),
            "notice.unreceived": _("notice: receipt undone"),
            "notice.answered": _("notice answered"),
            "notice.reminded": _("reminders made"),
            "notice.mail_changed": _("e-mail address for digests changed"),
        },
        model=Notice,
        facts={"filings": _("Monthly filings"), "to": pgettext_lazy("audit", "to how many")},
    )
)
