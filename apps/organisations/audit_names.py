"""What the audit log tells of organisations."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.naming import Group, register
from apps.organisations.models import Organisation, RoleAssignment

register(
    Group(
        "organisation",
        _("Organisations"),
        {
            "organisation.closed": _("organisation closed"),
            "organisation.created": _("organisation entered"),
            "organisation.dissolved": _("organisation dissolved, with all that it means"),
            "organisation.merged": _("organisation merged, with all that it means"),
            "organisation.moved": _("organisation moved"),
            "organisation.reopened": _("closing taken back"),
            "organisation.split": _("organisation split, with all that it means"),
            "organisation.updated": _("organisation changed"),
        },
        model=Organisation,
        facts={
            "parent": _("Superior organisation"),
            "heirs": pgettext_lazy("audit", "who takes over"),
            "moved": pgettext_lazy("audit", "what moved, and to whom"),
            "ended": pgettext_lazy("audit", "what ended"),
        },
    )
)
register(
    Group(
        "role",
        _("Roles"),
        {
            "role.confirmed": _("role confirmed by a second person"),
            "role.end_changed": _("end of a role changed"),
            "role.ended": _("role ended"),
            "role.granted": _("role granted"),
            "role.handed_over": _("roles handed over"),
            "role.withheld": _("role waits for a second person again"),
            "role.withdrawn": _("role taken back before it began"),
        },
        model=RoleAssignment,
        facts={"posts": pgettext_lazy("audit", "posts"), "stand_in_for": _("Stand-in for")},
    )
)
