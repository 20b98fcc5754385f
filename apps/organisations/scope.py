"""Which part of the tree a page is about: the one that the person asks for, else the highest that they look after."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from apps.accounts.models import User
from apps.core.statements import objects_of
from apps.core.text import half_width
from apps.organisations.access import organisation_for
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet, paths_by_action
from apps.organisations.rules import CODE
from apps.organisations.selectors import path_on
from apps.organisations.tree import ids_on, is_below

#: As many as a person can still choose from a list.
MAX_CHOICES = 300


@dataclass(frozen=True, slots=True)
class ChosenScope:
    """The chosen organisation, what else may be chosen (the highest first), and where the person may do what.

    It is for `action`.  `path` is the last known place of the organisation, where it stands since the day `since`.
    """

    organisation: Organisation
    path: str
    since: date
    choices: list[tuple[str, str]]
    action: str
    paths: dict[str, list[str]]

    @property
    def visible(self) -> OrganisationQuerySet:
        """All for which the person may do `action`."""
        return Organisation.objects.below_paths(self.paths[self.action])

    @property
    def below(self) -> OrganisationQuerySet:
        """The organisation and all whose last known place is below it."""
        return Organisation.objects.below_paths([self.path])

    def place_on(self, day: date) -> str | None:
        """The place of the organisation on a day.  One query where it stood elsewhere then."""
        return self.path if self.since <= day else path_on(self.organisation, day)

    def may(self, action: str) -> bool:
        """Whether the person may do `action`, one of those asked for, on the chosen organisation."""
        return is_below(self.path, self.paths[action])


def scope_of(user: User, action: str, code: str, *also: str) -> ChosenScope:
    """The scope `code` for `action`; 404 for an organisation that the person does not see.

    Offered are the Party organisations with others below them; another one may be asked for.  Actions of `also`
    may be asked of the scope.  Two queries, one more for an organisation that is not offered.
    """
    code = half_width(code)
    paths = paths_by_action(user, action, *also)
    tops = tuple(paths[action])
    offered = objects_of(Organisation, _offered, tops, tuple(ids_on(it)[-1] for it in tops))
    chosen = _chosen(offered, paths[action], code)
    if chosen is None:
        # Raises: either nobody knows the organisation, or the person sees it but not this of it.
        organisation_for(user, action, code)
        raise Http404
    if chosen not in offered:
        offered.append(chosen)
    return ChosenScope(chosen, chosen.path, chosen.since, [(it.code, it.name) for it in offered], action, paths)


def may_on(user: User, action: str, organisation: Organisation) -> bool:
    """Whether `user` may do `action` on this organisation.  Two queries."""
    return Organisation.objects.visible_to(user, action).filter(pk=organisation.pk).exists()


def _offered(visible: tuple[str, ...], tops: tuple[int, ...]) -> "QuerySet[Any]":
    leads_others = Exists(Placement.objects.filter(parent=OuterRef("pk"), end__isnull=True))
    heads = Organisation.objects.below_paths(visible).filter(
        Q(pk__in=tops) | Q(leads_others, kind__in=sorted(PARTY_KINDS))
    )
    found: QuerySet[Any] = heads.annotate(path=F("placements__path"), since=F("placements__start"))
    return found.order_by("path")[:MAX_CHOICES]


def _chosen(offered: list[Any], paths: list[str], code: str) -> Any:
    """The organisation asked for, with its `path`; without a code the highest one, the Party's own before those led."""
    if not code:
        return min(offered, key=lambda it: (it.kind not in PARTY_KINDS, len(it.path), it.code), default=None)
    found = next((it for it in offered if it.code == code), None)
    if found is None and CODE.fullmatch(code):
        found = Organisation.objects.below_paths(paths).with_parent().filter(code=code).first()
    return found
