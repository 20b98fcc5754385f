"""What the audit log tells of closing."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register
from apps.closing.models import Act

register(
    Group(
        "proposal",
        _("Proposals for closed months"),
        {
            "proposal.accepted": _("proposal accepted"),
            "proposal.made": _("proposal made"),
            "proposal.refused": _("proposal refused"),
            "proposal.withdrawn": _("proposal taken back"),
        },
        facts={"act": pgettext_lazy("audit", "what")},
        words={"act": dict(Act.choices)},
        of_dated_facts=True,
    )
)
