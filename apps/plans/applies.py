"""The sets of organisations that an indicator applies to (figures.md, section 2, "Applies to")."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q

from apps.checklists.listings import listed
from apps.checklists.names import ListName
from apps.organisations import sets
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet, PlacementQuerySet
from apps.organisations.sets import Placed, PlaceSet, existed_since, exists_on, starts_of
from apps.organisations.tree import path_range
from apps.plans.natures import Applies

__all__ = ["Meant", "is_meant", "meant_by", "organisations_for", "places_for", "places_in"]


def organisations_for(applies_to: Iterable[str], within: Organisation, on: date) -> OrganisationQuerySet:
    """The organisations at or below `within` that exist on the day `on` and that the names in `applies_to` mean.

    Each organisation once, however many of the names mean it.  One query for the place of `within`; the rest is
    a subquery, so the result chains and counts in the database.  `two_new` is a list that no register holds yet: it
    means nobody.
    """
    return Organisation.objects.filter(pk__in=places_for(applies_to, within, on).values("organisation"))


def places_for(applies_to: Iterable[str], within: Organisation, on: date) -> PlacementQuerySet:
    """The places on the day `on` of the organisations of `organisations_for`: for whoever needs paths as well."""
    path = within.placements.on(on).values_list("path", flat=True).first()
    meant = [_SETS[Applies(name)](on) for name in sorted(set(applies_to)) if Applies(name) in _SETS]
    if path is None or not meant:
        return Placement.objects.none()
    any_of_them = Q()
    for condition in meant:
        any_of_them |= condition
    low, high = path_range(path)
    return Placement.objects.on(on).filter(exists_on(on), any_of_them, path__gte=low, path__lt=high)


def is_meant(applies_to: Iterable[str], on: date) -> Q:
    """The places whose organisations exist and are meant by one of the names on the day; nobody without a name."""
    found = Q(pk__in=[])
    for name in sorted(set(applies_to)):
        if Applies(name) in _SETS:
            found |= _SETS[Applies(name)](on)
    return found & exists_on(on)


class Meant(NamedTuple):
    """An organisation, where it stands, which names mean it, and from when to when it exists: [opened, closed)."""

    organisation: int
    path: str
    names: frozenset[str]
    opened: date | None = None
    closed: date | None = None


def meant_by(applies_to: Iterable[str], path: str, on: date) -> list[Meant]:
    """Who at or below `path` is meant by each of the names on the day `on`.  One query, whatever the names."""
    low, high = path_range(path)
    names = {name for name in applies_to if Applies(name) in _SETS}
    within = Q(path__gte=low, path__lt=high)
    return [it for it in places_in(within, path, names, on) if it.names] if names else []


def places_in(within: Q, path: str, applies_to: Iterable[str], on: date, *, since: date | None = None) -> list[Meant]:
    """The places of the day at or below `path` that fulfil `within`, with the names that mean each.  One query.

    With `since` the names mean also whoever existed on one of the days from then on, and does no longer.
    """
    names = sorted(str(Applies(name)) for name in set(applies_to) if Applies(name) in _SETS)
    sets_of = {name: _SETS[Applies(name)] for name in names}
    flags = {
        f"is_{name}": ExpressionWrapper(its(on), BooleanField())
        for name, its in sets_of.items()
        if not isinstance(its, PlaceSet)
    }
    exists = ExpressionWrapper(existed_since(since or on, on), BooleanField())
    columns = ("organisation", "path", *(f"organisation__{it}" for it in ("kind", "sector", "graded")), "exists")
    lifetime = ("organisation__opened", "organisation__closed")
    above = starts_of(path)
    rows = Placement.objects.on(on).filter(within | Q(path__in=above)).annotate(exists=exists, **flags)
    read = list(rows.order_by("path").values_list(*columns, *lifetime, *flags))
    placed = [Placed(*row[: len(columns)]) for row in read]
    members = {name: its.among(placed) for name, its in sets_of.items() if isinstance(its, PlaceSet)}
    for at, flag in enumerate(flags, len(columns) + len(lifetime)):
        members[flag.removeprefix("is_")] = {row[0] for row in read if row[at] and row[len(columns) - 1]}
    return [
        Meant(
            it.organisation,
            it.path,
            frozenset(name for name in names if it.organisation in members[name]),
            *row[len(columns) : len(columns) + 2],
        )
        for it, row in zip(placed, read, strict=True)
        if it.path not in above
    ]


_SETS: dict[Applies, sets.Places] = {
    Applies.VILLAGE: sets.VILLAGES,
    Applies.COMMUNITY: sets.COMMUNITIES,
    Applies.UNIT: sets.UNITS,
    Applies.PARTY_BRANCH: sets.BRANCHES,
    Applies.PARTY_ORGANISATION: sets.GRADED,
    Applies.MASS: sets.MASS,
    Applies.LEAGUE: sets.LEAGUE,
    Applies.TWO_NEW_PARTY: sets.TWO_NEW_PARTY,
    Applies.ASSOCIATION: sets.ASSOCIATIONS,
    Applies.TOWNSHIP: sets.TOWNSHIPS,
    Applies.ADOPTING_UNIT: listed(ListName.ADOPTING_UNIT),
    Applies.PILOT_BRANCH: listed(ListName.PILOT_BRANCH),
}
