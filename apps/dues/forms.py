"""Which month is looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.fields import CountField


class MonthForm(forms.Form):
    year = CountField(label=_("Year"), min_value=1950, max_value=2100)
    month = forms.TypedChoiceField(
        label=pgettext_lazy("dues", "Month"), choices=[(it, it) for it in range(1, 13)], coerce=int
    )
