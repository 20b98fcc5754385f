"""Choosing one organisation among many: typed by code or name, or picked from what the portal suggests."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django_filters import CharFilter

from apps.core.text import half_width
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.rules import CODE
from apps.organisations.scope import MAX_CHOICES

MAX_OFFERED = 30


class Picker(forms.TextInput):
    """A text field whose suggestions come from the portal while one types; it works without them too."""

    suggestions = reverse_lazy("organisations:options")

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        offers = f"{(attrs or {}).get('id', name)}-offers"
        suggesting = {
            "list": offers,
            "autocomplete": "off",
            "hx-get": self.suggestions,
            "hx-trigger": "focus once, input changed delay:250ms",
            "hx-target": f"#{offers}",
            "hx-params": name,
        }
        field = super().render(name, value, {**(attrs or {}), **suggesting}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', field, offers)


class OrganisationField(forms.CharField):
    """An organisation out of `among`, entered as ``V01``, ``V01 清水村党支部`` or by its whole name."""

    widget: Any = Picker
    default_error_messages = {
        "unknown": gettext_lazy("There is no organisation with this code or name in your area."),
        "several": gettext_lazy("Several organisations have this name. Please enter the code."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.among: OrganisationQuerySet = Organisation.objects.none()

    def prepare_value(self, value: Any) -> Any:
        return label_of(value.code, value.name) if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        return self._find(text) if text else None

    def _find(self, text: str) -> Organisation:
        named = found_by(self.among, [text])[text]
        if len(named) == 1:
            return named[0]
        raise forms.ValidationError(self.error_messages["several" if named else "unknown"])


class AreaField(OrganisationField):
    """An organisation to narrow a page to: chosen from a list where there are few, else typed as in a picker."""

    def offer(self, among: OrganisationQuerySet, empty_label: Any) -> None:
        """Let one of `among` be chosen, found with its `path`; nothing is asked where there is only one.  One query."""
        self.among = among.with_parent()
        listed = list(among.order_by("code").values_list("code", "name")[: MAX_CHOICES + 1])
        if len(listed) < 2:
            self.widget = forms.HiddenInput()
        elif len(listed) <= MAX_CHOICES:
            choices = [(code, f"{name} {code}") for code, name in listed]
            self.widget = forms.Select(choices=[("", empty_label), *choices])
        else:
            self.widget.attrs["placeholder"] = gettext("Name, code or pinyin")


class AreaFilter(CharFilter):
    """An organisation with all below it."""

    field_class = AreaField


def found_by(among: OrganisationQuerySet, texts: Iterable[str]) -> dict[str, list[Organisation]]:
    """Whom each text names, by the code with which it begins or else by the whole name.  At most two queries."""
    codes = {text: half_width(text).partition(" ")[0] for text in texts}
    asked = [code for code in codes.values() if CODE.fullmatch(code)]
    by_code = {it.code: [it] for it in among.filter(code__in=asked)} if asked else {}
    found = {text: by_code.get(code, []) for text, code in codes.items()}
    if names := [text for text in codes if not found[text]]:
        for it in among.filter(name__in=names):
            found[it.name].append(it)
    return found


def label_of(code: str, name: str) -> str:
    return f"{code} {name}"


def offers(among: OrganisationQuerySet, text: str) -> list[str]:
    """What the picker offers for `text`: codes and names that hold it, at most `MAX_OFFERED`.  One query."""
    found = among.matching(text).order_by("code").values_list("code", "name")[:MAX_OFFERED]
    return [label_of(code, name) for code, name in found]
