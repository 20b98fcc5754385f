"""What people enter about exemptions."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from apps.core.forms import DayField
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.organisations.models import Organisation
from apps.organisations.ticking import OrganisationsField


class ExemptionFields(forms.Form):
    """From when until when, why, and who approved it."""

    start = DayField(label=gettext_lazy("Exempted from"))
    end = DayField(
        label=gettext_lazy("Counts again from"),
        required=False,
        help_text=gettext_lazy("Blank: for the rest of the year"),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    approved_by = forms.CharField(
        label=gettext_lazy("Approved by"), max_length=60, help_text=gettext_lazy("Who decided it, such as a meeting")
    )


class NewExemptionForm(OnceForm, ExemptionFields):
    """Several organisations are exempted at once for the same reason."""

    organisations = OrganisationsField(label=gettext_lazy("Organisations"))
    field_order = ("organisations", "start", "end", "reason", "approved_by")

    def __init__(self, *args: Any, candidates: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = Organisation.objects.filter(pk__in=[it.pk for it in candidates])
        cast(OrganisationsField, self.fields["organisations"]).offer(among, candidates)

    @property
    def details(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class ExemptionForm(VersionedForm, ExemptionFields):
    """An exemption that there is."""

    field_order = ("start", "end", "reason", "approved_by")

    @property
    def details(self) -> dict[str, Any]:
        names = ("start", "end", "reason", "approved_by")
        return {name: self.cleaned_data[name] for name in names}
