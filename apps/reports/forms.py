"""What people enter about reports."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.calendar import ReportingYear, today
from apps.core.fields import CountField
from apps.core.forms import DayField, ServiceForm
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.gradings.forms import FIRST_YEAR, LAST_YEAR
from apps.organisations.models import Organisation
from apps.organisations.scope import ChosenScope
from apps.reports.comments import asked_of, year_to_report
from apps.reports.models import MAX_COMMENT, MAX_TEXT, YearEndReport
from apps.reports.sections.texts import PARTS
from apps.reports.services import report_request
from apps.reports.snapshot import refuse_future, refuse_impossible, refuse_unfinished

TALL = forms.Textarea(attrs={"rows": 8})


class RequestForm(OnceForm):
    """Which report of which organisation: of the year or of a month, as of a day."""

    organisation = forms.CharField(label=_("Organisation"), max_length=40)
    year = CountField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    month = forms.TypedChoiceField(
        label=_("What"),
        required=False,
        coerce=int,
        empty_value="",
        choices=[("", _("Year-end report"))],
        help_text=_("A bulletin tells the branches how the targets stood at the end of a month, and who filed when."),
    )
    as_of = DayField(
        label=_("As of"),
        required=False,
        help_text=_(
            "The report tells what is confirmed on this day. Blank: 31 December of the year, or today while it runs; "
            "for a bulletin today."
        ),
    )

    uncommented = forms.BooleanField(label=_("Freeze it without these comments"), required=False)
    internal = forms.BooleanField(
        label=_("Add the internal sheet of filing discipline"),
        required=False,
        help_text=_("For the township itself. A report with this sheet cannot be signed and sent."),
    )

    def __init__(self, scope: ChosenScope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        if not self.is_bound:
            del self.fields["uncommented"]
        self.fields["organisation"].widget = forms.Select(choices=scope.choices)
        self.fields["organisation"].initial = scope.organisation.code
        self.fields["year"].initial = year_to_report(today())
        months = [(number, _("Bulletin of month %(number)d") % {"number": number}) for number in range(1, 13)]
        self.fields["month"].choices += months  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        found: Organisation | None = self._scope.visible.filter(code=self.cleaned_data["organisation"]).first()
        if found is None:
            raise ValidationError(_("Choose an organisation from the list."))
        return found

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        if "organisation" in asked and "year" in asked and "as_of" in asked:
            month = asked["month"] = asked.get("month") or 0
            last = today() if month else min(ReportingYear(asked["year"]).last_day, today())
            asked["as_of"] = asked["as_of"] or last
            refuse_future(asked["as_of"])
            refuse_impossible(asked["organisation"], year=asked["year"], as_of=asked["as_of"])
            refuse_unfinished(asked["year"], month, asked["as_of"])
            if month and asked.get("internal"):
                raise ValidationError({"internal": _("A bulletin has no internal sheet.")})
            self._ask_for_comments(asked, month)
        return asked

    def _ask_for_comments(self, asked: dict[str, Any], month: int) -> None:
        """Whose comment is missing is named before the report is frozen."""
        about = [] if month else asked_of(asked["organisation"], asked["year"], asked["as_of"])
        missing = [it.named for it in about if it.comment is None]
        if not missing:
            del self.fields["uncommented"]
        elif not asked.get("uncommented"):
            sentence = _("Not reached, and nobody has said anything about it yet: %(indicators)s")
            self.add_error("uncommented", sentence % {"indicators": "、".join(missing)})

    def service(self, *, by: User) -> Callable[[], YearEndReport]:
        """What asks for the report."""
        asked = {name: value for name, value in self.cleaned_data.items() if name not in ("once", "uncommented")}
        return partial(report_request, **asked, by=by)


class CommentForm(VersionedForm):
    """What the owner of an indicator says about it."""

    text = forms.CharField(
        label=_("Why it is not reached, and what is done"),
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "It stands among the problems of the year-end report, under the name of whoever is responsible. A code in "
            "brackets, as in the list, becomes the figure of the report."
        ),
    )


class SignForm(ServiceForm):
    """The signature under a report in which something may be open."""

    aware = forms.BooleanField(
        label=_("I have looked at what is open and sign the report all the same"), required=False
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the cover of the signed workbook. Needed where something is open."),
    )


class SendForm(ServiceForm):
    """Where a signed report went."""

    sent_on = DayField(label=_("Sent on"))
    sent_to = forms.CharField(label=_("Sent to"), max_length=100)
    copied_to = forms.CharField(
        label=_("Copies to"),
        max_length=200,
        required=False,
        help_text=_("It stands at the foot of the last page of the Word document."),
    )
    document_number = forms.CharField(
        label=_("Document number"),
        max_length=50,
        help_text=_("It stands at the head of the Word document from then on."),
    )


class ReviseForm(ServiceForm):
    """Why a signed report is revised."""

    because = forms.CharField(
        label=_("Why it is revised"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the slip of corrections."),
    )


class TextForm(VersionedForm):
    """What people write in the report of a year."""

    highlights = forms.CharField(label=_("Highlights"), required=False, max_length=MAX_TEXT, widget=TALL)
    problems = forms.CharField(
        label=_("Main problems"),
        required=False,
        max_length=MAX_TEXT,
        widget=TALL,
        help_text=_("Indicators that are behind are named by the report itself."),
    )
    next_steps = forms.CharField(label=_("Next steps"), required=False, max_length=MAX_TEXT, widget=TALL)

    def for_month(self) -> "TextForm":
        """The same parts as a bulletin calls them."""
        self.fields["highlights"].label = _("Units that did well")
        self.fields["next_steps"].label = _("What is asked next")
        return self

    @property
    def texts(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in PARTS}
