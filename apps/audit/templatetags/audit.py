from django import template
from django.utils.functional import Promise

from apps.audit.actions import NAMES

register = template.Library()


@register.filter
def action_name(code: str) -> Promise | str:
    """What a dotted code of the audit log means; empty for one that the portal no longer knows."""
    return NAMES.get(code, "")
