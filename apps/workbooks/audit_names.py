"""What the audit log tells of workbooks."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "workbook",
        _("Import and export"),
        {
            "workbook.exported": _("exported to a workbook"),
            "workbook.imported": _("imported from a workbook"),
        },
    )
)
register(
    Group(
        "personal_data",
        _("Personal data"),
        {
            "personal_data.exported": _("personal data exported in clear"),
            "personal_data.opened": _("personal data opened"),
        },
        facts={"field": pgettext_lazy("audit", "field"), "fields": pgettext_lazy("audit", "fields")},
    )
)
