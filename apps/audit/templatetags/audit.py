from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

from apps.audit.naming import action_name, field_name

register = template.Library()
register.filter("action_name", action_name)
register.filter("field_name", field_name)


@register.filter
def pairs(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Names with their values; `.items` in a template would be the value that is called so."""
    return list(values.items())


@register.filter
def as_text(value: Any) -> str:
    """A value of an entry for people: what has parts as its parts, nothing as a dash."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {as_text(part)}" for name, part in value.items())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    return "–" if value in (None, "") else str(value)
