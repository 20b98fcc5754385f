"""What the pages of organisations show, each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, When

from apps.accounts.models import User
from apps.core.calendar import BEGINNING, today
from apps.organisations.access import may
from apps.organisations.kinds import PARTY_KINDS, Setting
from apps.organisations.models import LeadingLink, Organisation
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
class Leading:
    """A stretch of time in which one organisation leads another, seen from one of them; `other` is the other."""

    id: int
    other: Named
    start: date
    end: date | None
    basis: str
    current: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an organisation stands and stood, who leads it or whom it leads, and what the person may do with it.

    `path` is its place today, None where it has none.
    """

    path: str | None
    above: Sequence[Named]
    stays: Sequence[Stay]
    leading: Sequence[Leading]
    merged_into: Named | None
    is_party: bool
    may_edit: bool


def surroundings_of(organisation: Organisation, user: User) -> Surroundings:
    """The organisations above at the last known place (top first), every stay and leading link, the successor.

    Seven queries at most.
    """
    places = read_places([organisation.pk])[organisation.pk]
    path = next((place.path for place in places if place.end is None), "")
    links = links_of(places)
    above = ids_on(path)[:-1]
    leading = LeadingLink.objects.counted().filter(Q(leader=organisation) | Q(led=organisation))
    others = {link: _other_end(link, organisation) for link in leading.order_by("-start", "led__code")}
    names = named({*above, organisation.merged_into_id, *(link.parent for link in links), *others.values()}, user)
    stays = [
        Stay(names.get(link.parent), None if link.start == BEGINNING else link.start, link.end)
        for link in reversed(links)
    ]
    return Surroundings(
        path=next((it.path for it in places if it.start <= today() and (it.end is None or it.end > today())), None),
        above=[names[ancestor] for ancestor in above],
        stays=stays,
        leading=_in_force_first(_leading(link, names[other]) for link, other in others.items()),
        merged_into=names.get(organisation.merged_into_id),
        is_party=organisation.kind in PARTY_KINDS,
        may_edit=may(user, "organisation.edit") and is_below(path, user_paths(user, "organisation.edit")),
    )


def _other_end(link: LeadingLink, organisation: Organisation) -> int:
    other: int = link.led_id if link.leader_id == organisation.pk else link.leader_id
    return other


def _leading(link: LeadingLink, other: Named) -> Leading:
    current = link.start <= today() and (link.end is None or link.end > today())
    return Leading(link.pk, other, link.start, link.end, link.basis, current)


def _in_force_first(links: Iterable[Leading]) -> list[Leading]:
    return sorted(links, key=lambda link: not link.current)


def named(ids: Iterable[int | None], user: User) -> dict[int | None, Named]:
    """How a page names these organisations (ids), each by its id.  One query."""
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


def parent_on(organisation: Organisation, day: date) -> Organisation | None:
    """What stands directly above on a day; None at the top.  One query."""
    place = organisation.placements.on(day).select_related("parent").first()
    return place.parent if place else None


def without_leader(organisations: OrganisationQuerySet, on: date) -> OrganisationQuerySet:
    """Those open mass organisations of `organisations` that nobody leads on the day `on`, or somebody who is closed."""
    sound = LeadingLink.objects.on(on).filter(Q(leader__closed__isnull=True) | Q(leader__closed__gt=on))
    open_ones = organisations.existing(on).exclude(kind__in=PARTY_KINDS)
    alone: OrganisationQuerySet = open_ones.exclude(pk__in=sound.values("led"))
    return alone


def numbers_by_setting(organisations: OrganisationQuerySet) -> list[tuple[str, str, int]]:
    """How many of these organisations that exist today were set up on which ground (M058): code, name, number.

    None of them where no ground is entered at all.  One query.
    """
    rows = organisations.existing(today()).exclude(setting="").order_by().values_list("setting")
    numbers: dict[str, int] = dict(rows.annotate(number=Count("pk", distinct=True)))
    return [(it.value, str(it.label), numbers.get(it.value, 0)) for it in Setting] if numbers else []


def path_on(organisation: Organisation, day: date) -> str | None:
    """The place of `organisation` in the tree of the day; None where it has none yet.  One query."""
    path: str | None = organisation.placements.on(day).values_list("path", flat=True).first()
    return path
