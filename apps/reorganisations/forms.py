"""What people enter about a merger, a split or a dissolution."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.calendar import today
from apps.core.fields import CodeField
from apps.core.forms import DayField
from apps.core.seen import Changed
from apps.organisations.forms import ChangeForm
from apps.organisations.models import Organisation
from apps.organisations.picker import OrganisationField
from apps.organisations.rules import is_code
from apps.organisations.selectors import parent_on
from apps.reorganisations.preview import Preview, preview_of
from apps.reorganisations.services import Decision, Newcomer, Outcome, Way, organisation_reorganise

#: How the fields that say who gets a single thing are called, before its key.
TO = "to-"


class ReorganiseForm(ChangeForm):
    """The decision; on the page of the preview also who gets what."""

    way = forms.ChoiceField(label=_("What happens"), choices=Way.choices, widget=forms.RadioSelect)
    on = DayField(label=pgettext_lazy("date", "From"), help_text=_("Before this day everything stays as it was."))
    approval_number = forms.CharField(
        label=_("Approval number"),
        max_length=80,
        help_text=_("The document by which it was approved; it is listed beside the rates."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    heir = OrganisationField(
        label=_("Merged into, or taken over by"),
        required=False,
        help_text=_("After a dissolution it takes over what is still open; empty: the organisation above."),
    )
    code_1 = CodeField(label=_("Code of the new organisation"), max_length=40, validators=[is_code], required=False)
    name_1 = forms.CharField(label=_("Name of the new organisation"), max_length=120, required=False)
    code_2 = CodeField(label=_("Code of a second new one"), max_length=40, validators=[is_code], required=False)
    name_2 = forms.CharField(
        label=_("Name of a second new one"),
        max_length=120,
        required=False,
        help_text=_("Empty: the organisation goes on beside the new one. With two new ones it is closed."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today()}, **kwargs)
        self.user, self.changed = user, False
        self.fields["heir"].among = Organisation.objects.visible_to(user, "organisation.edit")  # type: ignore[attr-defined]

    def values_of(self, current: Organisation) -> dict[str, Any]:
        return {"approval_number": current.approval_number}

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        for number in ("1", "2"):
            pair = {name: bool(asked.get(name)) for name in (f"code_{number}", f"name_{number}")}
            if asked.get("way") == Way.SPLIT and (any(pair.values()) or number == "1"):
                for name in (name for name, filled in pair.items() if not filled and name not in self.errors):
                    self.add_error(name, ValidationError(_("Enter code and name of the new organisation.")))
        self._check_area()
        return asked

    def _check_area(self) -> None:
        """What a split makes, and by itself what a dissolution leaves, goes to what stands above: it must be theirs."""
        asked = self.cleaned_data
        if (
            asked.get("way") in (Way.SPLIT, Way.DISSOLVE)
            and asked.get("on")
            and (asked["way"] == Way.SPLIT or not asked.get("heir"))
        ):
            above = parent_on(self.organisation, asked["on"])
            if (
                above
                and not Organisation.objects.visible_to(self.user, "organisation.edit").filter(pk=above.pk).exists()
            ):
                name = "heir" if asked["way"] == Way.DISSOLVE else "code_1"
                self.add_error(name, ValidationError(_("The organisation above lies outside your area.")))

    @property
    def decision(self) -> Decision:
        given = self.cleaned_data
        split = given["way"] == Way.SPLIT
        newcomers = [Newcomer(given[f"code_{it}"], given[f"name_{it}"]) for it in "12" if split and given[f"code_{it}"]]
        return Decision(
            way=Way(given["way"]),
            on=given["on"],
            approval_number=given["approval_number"],
            reason=given["reason"],
            heir=None if split else given["heir"],
            newcomers=newcomers,
            chosen={name.removeprefix(TO): self.data[name] for name in self.data if name.startswith(TO)},
        )

    def reorganise(self, seen: str) -> bool:
        """Whether it was carried out; `changed` says that by now it would mean something else than was seen."""
        return self.carry_out(lambda: self._as_seen(seen))

    def preview(self) -> Preview | None:
        """What it would mean; None where it is refused, which the form says."""
        found: list[Preview] = []
        on = self.cleaned_data["on"]
        self.carry_out(lambda: found.append(preview_of(self.organisation, on, self._act)))
        return found[0] if found else None

    def _as_seen(self, seen: str) -> None:
        try:
            self._act(seen)
        except Changed:
            self.changed = True

    def _act(self, seen: str | None = None) -> Outcome:
        return organisation_reorganise(
            organisation=self.organisation,
            decision=self.decision,
            by=self.user,
            version=self.cleaned_data["version"],
            seen=seen,
        )
