"""What people enter about an activity."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.activities.rules import MAX_PEOPLE, Facts, broken_rules
from apps.activities.services import FIELDS, Details, hosts_error
from apps.activities.types import (
    ASKED_OF,
    BRANCH_TYPES,
    CHOICES,
    COURSE_TYPES,
    MASS_TYPES,
    REGULAR_TYPES,
    ActivityType,
    Carrier,
    PlaceCategory,
)
from apps.core.calendar import today
from apps.core.fields import CountField
from apps.core.forms import DayField, DayInput, ServiceForm
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.ticking import OrganisationsField

_GROUPS = (
    (_("Three meetings and one lecture"), REGULAR_TYPES),
    (_("Life of the branch"), BRANCH_TYPES),
    (_("Courses"), COURSE_TYPES),
    (_("Mass organisations"), MASS_TYPES),
    (_("Others"), tuple({*ActivityType} - {*REGULAR_TYPES, *BRANCH_TYPES, *COURSE_TYPES, *MASS_TYPES})),
)
TYPES: list[tuple[Any, Any]] = [
    ("", _("Choose a type")),
    *((group, [choice for choice in CHOICES if choice[0] in types]) for group, types in _GROUPS),
]


def _people(label: Any) -> CountField:
    return CountField(label=label, required=False, max_value=MAX_PEOPLE)


def _choices(named: type[TextChoices]) -> list[tuple[str, Any]]:
    return [("", _("not stated")), *((it.value, capfirst(it.label)) for it in named)]


class ActivityForm(ServiceForm):
    """One activity; `organisations` are those for which the person may record, in the order to show."""

    type = forms.ChoiceField(label=_("Type"), choices=TYPES, error_messages={"required": _("Choose a type.")})
    date = DayField(
        label=_("Date"),
        error_messages={"required": _("Enter the day on which it was held.")},
    )
    topic = forms.CharField(label=_("Topic"), max_length=200, error_messages={"required": _("Enter the topic.")})
    hosts = OrganisationsField(
        label=_("Hosts"),
        error_messages={
            "required": _("Choose at least one organisation."),
            "invalid_choice": _("You cannot record activities for this organisation: %(value)s"),
        },
    )
    due = _people(_("People due"))
    present = _people(_("People present"))
    hours = Activity._meta.get_field("hours").formfield(label=_("Hours"))
    carrier = forms.ChoiceField(label=_("Carrier"), required=False, choices=_choices(Carrier))
    taken_to = forms.ChoiceField(label=_("Taken to"), required=False, choices=_choices(PlaceCategory))
    households = CountField(
        label=_("Households reached"),
        required=False,
        max_value=MAX_PEOPLE,
        help_text=_("Each household once; the number alone, no names."),
    )
    campaign = forms.CharField(
        label=_("Campaign"),
        required=False,
        max_length=80,
        help_text=_("The campaign that it was part of, if any; those that run on the day are offered."),
        widget=forms.TextInput({"list": "campaigns-offered", "autocomplete": "off"}),
    )
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    #: Asked for where a month is closed.
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def __init__(self, *args: Any, organisations: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(OrganisationsField, self.fields["hosts"]).offer(organisations)
        self.fields["date"].widget = DayInput({"max": today().isoformat()})
        self.fields["date"].initial = today()

    @property
    def asked_of(self) -> list[tuple[forms.BoundField, str]]:
        """The fields that some types ask for, each with these types."""
        return [(self[name], " ".join(types)) for name, types in ASKED_OF.items()]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        facts = Facts(**{it.name: given.get(it.name) for it in fields(Facts)})
        for rule in broken_rules(facts, today(), self.errors):
            self.add_error(rule.fields[0], str(rule.message))
        if given.get("hosts") and given.get("date") and (sentence := hosts_error(given["hosts"], given["date"])):
            self.add_error("hosts", sentence)
        return given

    @property
    def details(self) -> Details:
        """What was entered, for the services."""
        return cast(Details, {name: self.cleaned_data[name] for name in FIELDS})


class NewActivityForm(OnceForm, ActivityForm):
    """An activity that is recorded, or proposed for a closed month."""


class ChangeActivityForm(ActivityForm, VersionedForm):
    """A change of an activity, of which its hosts are at hand."""

    def values_of(self, current: Activity) -> dict[str, Any]:
        return entered(current)


class WithdrawForm(ServiceForm):
    """Why an activity is withdrawn, and what it was when that was decided."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        error_messages={"required": _("Enter why it is withdrawn.")},
        help_text=_("For example: recorded twice, or for the wrong organisation."),
    )


def entered(activity: Activity) -> dict[str, Any]:
    """The values of an activity as the form shows them.  Needs its hosts at hand."""
    values = {name: getattr(activity, name) for name in FIELDS}
    return {**values, "hosts": [host.code for host in activity.hosts.all()]}


def asked_for(query: Mapping[str, Any], hosts: list[str]) -> dict[str, Any]:
    """Values that an address proposes for a new activity; what makes no sense the person sees and changes."""
    proposed = {name: query[name] for name in ("type", "date", "topic", "campaign") if query.get(name)}
    return {**proposed, "hosts": hosts} if hosts else proposed
