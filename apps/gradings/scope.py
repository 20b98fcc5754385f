"""Which part of the tree a page is about: the one that the person asks for, else the highest that they look after."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from apps.accounts.models import User
from apps.organisations.access import organisation_for
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet, user_paths
from apps.organisations.tree import ids_on

#: As many as a person can still choose from a list.
MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Scope:
    """The chosen organisation, all that the person may see, and what they may choose instead (the highest first)."""

    organisation: Organisation
    visible: OrganisationQuerySet
    choices: list[tuple[str, str]]


def scope_of(user: User, action: str, code: str) -> Scope:
    """The scope `code` for `action`; 404 for an organisation that the person does not see.

    Offered are the Party organisations with others below them.  Two queries, four for one that is not offered.
    """
    paths = user_paths(user, action)
    visible = Organisation.objects.below_paths(paths)
    offered = _offered(visible, [ids_on(path)[-1] for path in paths])
    by_code = {organisation.code: organisation for organisation in offered}
    if not code and not offered:
        raise Http404
    organisation = by_code.get(code) or (organisation_for(user, action, code) if code else _highest(offered))
    if organisation.code not in by_code:
        offered.append(organisation)
    return Scope(organisation, visible, [(it.code, it.name) for it in offered])


def below(organisation: Organisation) -> OrganisationQuerySet:
    """`organisation` and all whose last known place is below it.  One query for its place."""
    places = organisation.placements.filter(end__isnull=True)
    return Organisation.objects.below_paths(places.values_list("path", flat=True))


def may_on(user: User, action: str, organisation: Organisation) -> bool:
    """Whether `user` may do `action` on this organisation.  Two queries."""
    return Organisation.objects.visible_to(user, action).filter(pk=organisation.pk).exists()


def _offered(visible: OrganisationQuerySet, tops: list[int]) -> list[Organisation]:
    leads_others = Exists(Placement.objects.filter(parent=OuterRef("pk"), end__isnull=True))
    heads = visible.filter(Q(pk__in=tops) | Q(leads_others, kind__in=PARTY_KINDS))
    return list(heads.with_parent().order_by("path")[:MOST_CHOICES])


def _highest(offered: list[Organisation]) -> Organisation:
    return min(offered, key=lambda organisation: (len(organisation.path), organisation.code))  # type: ignore[attr-defined]
