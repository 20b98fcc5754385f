"""Template tags that every page may use (built in, no `{% load %}`)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.core.validators import EMPTY_VALUES
from django.db.models import Model
from django.forms import Form
from django.utils.safestring import SafeString, mark_safe

from apps.core.amount import plain
from apps.core.calendar import BEGINNING
from apps.core.restricted import mask_of
from apps.core.restricted import masked as as_masked

register = template.Library()

ICONS = Path(settings.NODE_MODULES) / "@tabler/icons/icons/outline"


@register.simple_tag
@cache
def icon(name: str, classes: str = "icon") -> SafeString:
    """The Tabler icon `name` as inline SVG, hidden from screen readers; empty without front-end files."""
    file = ICONS / f"{name}.svg"
    if not file.exists():
        return SafeString("")
    drawing = file.read_text().partition("<svg")[2].partition(">")[2]
    return mark_safe(  # noqa: S308 - the file is part of an installed package, the classes are written in templates
        f'<svg class="{classes}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{drawing}'
    )


@register.filter
def day(value: date | None) -> str:
    """A date as figures (2012-03-20); empty for no date and for "always"."""
    return value.isoformat() if value and value != BEGINNING else ""


@register.filter
def amount(value: Any) -> str:
    """Hundredths as people write them (1250 is "12.5"); empty for a blank, which is not zero."""
    return "" if value in (None, "") else plain(value)


@register.filter
def narrowed(form: Form) -> int:
    """How many filters are set beside the first, which stays in sight on a phone, and otherwise than from the start."""
    form.is_valid()
    _first, *others = form.fields.items()
    cleaned = getattr(form, "cleaned_data", {})
    given = ((cleaned.get(name), form.get_initial_for_field(field, name)) for name, field in others)
    return sum(value not in EMPTY_VALUES and value != start for value, start in given)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key)


@register.filter
def masked(target: Model, field: str) -> Any:
    """A restricted field of `target` as it looks masked; empty where it holds nothing.  Raises `NotRestricted`."""
    return as_masked(getattr(target, field), mask_of(f"{target._meta.label}.{field}"))
