"""Naming some of thousands of organisations: one by one, or all of a kind, of a sector, below one of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import today
from apps.core.text import clean
from apps.organisations.kinds import Kind, Sector
from apps.organisations.models import Organisation
from apps.organisations.path_filters import within_paths
from apps.organisations.picker import Picker, found_by, label_of
from apps.organisations.querysets import OrganisationQuerySet

#: So many can be named one by one, and so many groups, in one form.
MAX_NAMED, MAX_GROUPS = 2000, 50
_BETWEEN = re.compile("[、，,；;\n]")


@dataclass(frozen=True, slots=True)
class Group:
    """All open organisations of a kind and a sector at or below one; what is blank does not narrow.

    Written ``branch/village/T01``; what stands last is read like anything that is typed into a picker.
    """

    kind: str
    sector: str
    below: str

    def __str__(self) -> str:
        return "/".join((self.kind, self.sector, self.below))

    @property
    def narrowing(self) -> dict[str, str]:
        return {name: value for name, value in (("kind", self.kind), ("sector", self.sector)) if value}


def _choice(label: Any, every: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    select = forms.Select({"class": "form-select"})
    named = [(value, capfirst(words)) for value, words in choices]
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *named], widget=select)


class NamingEntry(forms.Form):
    """What can be typed and chosen beside the boxes; its prefix is the name of the field that they belong to."""

    typed = forms.CharField(label=_("Add by code or name"), required=False, widget=Picker({"class": "form-control"}))
    kind = _choice(_("Kind"), _("All kinds"), Kind.choices)
    sector = _choice(_("Sector"), _("All sectors"), Sector.choices)
    below = forms.CharField(
        label=_("Organisation, with all below it"), required=False, widget=Picker({"class": "form-control"})
    )


@dataclass(slots=True)
class Named:
    """What the values of a form mean: organisations by what named them, groups with their tops, and the rest."""

    singles: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[Group, Organisation | None] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    unread: list[Group] = field(default_factory=list)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What is understood, each with its words."""
        ones = {it.code: label_of(it.code, it.name) for it in self.singles.values()}
        return [*ones.items(), *((str(_on(group, top)), _words(group, top)) for group, top in self.groups.items())]

    @property
    def entry(self) -> dict[str, str]:
        """What is not, as it was entered."""
        group = asdict(self.unread[0]) if self.unread else {}
        return {"typed": "、".join([*self.unknown, *self.several]), **group}


def entered(data: Mapping[str, Any], name: str) -> list[str]:
    """What stands beside the boxes of a form's data: texts that name one each, and a group."""
    typed, *group = (str(data.get(f"{name}-{part}") or "") for part in NamingEntry.base_fields)
    pieces = (clean(piece) for piece in _BETWEEN.split(typed))
    return [*filter(None, pieces), *([str(Group(*group))] if any(map(clean, group)) else [])]


def named_in(among: OrganisationQuerySet, values: Iterable[str]) -> Named:
    """What `values` mean, each a code, a text that names one, or a group.  At most two queries.

    Of more than `MAX_NAMED` only as many are looked up; the others stay as they were entered.
    """
    every = list(dict.fromkeys(clean(str(value)) for value in values))
    texts = every[:MAX_NAMED]
    groups = {text: group for text in texts if (group := _group(text))}
    single = [text for text in texts if text not in groups]
    found = found_by(among, {*single, *(it.below for it in groups.values() if it.below)})
    named = Named(unknown=every[MAX_NAMED:])
    for text in single:
        if len(found[text]) == 1:
            named.singles[text] = found[text][0]
        else:
            (named.several if found[text] else named.unknown).append(text)
    for group in groups.values():
        tops = found[group.below] if group.below else [None]
        if len(tops) == 1:
            named.groups[group] = tops[0]
        else:
            named.unread.append(group)
    return named


def organisations_in(among: OrganisationQuerySet, named: Named) -> list[Organisation]:
    """The organisations that are named, each once; those of groups are open today.  At most two queries."""
    tops = {it.pk for it in named.groups.values() if it}
    places = among.filter(pk__in=tops).with_parent().values_list("pk", "path") if tops else ()
    paths = dict(places)
    condition = Q()
    # An empty condition would drop out of the disjunction: all of everybody is said, too.
    for group, top in named.groups.items():
        condition |= Q(pk__isnull=False, **group.narrowing) & (_below(paths[top.pk]) if top else Q())
    meant = among.existing(today()).filter(condition) if named.groups else ()
    every = {it.pk: it for it in (*named.singles.values(), *meant)}
    return list(every.values())


def _below(path: str) -> Q:
    return within_paths([path], "placements__") & Q(placements__end__isnull=True)


def _group(text: str) -> Group | None:
    kind, *rest = text.split("/", 2)
    if len(rest) < 2 or kind not in ("", *Kind.values) or rest[0] not in ("", *Sector.values):
        return None
    return Group(kind, rest[0], clean(rest[1]))


def _on(group: Group, top: Organisation | None) -> Group:
    return replace(group, below=top.code if top else "")


def _words(group: Group, top: Organisation | None) -> str:
    kind = Kind(group.kind).label if group.kind else _("All kinds")
    sector = Sector(group.sector).label if group.sector else ""
    return " · ".join(filter(None, [capfirst(str(kind)), str(sector), label_of(top.code, top.name) if top else ""]))
