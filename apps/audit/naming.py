"""What the dotted codes and the keys of the audit log mean.

Each app registers its own: in a module `audit_names.py`, which is read at the start, or by a call from elsewhere.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.amount import plain
from apps.core.hundredths import InHundredths

#: Facts beside the fields that mean the same wherever they stand.
FACTS: dict[str, Promise] = {
    "created": pgettext_lazy("audit", "new"),
    "file": _("File"),
    "filters": pgettext_lazy("audit", "filters"),
    "from": pgettext_lazy("audit", "from"),
    "number": pgettext_lazy("audit", "number"),
    "on": pgettext_lazy("audit", "on"),
    "over_token": pgettext_lazy("audit", "over the token"),
    "reason": _("Reason"),
    "rows": pgettext_lazy("audit", "rows"),
    "to": pgettext_lazy("audit", "to"),
    "unchanged": _("unchanged"),
    "until": pgettext_lazy("audit", "until"),
    "updated": pgettext_lazy("audit", "changed"),
    "year": _("Year"),
}


#: What is stored, and what people call it.
Words = Mapping[Any, Promise | str]


class AlreadyRegistered(ValueError):
    """Two groups have codes of one beginning: a slip in the program, never a refusal."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is done to one kind of thing: ``Group("advice", _("Advice"), {"advice.given": _("advice given"), …})``."""

    #: What the codes begin with.
    code: str
    name: Promise
    actions: Mapping[str, Promise]
    #: The keys of an entry under "before" and "after" are its fields.
    model: type[Model] | None = None
    #: The names of keys that are no field of it.
    facts: Mapping[str, Promise] = field(default_factory=dict)
    #: What the values of keys that are no field of it, or whose field does not say so, are called.
    words: Mapping[str, Words] = field(default_factory=dict)
    #: Whether whole numbers under keys that nobody knows are amounts in hundredths, as indicators have them.
    unknown_are_amounts: bool = False
    #: Where its facts stand in months that close: how proposals for them name their kind.  They have their fields.
    dated: str = ""
    #: Whether its entries tell of what is proposed for such facts.
    of_dated_facts: bool = False

    def name_of(self, key: str) -> Promise | None:
        return (_field_names(self.model).get(key) if self.model else None) or self.facts.get(key)

    def words_of(self, key: str) -> Words:
        """What the values under a key are called, by what is stored; nothing where they are no choices."""
        return (_choices(self.model).get(key) if self.model else None) or self.words.get(key, {})

    def is_amount(self, key: str) -> bool:
        """Whether whole numbers under a key are hundredths."""
        known = self.name_of(key) or key in FACTS
        return key in _amounts(self.model) if known and self.model else not known and self.unknown_are_amounts


#: By what codes begin with, which one group may have in the singular and in the plural.
_GROUPS: dict[str, Group] = {}


def register(group: Group) -> None:
    """Make the codes of `group` known.  Raises `AlreadyRegistered`."""
    beginnings = {_beginning(action) for action in (group.code, *group.actions)}
    if taken := sorted(beginnings & _GROUPS.keys()):
        raise AlreadyRegistered(", ".join(taken))
    _GROUPS.update(dict.fromkeys(beginnings, group))


def groups() -> Collection[Group]:
    """Every group once, in the order of the apps."""
    return {group.code: group for group in _GROUPS.values()}.values()


def action_name(action: str) -> Promise | str:
    """What a dotted code means; empty for one that the portal no longer knows."""
    group = _GROUPS.get(_beginning(action))
    return group.actions.get(action, "") if group else ""


def field_name(action: str, key: str, kind: str = "") -> Promise | str:
    """The name of a key in an entry of `action`; codes of indicators and whatever nobody knows stay as they are.

    `kind`: of dated facts, where the entry tells of what is proposed for one.
    """
    return next((name for it in _told_of(action, kind) if (name := it.name_of(key))), FACTS.get(key, key))


def value_name(action: str, key: str, value: Any, kind: str = "") -> Any:
    """What stands under `key`, or each of a list, for people: a choice in words, hundredths as an amount.

    Whatever is neither stays as it is.
    `kind`: as for `field_name`.
    """
    if isinstance(value, list):
        return [value_name(action, key, it, kind) for it in value]
    if not isinstance(value, str | int):
        return value
    told = _told_of(action, kind)
    if found := next((words for it in told if value in (words := it.words_of(key))), None):
        return found[value]
    is_amount = isinstance(value, int) and not isinstance(value, bool) and any(it.is_amount(key) for it in told)
    return plain(int(value)) if is_amount else value


def _told_of(action: str, kind: str) -> Sequence[Group]:
    """The groups whose fields the keys of an entry are."""
    group = _GROUPS.get(_beginning(action))
    if group is None:
        return []
    return [group, *(it for it in groups() if it.dated == kind)] if group.of_dated_facts and kind else [group]


def _beginning(action: str) -> str:
    return action.partition(".")[0]


@cache
def _field_names(model: type[Model]) -> dict[str, Promise]:
    """The names that the model's fields were given, by field and by column."""
    named = [(it, name) for it in model._meta.fields if isinstance(name := it.verbose_name, Promise)]
    return {key: name for it, name in named for key in (it.name, it.attname)}


@cache
def _choices(model: type[Model]) -> dict[str, Words]:
    """The words of the choices of the model's fields, by field and by what is stored."""
    return {it.name: dict(it.flatchoices) for it in model._meta.fields if it.choices}


@cache
def _amounts(model: type[Model]) -> frozenset[str]:
    """The model's fields that hold hundredths."""
    return frozenset(it.name for it in model._meta.fields if isinstance(it, InHundredths))
