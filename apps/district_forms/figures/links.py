"""Where the records behind a figure are listed."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from apps.district_forms.figures.catalogue import Kind, kind_of
from apps.measures.stated import measures_of
from apps.organisations.models import Organisation


def address_of(key: str, organisation: Organisation, on: date) -> str:
    """The page of the figure for this organisation and day."""
    kind, code = kind_of(key)
    asked = {"organisation": organisation.code, "as_of": on.isoformat()}
    if kind == Kind.INDICATOR:
        return f"{reverse('progress:indicator', args=[on.year, code])}?{urlencode(asked)}"
    if kind == Kind.RATE:
        return f"{reverse('gradings:rates')}?{urlencode(asked | {'year': on.year})}"
    if kind == Kind.MEASURE:
        for register, _measure in measures_of([code]).values():
            return f"{reverse('registers:list', args=[register.name])}?{urlencode({'organisation': organisation.code})}"
    return reverse("organisations:detail", args=[organisation.code])
