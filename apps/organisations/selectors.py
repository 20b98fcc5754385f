"""What the pages of organisations show, each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, When

from apps.accounts.models import User
from apps.core.calendar import BEGINNING, today
from apps.organisations.access import may
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet, user_paths
from apps.organisations.services.tree import read_places
from apps.organisations.tree import ids_on, is_below, links_of


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that a page names; `visible` says whether it may lead to its page."""

    code: str
    name: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of time below one parent (None: at the top); `start` None: always, `end` None: until further notice."""

    parent: Named | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an organisation stands and stood, and what the person may do with it."""

    above: Sequence[Named]
    stays: Sequence[Stay]
    merged_into: Named | None
    may_edit: bool


def surroundings_of(organisation: Organisation, user: User) -> Surroundings:
    """The organisations above at the last known place (top first), every stay, the successor.  Four queries at most."""
    places = read_places([organisation.pk])[organisation.pk]
    path = next((place.path for place in places if place.end is None), "")
    links = links_of(places)
    above = ids_on(path)[:-1]
    names = _named({*above, organisation.merged_into_id, *(link.parent for link in links)}, user)
    stays = [
        Stay(names.get(link.parent), None if link.start == BEGINNING else link.start, link.end)
        for link in reversed(links)
    ]
    return Surroundings(
        above=[names[ancestor] for ancestor in above],
        stays=stays,
        merged_into=names.get(organisation.merged_into_id),
        may_edit=may(user, "organisation.edit") and is_below(path, user_paths(user, "organisation.edit")),
    )


def _named(ids: Iterable[int | None], user: User) -> dict[int | None, Named]:
    paths = user_paths(user, "organisation.view")
    known = {pk for pk in ids if pk is not None}
    rows = Organisation.objects.filter(pk__in=known).with_parent().values_list("pk", "code", "name", "path")
    return {pk: Named(code, name, is_below(path, paths)) for pk, code, name, path in rows}


def directly_below(organisation: Organisation) -> OrganisationQuerySet:
    """The organisations whose last known parent is `organisation`: the Party's own first, each by code."""
    below = Organisation.objects.filter(placements__end__isnull=True, placements__parent=organisation)
    party_first = Case(When(kind__in=PARTY_KINDS, then=0), default=1)
    in_order: OrganisationQuerySet = below.order_by(party_first, "code")
    return in_order


def moving_along(organisation: Organisation, on: date) -> OrganisationQuerySet:
    """All that stands below `organisation` on the day `on` and so goes where it goes, by code."""
    below = Organisation.objects.subtree_of(organisation, on).exclude(pk=organisation.pk)
    in_order: OrganisationQuerySet = below.order_by("code")
    return in_order


def existing_below(organisation: Organisation) -> OrganisationQuerySet:
    """The organisations below this one that are still open today."""
    return moving_along(organisation, today()).existing(today())
