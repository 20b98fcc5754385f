"""What the audit log tells of webhooks."""

from django.utils.translation import gettext_lazy as _

from apps.audit.naming import Group, register
from apps.webhooks.models import Event

register(
    Group(
        "webhook",
        _("Webhooks"),
        {"webhook.added": _("webhook entered"), "webhook.ended": _("webhook withdrawn")},
        facts={"address": _("address"), "events": _("events")},
        words={"events": dict(Event.choices)},
    )
)
