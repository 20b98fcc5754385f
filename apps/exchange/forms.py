from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.fields import CountField
from apps.workbooks.table import Answers


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        max_length=200,
        help_text=_("An Excel workbook (.xlsx) of at most 20 MB; WPS saves such files too."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class AnswersForm(forms.Form):
    """What is to become of the rows that are asked about, and why closed months are changed.

    `outcome` is what the check found, as `services.outcome_as_json` has it.
    """

    SKIP, EACH, ALL = "skip", "each", "all"

    decision = forms.ChoiceField(
        choices=[
            (SKIP, _("Leave these rows out")),
            (EACH, _("Import the rows that I tick, leave out the others")),
            (ALL, _("Import all of them: they are further records")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to become of these rows.")},
    )
    again = forms.TypedMultipleChoiceField(coerce=int, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, outcome: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[int] = outcome.get("asked_rows", [])
        self.fields["again"].choices = [(row, row) for row in self.rows]  # type: ignore[attr-defined]
        if not self.rows:
            del self.fields["decision"], self.fields["again"]
        self.closed_rows: list[int] = outcome.get("closed_rows", [])
        if not self.closed_rows:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Rows that are left out change no closed month."""
        given = self.cleaned_data
        if not self.errors and set(self.closed_rows) - self.answers.skipped and not given["reason"]:
            self.add_error("reason", _("Enter why it is changed after the month was approved."))
        return given

    @property
    def answers(self) -> Answers:
        """What a valid form says; nothing where nothing was asked."""
        given, rows = self.cleaned_data, frozenset(self.rows)
        decision = given.get("decision")
        again = rows if decision == self.ALL else frozenset(given["again"] if decision == self.EACH else ())
        return Answers(again, rows - again, given.get("reason", ""))


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
