"""What the audit log tells of reports."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register
from apps.reports.models import YearEndReport

register(
    Group(
        "report",
        _("Reports"),
        {
            "report.comment_written": _("comment on an indicator written"),
            "report.asked_again": _("report asked for again"),
            "report.cancelled": _("producing of the report stopped"),
            "report.downloaded": _("report downloaded"),
            "report.frozen": _("report frozen"),
            "report.outdated": _("facts of the report have changed"),
            "report.requested": _("report asked for"),
            "report.revision_requested": _("revision of the report asked for"),
            "report.sent": _("report sent"),
            "report.signed": _("report signed"),
            "report.text_written": _("text of the report written"),
            "report.up_to_date": _("report agrees with the facts again"),
        },
        model=YearEndReport,
        facts={"form": pgettext_lazy("audit", "format")},
    )
)
