"""What the audit log tells of filings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register

register(
    Group(
        "filing",
        _("Monthly filings"),
        {
            "filing.approved": _("month approved"),
            "filing.asked": _("reopening asked for"),
            "filing.confirmed": _("figures entered on behalf confirmed"),
            "filing.entered": _("figures entered on behalf"),
            "filing.extended": _("extension granted"),
            "filing.imported": _("figures imported"),
            "filing.objected": _("computed figure objected to"),
            "filing.objection_answered": _("objection answered"),
            "filing.opened": _("month opened"),
            "filing.passed": _("month passed on by the general branch"),
            "filing.reopened": _("month reopened"),
            "filing.returned": _("month returned"),
            "filing.saved": _("figures saved"),
            "filing.submitted": _("month submitted"),
            "filing.telephone_read": _("telephone number read"),
            "filings.opened": _("months opened"),
        },
        facts={"filings": pgettext_lazy("audit", "months"), "nil_return": _("Nil return"), "revision": _("correction")},
        unknown_are_amounts=True,
    )
)
