"""What the audit log tells of files of evidence."""

from django.utils.translation import gettext_lazy as _

from apps.attachments.models import Attachment
from apps.audit.naming import Group, register

register(
    Group(
        "attachment",
        _("Evidence"),
        {
            "attachment.added": _("file added"),
            "attachment.downloaded": _("file downloaded"),
            "attachment.removed": _("file removed"),
        },
        model=Attachment,
        facts={"holder": _("record"), "activity": _("Activity")},
    )
)
