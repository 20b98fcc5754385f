"""What the audit log tells of packages and of the partners with whom they are exchanged."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register
from apps.packages.models import Way

register(
    Group(
        "package",
        _("Packages of reports"),
        {"package.made": _("package of a report made"), "package.received": _("package of a report received")},
        facts={"receiver": _("receiver"), "signed_by": _("signed by")},
    )
)
register(
    Group(
        "partner",
        _("Partners of the exchange"),
        {"partner.added": _("key of a partner entered"), "partner.ended": _("key of a partner withdrawn")},
        facts={"way": _("way"), "code": _("code"), "name": _("name")},
        words={"way": dict(Way.choices)},
    )
)
