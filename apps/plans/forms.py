"""What people enter about a plan and its indicators."""

import re
from datetime import date
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.amount import hundredths, plain
from apps.core.fields import CodeField, CountField
from apps.core.forms import DayField, name_what_is_blank
from apps.core.numbers import read_number
from apps.core.once import OnceForm
from apps.core.text import half_width
from apps.core.versioning import VersionedForm
from apps.organisations.kinds import Kind
from apps.organisations.querysets import OrganisationQuerySet
from apps.plans.measurable import measurable, measures_a_rate
from apps.plans.models import Indicator, Plan
from apps.plans.natures import Applies, Source

#: The recognition levels by rank, as the classes know them.
LEVELS = [
    (1, pgettext_lazy("level", "township")),
    (2, pgettext_lazy("level", "district")),
    (3, pgettext_lazy("level", "city")),
    (4, pgettext_lazy("level", "province")),
    (5, pgettext_lazy("level", "national")),
]
FIRST_YEAR, LAST_YEAR = 1949, 2999
SETTINGS = (
    "title",
    "document_number",
    "issued_on",
    "minimum_level",
    "filing_opens_day",
    "filing_due_day",
    "year_end_notice",
    "odd_percent",
    "odd_times",
    "return_reasons",
)
#: What holds where nobody says otherwise; a blank field means it.
_USUAL = {"year_end_notice": 60, "odd_percent": 120, "odd_times": 10}
_BOUNDS = {"year_end_notice": (0, 366), "odd_percent": (100, 1000), "odd_times": (2, 1000)}
#: A reason and somebody's own words share one line of a filing.
REASON_LENGTH = 60
_MILESTONE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:\s*:\s*|\s+)(\S.*)", re.ASCII)


