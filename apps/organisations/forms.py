"""What people enter about organisations."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.fields import CodeField
from apps.core.forms import DayInput, ServiceForm
from apps.organisations.changes import ShownChange, shown_changes
from apps.organisations.kinds import GRADED_KINDS, PARTY_KINDS, Closing, Kind, Sector
from apps.organisations.models import Organisation
from apps.organisations.picker import OrganisationField
from apps.organisations.rules import CODE, is_code
from apps.organisations.services import ChangedMeanwhile, check_move, last_change

KINDS = [
    ("", pgettext_lazy("choice", "Please choose")),
    (_("Party organisations"), [(kind.value, kind.label) for kind in Kind if kind in PARTY_KINDS]),
    (_("Mass organisations"), [(kind.value, kind.label) for kind in Kind if kind not in PARTY_KINDS]),
]
SECTORS = [("", pgettext_lazy("choice", "None")), *Sector.choices]
GRADED = [("", _("As usual for the kind")), ("yes", _("Yes")), ("no", _("No"))]


class ChangeForm(ServiceForm):
    """A change of an organisation that somebody else may be changing too.

    `seen` travels along as the last change that the person knew.  Where there was a later one, nothing is
    written: the form shows it (`changed_meanwhile`), takes it over where the person had changed nothing,
    keeps what the person typed elsewhere, and can be sent again.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.changed_meanwhile: Sequence[ShownChange] = ()
        if not self.is_bound:
            self.initial = {**self.values_of(organisation), "seen": last_change(organisation), **self.initial}

    @abstractmethod
    def values_of(self, organisation: Organisation) -> dict[str, Any]:
        """What the fields show at first."""

    def clean_seen(self) -> int:
        return int(self.cleaned_data["seen"] or 0)

    def carry_out(self, service: Callable[[], object]) -> bool:
        try:
            return super().carry_out(service)
        except ChangedMeanwhile as meanwhile:
            self._take_over(meanwhile)
            return False

    def _take_over(self, meanwhile: ChangedMeanwhile) -> None:
        data = dict(self.data.items())
        data["seen"] = str(meanwhile.changes[-1].pk)
        for change in meanwhile.changes:
            for name in change.before.keys() & self.cleaned_data.keys():
                if as_recorded(self.cleaned_data[name]) == change.before[name]:
                    data[name] = as_typed(change.after.get(name))
        self.data = data
        self.changed_meanwhile = shown_changes(meanwhile.changes)


