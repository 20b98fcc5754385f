"""What the keys under "before" and "after" mean: the fields of what was changed, and a few facts beside them."""

from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: By the first part of an action: the model whose fields the entry tells of.
MODELS: dict[str, str] = {
    "account": "accounts.User",
    "role": "organisations.RoleAssignment",
    "organisation": "organisations.Organisation",
    "leading": "organisations.LeadingLink",
    "advice": "associations.Advice",
    "plan": "plans.Plan",
    "programme": "plans.Programme",
    "exemption": "plans.Exemption",
    "indicator": "plans.Indicator",
    "target": "plans.Target",
    "activity": "activities.Activity",
    "attachment": "activities.Attachment",
    "grading": "gradings.Grading",
    "report": "reports.YearEndReport",
}

#: The groups whose facts stand in months that are closed: what is proposed for them has their fields.
DATED = ("activity",)

#: What is no field, or not one of that model.
FACTS: dict[str, Promise] = {
    "act": pgettext_lazy("audit", "what"),
    "activity": _("Activity"),
    "before": pgettext_lazy("audit", "before"),
    "created": pgettext_lazy("audit", "new"),
    "device": _("device"),
    "entries": pgettext_lazy("audit", "entries"),
    "field": pgettext_lazy("audit", "field"),
    "fields": pgettext_lazy("audit", "fields"),
    "file": _("File"),
    "filings": pgettext_lazy("audit", "months"),
    "filters": pgettext_lazy("audit", "filters"),
    "form": pgettext_lazy("audit", "format"),
    "from": pgettext_lazy("audit", "from"),
    "hosts": _("hosts"),
    "indicator_id": _("Indicator"),
    "indicators": _("indicators"),
    "nil_return": _("Nil return"),
    "number": pgettext_lazy("audit", "number"),
    "on": pgettext_lazy("audit", "on"),
    "parent": _("Superior organisation"),
    "position": _("position"),
    "posts": pgettext_lazy("audit", "posts"),
    "programme_id": _("programme"),
    "reason": _("Reason"),
    "rows": pgettext_lazy("audit", "rows"),
    "seed": pgettext_lazy("audit", "seed"),
    "sessions": pgettext_lazy("audit", "browsers"),
    "stand_in_for": _("Stand-in for"),
    "targets": _("targets"),
    "to": pgettext_lazy("audit", "to"),
    "unchanged": _("unchanged"),
    "until": pgettext_lazy("audit", "until"),
    "updated": pgettext_lazy("audit", "changed"),
    "year": _("Year"),
}


def field_name(action: str, key: str) -> Promise | str:
    """The name of a key in an entry of `action`; codes of indicators and whatever nobody knows stay as they are."""
    group = action.partition(".")[0]
    models = [MODELS[it] for it in (DATED if group == "proposal" else (group,)) if it in MODELS]
    named = [names[key] for model in models if key in (names := _names(model))]
    return named[0] if named else FACTS.get(key, key)


@cache
def _names(model: str) -> dict[str, Promise]:
    """The names that the model's fields were given, by field and by column."""
    named = [it for it in apps.get_model(model)._meta.fields if isinstance(it.verbose_name, Promise)]
    return {key: it.verbose_name for it in named for key in (it.name, it.attname)}
