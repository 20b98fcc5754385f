from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext

from apps.audit.models import Entry
from apps.audit.naming import action_name, field_name, value_name
from apps.audit.targets import target_of

register = template.Library()
register.filter("action_name", action_name)
register.filter("target", target_of)


@register.filter("field_name")
def field_name_in(entry: Entry, key: str) -> Promise | str:
    """The name of a key in an entry; one about a proposal begins with the kind of facts (`closing.services`)."""
    return field_name(entry.action, key, _kind_in(entry))


@register.simple_tag
def said(entry: Entry, key: str, value: Any) -> str:
    """A value that stands under `key` in an entry, for people: a choice in its words."""
    return as_text(value_name(entry.action, key, value, _kind_in(entry)))


def _kind_in(entry: Entry) -> str:
    return entry.target.partition(" ")[0]


@register.filter
def pairs(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Names with their values; `.items` in a template would be the value that is called so."""
    return list(values.items())


def as_text(value: Any) -> str:
    """A value of an entry for people: what has parts as its parts, nothing as a dash."""
    if isinstance(value, Mapping):
        return gettext(", ").join(f"{name} = {as_text(part)}" for name, part in value.items())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return gettext(", ").join(map(as_text, value))
    return "–" if value in (None, "") else str(value)
