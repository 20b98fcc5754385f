"""`{% url %}` that looks an address up once: a list of hundreds of rows asks for the same few over and over.

The addresses of a process never change, so what was looked up stays right; everything else is Django's own tag.
"""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()

#: So many addresses are remembered.
KEPT = 8192


class RememberedURL(URLNode):
    """The address of a page, from what was looked up before where it has only positional texts and numbers."""

    def render(self, context: Context) -> str:
        args = [it.resolve(context) for it in self.args]
        if self.kwargs or self.asvar or not context.autoescape or not all(isinstance(it, (str, int)) for it in args):
            return str(super().render(context))
        name = str(self.view_name.resolve(context))
        return _address(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, *args)


@lru_cache(maxsize=KEPT, typed=True)
def _address(urlconf: str, _prefix: str, name: str, *args: str | int) -> SafeString:
    """Escaped."""
    return conditional_escape(reverse(name, urlconf, [str(it) for it in args]))


@register.tag("url")
def remembered_url(parser: Parser, token: Token) -> RememberedURL:
    node = url(parser, token)
    return RememberedURL(node.view_name, node.args, node.kwargs, node.asvar)
