"""What people enter about organisations."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.fields import CodeField
from apps.core.forms import DayField, ServiceForm
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.organisations.kinds import GRADED_KINDS, PARTY_KINDS, Kind, Sector, Setting
from apps.organisations.models import Organisation
from apps.organisations.picker import OrganisationField
from apps.organisations.rules import CODE, is_code
from apps.organisations.services import check_move, organisation_create

KINDS = [
    ("", pgettext_lazy("choice", "Please choose")),
    (_("Party organisations"), [(kind.value, kind.label) for kind in Kind if kind in PARTY_KINDS]),
    (_("Mass organisations"), [(kind.value, kind.label) for kind in Kind if kind not in PARTY_KINDS]),
]
SECTORS = [("", pgettext_lazy("choice", "None")), *Sector.choices]
SETTINGS = [("", pgettext_lazy("choice", "None")), *Setting.choices]
GRADED = [("", _("As usual for the kind")), ("yes", _("Yes")), ("no", _("No"))]


class ChangeForm(VersionedForm):
    """A change of an organisation that somebody else may be changing too."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, current=organisation, **kwargs)

    def clean_version(self) -> int:
        """Whoever saw no version has seen none that still stands."""
        return int(self.cleaned_data["version"] or 0)


class DetailsForm(ServiceForm):
    """What an organisation is."""

    name = forms.CharField(label=pgettext_lazy("organisation", "Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    sector = forms.ChoiceField(label=_("Sector"), choices=SECTORS, required=False)
    setting = forms.ChoiceField(
        label=_("Setting"),
        choices=SETTINGS,
        required=False,
        help_text=_("Of Party organisations: for an area, on an association, or for a function."),
    )
    opened = DayField(
        label=_("Opened on"),
        required=False,
        help_text=_("Empty: it has always existed."),
    )
    founding_number = forms.CharField(
        label=_("Approval of the founding"),
        max_length=80,
        required=False,
        help_text=_("The document by which it was set up."),
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
        names = ("name", "kind", "sector", "setting", "opened", "founding_number", "graded")
        details = {name: self.cleaned_data[name] for name in names}
        if details["graded"] is None:
            details["graded"] = details["kind"] in GRADED_KINDS
        return details


class NewForm(DetailsForm, OnceForm):
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

    def service(self, *, by: User) -> Callable[[], Organisation]:
        """What makes the organisation."""
        given = self.cleaned_data
        return partial(organisation_create, code=given["code"], parent=given["parent"], by=by, **self.details())


class EditForm(ChangeForm, DetailsForm):
    approval_number = forms.CharField(
        label=_("Approval number"),
        max_length=80,
        help_text=_("The document by which the closing was approved; it is listed beside the rates."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        if organisation.closed is None:
            del self.fields["approval_number"]

    def details(self) -> dict[str, Any]:
        asked = ("approval_number",) if "approval_number" in self.fields else ()
        return {**super().details(), **{name: self.cleaned_data[name] for name in asked}}

    def values_of(self, current: Organisation) -> dict[str, Any]:
        names = ("name", "kind", "sector", "setting", "opened", "founding_number", "approval_number")
        return {name: getattr(current, name) for name in names} | {"graded": "yes" if current.graded else "no"}


class MoveForm(ChangeForm):
    """Where an organisation shall stand from a day on."""

    parent = OrganisationField(label=_("New parent"), help_text=_("Enter a code or a name, or choose from the list."))
    on = DayField(
        label=pgettext_lazy("date", "From"),
        help_text=_("Before this day the tree stays as it was."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"parent": None, "on": today()}, **kwargs)
        self.fields["parent"].among = Organisation.objects.visible_to(user, "organisation.edit")  # type: ignore[attr-defined]

    def values_of(self, current: Organisation) -> dict[str, Any]:
        place = current.placements.filter(end__isnull=True).select_related("parent").first()
        return {"parent": place.parent if place else None, "on": today()}

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        if "parent" in asked and "on" in asked:
            try:
                check_move(organisation=self.organisation, parent=asked["parent"], on=asked["on"])
            except ValidationError as error:
                self.blame(error)
        return asked