class DetailsForm(ServiceForm):
    """What an organisation is."""

    name = forms.CharField(label=pgettext_lazy("organisation", "Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    sector = forms.ChoiceField(label=_("Sector"), choices=SECTORS, required=False)
    opened = forms.DateField(
        label=_("Opened on"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: it has always existed."),
    )
    graded = forms.TypedChoiceField(
        label=_("Takes part in grading"),
        choices=GRADED,
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        help_text=_("Usual for general branches, branches and joint branches; nobody else is graded."),
    )

    def details(self) -> dict[str, Any]:
        """The fields of `Organisation` as entered."""
        names = ("name", "kind", "sector", "opened", "graded")
        details = {name: self.cleaned_data[name] for name in names}
        if details["graded"] is None:
            details["graded"] = details["kind"] in GRADED_KINDS
        return details


class NewForm(DetailsForm):
    """A new organisation; its parent is one that the person may edit."""

    field_order = ["code", "parent"]

    code = CodeField(
        label=_("Code"), max_length=40, validators=[is_code], help_text=_("It cannot be changed later. Example: V43")
    )
    parent = OrganisationField(label=_("Parent"), help_text=_("Enter a code or a name, or choose from the list."))

    def __init__(self, *args: Any, user: User, below: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = Organisation.objects.visible_to(user, "organisation.edit")
        self.fields["parent"].among = among  # type: ignore[attr-defined]
        if CODE.fullmatch(below):
            self.initial["parent"] = among.filter(code=below).first()

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if (same := Organisation.objects.filter(code__iexact=code).order_by("code").first()) is None:
            return code
        if same.code == code:
            raise ValidationError(_("There is an organisation with this code already."))
        message = _("The code %(code)s exists already: codes may not differ in capital letters alone.")
        raise ValidationError(message % {"code": same.code})


class EditForm(ChangeForm, DetailsForm):
    def values_of(self, organisation: Organisation) -> dict[str, Any]:
        names = ("name", "kind", "sector", "opened")
        return {name: getattr(organisation, name) for name in names} | {"graded": as_typed(organisation.graded)}


class MoveForm(ChangeForm):
    """Where an organisation shall stand from a day on."""

    parent = OrganisationField(label=_("New parent"), help_text=_("Enter a code or a name, or choose from the list."))
    on = forms.DateField(
        label=pgettext_lazy("date", "From"),
        widget=DayInput(),
        help_text=_("Before this day the tree stays as it was."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].among = Organisation.objects.visible_to(user, "organisation.edit")  # type: ignore[attr-defined]

    def values_of(self, organisation: Organisation) -> dict[str, Any]:  # noqa: ARG002
        return {"on": today()}

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        if "parent" in asked and "on" in asked:
            try:
                check_move(organisation=self.organisation, parent=asked["parent"], on=asked["on"])
            except ValidationError as error:
                self.blame(error)
        return asked


class CloseForm(ChangeForm):
    """How and when an organisation ended."""

    closed = forms.DateField(
        label=_("Closed on"), widget=DayInput(), help_text=_("The first day on which it no longer exists.")
    )
    closing = forms.ChoiceField(label=_("How it ended"), choices=Closing.choices, widget=forms.RadioSelect)
    merged_into = OrganisationField(
        label=_("Merged into"),
        required=False,
        help_text=_("Only where it was merged: the organisation it became part of."),
    )
    approval_number = forms.CharField(
        label=_("Approval number"),
        max_length=80,
        help_text=_("The document by which the closing was approved; it is listed beside the rates."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["merged_into"].among = Organisation.objects.visible_to(user, "organisation.edit")  # type: ignore[attr-defined]

    def values_of(self, organisation: Organisation) -> dict[str, Any]:
        return {name: getattr(organisation, name) for name in ("closed", "closing", "merged_into", "approval_number")}


class LeadingForm(ServiceForm):
    """A new link between the organisation whose page it is and another that the person may edit."""

    leader = OrganisationField(
        label=_("Leading Party organisation"), help_text=_("Enter a code or a name, or choose from the list.")
    )
    led = OrganisationField(
        label=_("Mass organisation"), help_text=_("Enter a code or a name, or choose from the list.")
    )
    start = forms.DateField(label=pgettext_lazy("date", "From"), widget=DayInput(), initial=today)
    end = forms.DateField(
        label=_("To (not included)"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: until further notice."),
    )
    basis = forms.CharField(
        label=_("Basis"),
        required=False,
        max_length=200,
        help_text=_("The decision or document by which it was settled."),
    )

    def __init__(self, *args: Any, organisation: Organisation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = "leader" if organisation.kind in PARTY_KINDS else "led"
        self.organisation = organisation
        self.fields.pop(self.given)
        among = Organisation.objects.visible_to(user, "organisation.edit")
        self.fields["led" if self.given == "leader" else "leader"].among = among  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        """The arguments of `leading_start`."""
        return {**self.cleaned_data, self.given: self.organisation}


class LeadingChangeForm(ServiceForm):
    """When a link ends, and what it rests on."""

    end = forms.DateField(
        label=_("To (not included)"), required=False, widget=DayInput(), help_text=_("Empty: until further notice.")
    )
    basis = forms.CharField(label=_("Basis"), required=False, max_length=200)


def as_recorded(value: Any) -> Any:
    """A cleaned value as the audit log holds it."""
    if isinstance(value, Organisation):
        return value.code
    return value.isoformat() if isinstance(value, date) else value


def as_typed(value: Any) -> str:
    """A value of the audit log as a form sends it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
