"""What the audit log tells of webhooks."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register

register(
    Group(
        "webhook",
        _("Webhooks"),
        {"webhook.added": _("webhook entered"), "webhook.ended": _("webhook withdrawn")},
        facts={"address": _("address"), "events": _("events")},
    )
)
