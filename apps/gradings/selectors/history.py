"""Who changed the classes of an organisation and year, told from the audit log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.audit.models import Entry
from apps.gradings.classes import GradingClass, RecognitionLevel
from apps.gradings.models import Grading, subject_of
from apps.organisations.models import Organisation

ACTIONS: dict[str, Promise] = {
    "grading.created": gettext_lazy("Entered"),
    "grading.updated": gettext_lazy("Changed"),
    "grading.imported": gettext_lazy("Imported from a workbook"),
    "grading.confirmed": gettext_lazy("End-of-year class confirmed"),
    "grading.start_confirmed": gettext_lazy("Start-of-year class confirmed"),
    "grading.reopened": gettext_lazy("Confirmation of the end-of-year class taken back"),
    "grading.start_reopened": gettext_lazy("Confirmation of the start-of-year class taken back"),
}
_CLASSES: dict[Any, Any] = dict(GradingClass.choices)
_LEVELS: dict[Any, Any] = dict(RecognitionLevel.choices)
_WORDS: dict[str, dict[Any, Any]] = {
    "start_class": _CLASSES,
    "end_class": _CLASSES,
    "start_level": _LEVELS,
    "end_level": _LEVELS,
    "accepted": {True: pgettext_lazy("acceptance", "passed"), False: pgettext_lazy("acceptance", "not passed")},
    "accepted_on": {},
    "confirmed_on": {},
    "superior_decided_on": {},
    "document_number": {},
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act in the history; `who` is empty for the system."""

    at: datetime
    who: str
    what: str
    changes: list[FieldChange]
    reason: str


def history_of(organisation: Organisation, year: int) -> list[Step]:
    """The acts on the classes of `organisation` in `year`, the latest first, at most a hundred.  One query."""
    entries = Entry.objects.filter(
        action__in=ACTIONS, organisation_code=organisation.code, target=subject_of(organisation.code, year)
    )
    return [_step(entry) for entry in entries.select_related("actor").order_by("-id")[:100]]


def _step(entry: Entry) -> Step:
    changes = [
        FieldChange(_label(name), _in_words(name, entry.before.get(name)), _in_words(name, entry.after.get(name)))
        for name in _WORDS
        if entry.before.get(name) != entry.after.get(name) and (entry.before.get(name) or entry.after.get(name))
    ]
    who = str(entry.actor) if entry.actor else ""
    return Step(entry.at, who, str(ACTIONS[entry.action]), changes, entry.after.get("reason", ""))


def _label(name: str) -> str:
    return str(Grading._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return _("blank")
    return str(_WORDS[name].get(value, value))
