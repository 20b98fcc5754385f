from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.fields import CountField


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        max_length=200,
        help_text=_("An Excel workbook (.xlsx) of at most 20 MB; WPS saves such files too."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class ExportForm(forms.Form):
    """What to export; the year only where the register has years."""

    organisation = forms.CharField(label=_("Organisation"), required=False)
    year = CountField(label=_("Year"), required=False, min_value=1949, max_value=2999, help_text=_("Empty: every year"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], yearly: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("Everything that I may see"))]
        named = [(code, f"{code} {name}") for code, name in organisations]
        self.fields["organisation"].widget = forms.Select(choices=[*everything, *named])
        if not yearly:
            del self.fields["year"]
