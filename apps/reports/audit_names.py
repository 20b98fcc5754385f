"""What the audit log tells of reports."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "report",
        _("Reports"),
        {
            "report.asked_again": _("report asked for again"),
            "report.downloaded": _("report downloaded"),
            "report.frozen": _("report frozen"),
            "report.requested": _("report asked for"),
            "report.signed": _("report signed"),
            "report.text_written": _("text of the report written"),
        },
        model="reports.YearEndReport",
        facts={"form": pgettext_lazy("audit", "format")},
    )
)