class PlanFields(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A plan and the settings of its year; the service validates it."""

    class Meta:
        model = Plan
        fields: tuple[str, ...] = SETTINGS
        widgets = {
            "minimum_level": forms.Select(choices=LEVELS),
            "return_reasons": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {
            **dict.fromkeys(("year", "minimum_level", "filing_opens_day", "filing_due_day", *_USUAL), CountField),
            "issued_on": DayField,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("filing_opens_day", "filing_due_day"):
            self.fields[name].widget.attrs |= {"min": 1, "max": 28}
            self.fields[name].help_text = gettext_lazy("Day of the following month")
        for name, (least, most) in _BOUNDS.items():
            self.fields[name].widget.attrs |= {"min": least, "max": most}
            self.fields[name].required, self.fields[name].initial = False, _USUAL[name]
        self.fields["year_end_notice"].help_text = gettext_lazy(
            "Indicators with neither months nor milestones to be held against"
        )
        self.fields["return_reasons"].help_text = gettext_lazy("One a line, beside those that are always offered")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("filing_opens_day", "filing_due_day"):
            if not 1 <= (given.get(name) or 1) <= 28:
                self.add_error(name, _("A day from 1 to 28, please: every month has it."))
        for name, (least, most) in _BOUNDS.items():
            if given.get(name) is None:
                given[name] = _USUAL[name]
            elif not least <= given[name] <= most:
                sentence = _("A number from %(least)d to %(most)d, please.") % {"least": least, "most": most}
                self.add_error(name, sentence)
        return given

    def clean_return_reasons(self) -> str:
        """Each once, without blank lines."""
        reasons = list(dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["return_reasons"].splitlines()))))
        if any(len(it) > REASON_LENGTH for it in reasons):
            raise forms.ValidationError(_("At most %(most)d signs a reason, please.") % {"most": REASON_LENGTH})
        return "\n".join(reasons)

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the plan itself."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}

    def _post_clean(self) -> None:
        """What is shown beside the fields comes from the service."""


class NewPlanForm(OnceForm, PlanFields):
    """A new plan of a committee that the person may edit plans of."""

    class Meta(PlanFields.Meta):
        fields = ("organisation", "year", *SETTINGS)

    def __init__(self, *args: Any, committees: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = committees.filter(kind=Kind.COMMITTEE)
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        self.fields["organisation"].initial = own.first()
        name_what_is_blank(self)
        self.fields["year"].widget.attrs |= {"min": FIRST_YEAR, "max": LAST_YEAR}

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(_("A year from 1949 to 2999, please."))
        return year


class PlanForm(VersionedForm, PlanFields):
    """The settings of a plan that there is."""

    def __init__(self, *args: Any, current: Plan, **kwargs: Any) -> None:
        super().__init__(*args, current=current, instance=current, **kwargs)


class IndicatorFields(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """An indicator with its programme; milestones are lines such as ``2012-06-30: 20``."""

    programme = forms.CharField(
        label=gettext_lazy("Programme"), max_length=120, widget=forms.TextInput(attrs={"list": "programmes"})
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("Measured by"),
        required=False,
        help_text=gettext_lazy(
            "Which records decide the figure: shares and “of those meant” go by whom the indicator applies to, "
            "other numbers take everybody."
        ),
    )
    applies_to = forms.MultipleChoiceField(
        label=gettext_lazy("Applies to"), choices=Applies.choices, widget=forms.CheckboxSelectMultiple
    )
    first_month = forms.TypedChoiceField(
        label=gettext_lazy("Counts from month"),
        choices=[(month, month) for month in range(1, 13)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "Earlier months are neither asked for nor missing. A month that has been opened already gains no line."
        ),
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
            "measure",
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
            "first_month",
            "weight",
            "milestones",
        ]
        field_classes = {"due": DayField, "weight": CountField, "code": CodeField, "first_month": CountField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["measure"]
        own.choices = [*BLANK_CHOICE_DASH, *measurable()]
        name_what_is_blank(self)
        self.fields["mechanism"].help_text = _("Number in the opinion, such as M001, where nothing above measures it.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (chosen := given.get("measure")) and given.get("mechanism") not in ("", chosen):
            self.add_error("measure", _("Either this or a mechanism, not both."))
        return given

    def clean_milestones(self) -> list[list[Any]]:
        lines = [line.strip() for line in self.cleaned_data["milestones"].splitlines() if line.strip()]
        return [_milestone(line) for line in lines]

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the indicator itself; without a first month that nobody chose."""
        own = [name for name in self._meta.fields or () if name not in ("programme", "measure")]
        found = {name: self.cleaned_data[name] for name in own}
        found["mechanism"] = self.cleaned_data["measure"] or found["mechanism"]
        if found["first_month"] is None:
            del found["first_month"]
        return found

    def _post_clean(self) -> None:
        """The service validates the indicator: what is shown beside the fields comes from there."""


class NewIndicatorForm(OnceForm, IndicatorFields):
    """A new indicator."""


class IndicatorForm(VersionedForm, IndicatorFields):
    """An indicator that there is."""

    def __init__(self, *args: Any, current: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, current=current, instance=current, initial=_as_typed(current), **kwargs)

    def values_of(self, current: Indicator) -> dict[str, Any]:
        return {**super().values_of(current), **_as_typed(current)}


def _as_typed(indicator: Indicator) -> dict[str, str]:
    """What stands in the form otherwise than in the row."""
    lines = [f"{day.isoformat()}: {plain(value)}" for day, value in indicator.milestone_days]
    chosen = indicator.source == Source.MEASURE and measures_a_rate(indicator.mechanism) is not None
    return {
        "programme": indicator.programme.name,
        "milestones": "\n".join(lines),
        "measure": indicator.mechanism if chosen else "",
        "mechanism": "" if chosen else indicator.mechanism,
    }


class NewProgrammeForm(OnceForm):
    name = forms.CharField(label=gettext_lazy("Name of the programme"), max_length=120)


class ProgrammeForm(VersionedForm):
    name = forms.CharField(label=gettext_lazy("Name of the programme"), max_length=120)


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
        raise forms.ValidationError(line + _(": ") + str(problem)) from problem


def typed_value(text: str, *, percent: bool = True) -> int | None:
    """A target as typed, in hundredths, with or without its % where it may be one; None for a blank.

    Raises `ValueError` with a sentence.
    """
    number = read_number(half_width(text).removesuffix("%") if percent else text, least=None)
    return None if number is None else hundredths(number)
