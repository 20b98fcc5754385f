"""What people enter while a portal is set up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.fields import CodeField, CountField
from apps.core.forms import ServiceForm, name_what_is_blank
from apps.core.once import OnceForm
from apps.core.ooxml import Refused
from apps.exchange.forms import UploadForm
from apps.first_run.services import Administrator
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.rules import is_code
from apps.plans.forms import FIRST_YEAR, LAST_YEAR
from apps.plans.opinion import opinion_rows
from apps.plans.plan_sheet import read_plan

_UNASSISTED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class BeginForm(ServiceForm):
    """The code from the server, the township, and whoever is its first administrator."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        help_text=gettext_lazy("The server prints it: manage.py setup_code"),
        widget=forms.TextInput(_UNASSISTED),
    )
    township_code = CodeField(
        label=gettext_lazy("Code of the township’s Party committee"),
        max_length=40,
        initial="T01",
        validators=[is_code],
        help_text=gettext_lazy(
            "Short, of letters and digits. The workbook of organisations names it as the one above."
        ),
        widget=forms.TextInput(_UNASSISTED),
    )
    township_name = forms.CharField(
        label=gettext_lazy("Full name of the Party committee"),
        max_length=120,
        help_text=gettext_lazy("Such as 中共清溪镇委员会; it stands on reports."),
    )
    username = CodeField(
        label=gettext_lazy("User name"),
        max_length=60,
        validators=[*User._meta.get_field("username").validators],
        help_text=gettext_lazy("For signing in: letters, digits and @ . + - _ only. It cannot be changed later."),
        widget=forms.TextInput({**_UNASSISTED, "autocomplete": "username"}),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "again" in given and given["again"] != given.get("password"):
            self.add_error("again", _("The two passwords differ."))
        return given

    @property
    def township(self) -> dict[str, str]:
        return {"code": self.cleaned_data["township_code"], "name": self.cleaned_data["township_name"]}

    @property
    def administrator(self) -> Administrator:
        given = self.cleaned_data
        return {"username": given["username"], "name": given["name"], "password": given["password"]}


class PlanForm(OnceForm, UploadForm):
    """Out of what the plan of a year is made, and from which month on and by which day it is filed.

    `committees` are those to choose from; `rows` what was read, None where an earlier plan is taken over.
    """

    CATALOGUE, EARLIER, WORKBOOK = "catalogue", "earlier", "workbook"

    source = forms.ChoiceField(
        label=gettext_lazy("Out of"),
        choices=[
            (CATALOGUE, gettext_lazy("the catalogue of 2012: 35 indicators with their targets")),
            (EARLIER, gettext_lazy("the plan of the year before")),
            (WORKBOOK, gettext_lazy("a workbook")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the plan is made of.")},
    )
    with_targets = forms.BooleanField(
        label=gettext_lazy("With the targets of the year before"), required=False, initial=True
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Party committee"), queryset=Organisation.objects.none(), to_field_name="code"
    )
    year = CountField(label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    first_month = forms.TypedChoiceField(
        label=gettext_lazy("First month that is filed"),
        choices=[(month, month) for month in range(1, 13)],
        coerce=int,
        help_text=gettext_lazy("Nobody is asked for the months before, and none of them is late."),
    )
    filing_opens_day = CountField(
        label=gettext_lazy("Filing opens on day"),
        min_value=1,
        max_value=28,
        help_text=gettext_lazy("Day of the following month"),
    )
    filing_due_day = CountField(
        label=gettext_lazy("Filing due on day"),
        min_value=1,
        max_value=28,
        help_text=gettext_lazy("Day of the following month"),
    )

    field_order = ["source", "file", "with_targets", "organisation", "year", "first_month"]

    def __init__(self, *args: Any, committees: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        own = committees.filter(kind=Kind.COMMITTEE).order_by("code")
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        day = today()
        usual = {"year": day.year, "first_month": day.month, "filing_opens_day": 1, "filing_due_day": 5}
        self.initial.update(usual, organisation=own.first())
        name_what_is_blank(self)
        self.rows: Sequence[Mapping[str, str]] | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        source = given.get("source")
        if source == self.CATALOGUE:
            self.rows = opinion_rows()
        elif source == self.WORKBOOK and "file" not in self.errors:
            self._read(given.get("file"))
        return given

    def _read(self, file: Any) -> None:
        if file is None:
            self.add_error("file", _("Choose the workbook."))
            return
        try:
            self.rows = read_plan(file)
        except Refused as refusal:
            self.add_error("file", str(refusal))
        except ValidationError as refusal:
            self.add_error("file", refusal)

    @property
    def details(self) -> dict[str, Any]:
        """What `plan_begin` needs."""
        given = self.cleaned_data
        days = {name: given[name] for name in ("filing_opens_day", "filing_due_day")}
        own = {name: given[name] for name in ("organisation", "year", "with_targets", "first_month")}
        return {**own, "rows": self.rows, "days": days}
