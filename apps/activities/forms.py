"""What people enter about an activity."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.activities.rules import MAX_PEOPLE, Facts, broken_rules
from apps.activities.services import Details, hosts_error
from apps.activities.types import BRANCH_TYPES, CHOICES, COURSE_TYPES, MASS_TYPES, REGULAR_TYPES, ActivityType
from apps.core.calendar import today
from apps.core.fields import CountField
from apps.core.forms import DayInput, ServiceForm
from apps.core.once import OnceForm
from apps.core.versioning import VersionedForm
from apps.organisations.models import Organisation

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


class HostPicker(forms.CheckboxSelectMultiple):
    """Boxes to tick; an error in the summary leads to the group."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) if index else id_


def _people(label: Any) -> CountField:
    return CountField(label=label, required=False, max_value=MAX_PEOPLE)


class ActivityForm(ServiceForm):
    """One activity; `organisations` are those for which the person may record, in the order to show."""

    type = forms.ChoiceField(label=_("Type"), choices=TYPES, error_messages={"required": _("Choose a type.")})
    date = forms.DateField(
        label=_("Date"),
        error_messages={"required": _("Enter the day on which it was held."), "invalid": _("Not a date that exists.")},
    )
    topic = forms.CharField(label=_("Topic"), max_length=200, error_messages={"required": _("Enter the topic.")})
    hosts = forms.MultipleChoiceField(
        label=_("Hosts"),
        widget=HostPicker,
        error_messages={
            "required": _("Choose at least one organisation."),
            "invalid_choice": _("You cannot record activities for this organisation: %(value)s"),
        },
    )
    due = _people(_("People due"))
    present = _people(_("People present"))
    hours = Activity._meta.get_field("hours").formfield(label=_("Hours"))
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

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {organisation.code: organisation for organisation in organisations}
        hosts = cast(forms.MultipleChoiceField, self.fields["hosts"])
        hosts.choices = [(code, str(organisation)) for code, organisation in self.organisations.items()]
        if len(self.organisations) == 1:
            hosts.initial = list(self.organisations)
        self.fields["date"].widget = DayInput({"max": today().isoformat()})
        self.fields["date"].initial = today()

    @property
    def host_options(self) -> list[tuple[Organisation, bool]]:
        """The organisations with whether each is ticked; the ticked ones first, the closed ones last."""
        ticked = {str(code) for code in self["hosts"].value() or ()}
        options = [(organisation, code in ticked) for code, organisation in self.organisations.items()]
        return sorted(options, key=lambda option: (not option[1], option[0].closed is not None))

    def clean_hosts(self) -> list[Organisation]:
        return [self.organisations[code] for code in dict.fromkeys(self.cleaned_data["hosts"])]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        facts = Facts(given.get("date"), given.get("due"), given.get("present"), given.get("hours"))
        for rule in broken_rules(facts, today(), self.errors):
            self.add_error(rule.fields[0], str(rule.message))
        if given.get("hosts") and given.get("date") and (sentence := hosts_error(given["hosts"], given["date"])):
            self.add_error("hosts", sentence)
        return given

    @property
    def details(self) -> Details:
        """What was entered, for the services."""
        given = self.cleaned_data
        return {
            "date": given["date"],
            "type": given["type"],
            "topic": given["topic"],
            "due": given["due"],
            "present": given["present"],
            "hours": given["hours"],
            "campaign": given["campaign"],
            "remark": given["remark"],
        }


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
    names = ("type", "date", "topic", "due", "present", "hours", "campaign", "remark")
    values = {name: getattr(activity, name) for name in names}
    return {**values, "hosts": [host.code for host in activity.hosts.all()]}


def asked_for(query: Mapping[str, Any], hosts: list[str]) -> dict[str, Any]:
    """Values that an address proposes for a new activity; what makes no sense the person sees and changes."""
    proposed = {name: query[name] for name in ("type", "date", "topic", "campaign") if query.get(name)}
    return {**proposed, "hosts": hosts} if hosts else proposed
