"""The question mark beside a figure, which tells how it is computed."""

from datetime import date
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.core.templatetags.tongbu import icon
from apps.gradings.rates import Rate
from apps.organisations.models import Organisation
from apps.plans.models import Indicator

register = template.Library()


@register.simple_tag
def explained_rule(key: str, name: str) -> SafeString:
    """A figure `name` that a section `key` of the book of figures tells of."""
    return _mark(reverse("handbook:rule", args=[key]), name)


@register.simple_tag
def explained_rate(rate: Rate, organisation: Organisation, year: int, as_of: date) -> SafeString:
    asked = {"year": year, "organisation": organisation.code, "as_of": as_of.isoformat()}
    return _mark(f"{reverse('handbook:rate', args=[rate.code])}?{urlencode(asked)}", str(rate.code.label))


@register.simple_tag
def explained_indicator(indicator: Indicator, organisation: Organisation, year: int, as_of: date) -> SafeString:
    asked = {"organisation": organisation.code, "as_of": as_of.isoformat()}
    page = reverse("handbook:indicator", args=[year, indicator.code])
    return _mark(f"{page}?{urlencode(asked)}", indicator.name)


def _mark(address: str, name: str) -> SafeString:
    return format_html(
        '<a class="explained d-print-none" href="{0}" hx-get="{0}" hx-target="#help-content" aria-label="{1}"'
        ' title="{2}">{3}</a>',
        address,
        gettext("How %(name)s is computed") % {"name": name},
        gettext("How this figure is computed"),
        icon("help-circle", "icon icon-inline"),
    )
