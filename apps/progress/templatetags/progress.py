"""Template tags of figures against targets."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from apps.core.templatetags.tongbu import icon
from apps.plans.models import Exemption
from apps.progress.states import Pace

register = template.Library()


@register.simple_tag
def pace(state: Pace | None, exemption: Exemption | None = None) -> SafeString:
    """The state of a figure by word and sign, never by colour alone; a dash where it is held against nothing."""
    if exemption:
        return _told("exempted", "ban", gettext("exempted"))
    if state:
        return _told(state.value, state.icon, str(state.label))
    return mark_safe('<span class="text-secondary">–</span>')


@lru_cache(maxsize=64)
def _told(name: str, sign: str, word: str) -> SafeString:
    return format_html('<span class="pace pace-{}">{}{}</span>', name, icon(sign), word)
