"""Two people changed one activity: what the second sees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.activities.forms import ActivityForm
from apps.activities.models import Activity
from apps.activities.services import FIELDS
from apps.activities.types import ActivityType
from apps.core.amount import plain
from apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it is stored and as the person typed it, both as people read them."""

    label: Any
    stored: str
    typed: str


def differences(form: ActivityForm, activity: Activity) -> list[Difference]:
    """Where a valid form differs from the activity as it stands now, in the order of the form."""
    stored = _shown({name: getattr(activity, name) for name in FIELDS}, activity.hosts.all())
    typed = _shown(form.details, form.cleaned_data["hosts"])
    return [
        Difference(field.label, stored[name], typed[name])
        for name, field in form.fields.items()
        if name in typed and stored[name] != typed[name]
    ]


def _shown(facts: Mapping[str, Any], hosts: Iterable[Organisation]) -> dict[str, str]:
    shown = {name: "" if value is None else str(value) for name, value in facts.items()}
    shown["type"] = str(ActivityType(facts["type"]).label)
    shown["hours"] = "" if facts["hours"] is None else plain(facts["hours"])
    shown["hosts"] = "、".join(host.name for host in sorted(hosts, key=lambda host: host.code))
    return shown
