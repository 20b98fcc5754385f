"""What people enter about a plan and its indicators."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.amount import hundredths, plain
from apps.core.calendar import today
from apps.core.fields import CodeField, CountField
from apps.core.forms import DayInput
from apps.core.numbers import read_number
from apps.core.text import half_width
from apps.organisations.kinds import Kind
from apps.organisations.querysets import OrganisationQuerySet
from apps.plans.models import Indicator, Plan
from apps.plans.natures import Applies

#: The recognition levels by rank, as the classes know them.
LEVELS = [
    (1, pgettext_lazy("level", "township")),
    (2, pgettext_lazy("level", "district")),
    (3, pgettext_lazy("level", "city")),
    (4, pgettext_lazy("level", "province")),
    (5, pgettext_lazy("level", "national")),
]
_MILESTONE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:\s*:\s*|\s+)(\S.*)", re.ASCII)


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A plan and the settings of its year."""

    class Meta:
        model = Plan
        fields = [
            "organisation",
            "year",
            "title",
            "document_number",
            "issued_on",
            "minimum_level",
            "filing_opens_day",
            "filing_due_day",
        ]
        widgets = {"issued_on": DayInput(), "minimum_level": forms.Select(choices=LEVELS)}
        field_classes = dict.fromkeys(("year", "minimum_level", "filing_opens_day", "filing_due_day"), CountField)

    def __init__(self, *args: Any, committees: OrganisationQuerySet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("filing_opens_day", "filing_due_day"):
            self.fields[name].widget.attrs |= {"min": 1, "max": 28}
            self.fields[name].help_text = gettext_lazy("Day of the following month")
        if committees is None:
            del self.fields["organisation"], self.fields["year"]
        else:
            self.fields["organisation"].queryset = committees.filter(kind=Kind.COMMITTEE)  # type: ignore[attr-defined]
            self.fields["organisation"].initial = committees.filter(kind=Kind.COMMITTEE).first()
            self.fields["year"].initial = today().year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("filing_opens_day", "filing_due_day"):
            if not 1 <= (given.get(name) or 1) <= 28:
                self.add_error(name, _("A day from 1 to 28, please: every month has it."))
        return given


class IndicatorForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """An indicator with its programme; milestones are lines such as ``2012-06-30: 20``."""

    programme = forms.CharField(
        label=gettext_lazy("Programme"), max_length=120, widget=forms.TextInput(attrs={"list": "programmes"})
    )
    applies_to = forms.MultipleChoiceField(
        label=gettext_lazy("Applies to"), choices=Applies.choices, widget=forms.CheckboxSelectMultiple
    )
    milestones = forms.CharField(
        label=gettext_lazy("Milestones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One per line: the day and the figure to be reached by then, such as 2012-06-30: 20"),
    )

    class Meta:
        model = Indicator
        fields = [
            "programme",
            "code",
            "name",
            "mechanism",
            "kind",
            "nature",
            "source",
            "comparator",
            "unit",
            "applies_to",
            "numerator",
            "denominator",
            "due",
            "weight",
            "milestones",
        ]
        widgets = {"due": DayInput()}
        field_classes = {"weight": CountField, "code": CodeField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["programme"] = self.instance.programme.name
            lines = [f"{day.isoformat()}: {plain(value)}" for day, value in self.instance.milestone_days]
            self.initial["milestones"] = "\n".join(lines)

    def clean_milestones(self) -> list[list[Any]]:
        lines = [line.strip() for line in self.cleaned_data["milestones"].splitlines() if line.strip()]
        return [_milestone(line) for line in lines]

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the indicator itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "programme"}

    def _post_clean(self) -> None:
        """The service validates the indicator: what is shown beside the fields comes from there."""


def _milestone(line: str) -> list[Any]:
    found = _MILESTONE.fullmatch(half_width(line))
    try:
        day = date.fromisoformat("-".join(part.zfill(2) for part in found[1].split("-"))) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise forms.ValidationError(_("Not understood: %(line)s. Write it like 2012-06-30: 20.") % {"line": line})
    try:
        return [day.isoformat(), hundredths(found[2])]
    except ValueError as problem:
        raise forms.ValidationError(f"{line}: {problem}") from problem


def typed_value(text: str, *, percent: bool = True) -> int | None:
    """A target as typed, in hundredths, with or without its % where it may be one; None for a blank.

    Raises `ValueError` with a sentence.
    """
    number = read_number(half_width(text).removesuffix("%") if percent else text, least=None)
    return None if number is None else hundredths(number)
