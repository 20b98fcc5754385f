"""What the audit log tells of tokens."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register

register(
    Group(
        "token",
        _("Tokens"),
        {"token.created": _("token created"), "token.revoked": _("token revoked")},
        facts={"role": _("role"), "may_write": _("may write"), "last_day": _("last day")},
    )
)
