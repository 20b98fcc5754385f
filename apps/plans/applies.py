"""The sets of organisations that an indicator applies to (figures.md, section 2, "Applies to")."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q

from apps.checklists.listings import listed
from apps.checklists.names import ListName
from apps.core.statements import rows_of
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
    names = {name for name in applies_to if Applies(name) in _SETS}
    return [it for it in places_in(path, names, on) if it.names] if names else []


def places_in(
    path: str, applies_to: Iterable[str], on: date, *, since: date | None = None, within: Q | None = None
) -> list[Meant]:
    """The places of the day at or below `path`, with the names that mean each.  One query.

    With `within` only those that fulfil it; with `since` the names mean also whoever existed on one of the days from
    then on, and does no longer.
    """
    names = tuple(sorted(str(Applies(name)) for name in set(applies_to) if Applies(name) in _SETS))
    asked, above = (path, names, on, since or on), starts_of(path)
    read = rows_of(Placement, _placed, *asked) if within is None else list(_placed(*asked, within))
    placed = [Placed(*row[: len(_COLUMNS)]) for row in read]
    members = {name: its.among(placed) for name in names if isinstance(its := _SETS[Applies(name)], PlaceSet)}
    for at, name in enumerate(_flagged(names), len(_COLUMNS) + len(_LIFETIME)):
        members[name] = {row[0] for row in read if row[at] and row[_EXISTS]}
    return [
        Meant(
            it.organisation,
            it.path,
            frozenset(name for name in names if it.organisation in members[name]),
            *row[len(_COLUMNS) : len(_COLUMNS) + len(_LIFETIME)],
        )
        for it, row in zip(placed, read, strict=True)
        if it.path not in above
    ]


_COLUMNS = ("organisation", "path", *(f"organisation__{it}" for it in ("kind", "sector", "graded")), "exists")
_EXISTS = len(_COLUMNS) - 1
_LIFETIME = ("organisation__opened", "organisation__closed")


def _flagged(names: Iterable[str]) -> list[str]:
    """The names of which the database says whom they mean; the others follow from who stands where."""
    return [name for name in names if not isinstance(_SETS[Applies(name)], PlaceSet)]


def _placed(path: str, names: tuple[str, ...], on: date, since: date, within: Q | None = None) -> PlacementQuerySet:
    """The places of `places_in` and those above, each with a flag for each name."""
    flags = {f"is_{name}": ExpressionWrapper(_SETS[Applies(name)](on), BooleanField()) for name in _flagged(names)}
    low, high = path_range(path)
    wanted = Q(path__gte=low, path__lt=high) if within is None else within
    exists = ExpressionWrapper(existed_since(since, on), BooleanField())
    rows = Placement.objects.on(on).filter(wanted | Q(path__in=starts_of(path))).annotate(exists=exists, **flags)
    found: PlacementQuerySet = rows.order_by("path").values_list(*_COLUMNS, *_LIFETIME, *flags)
    return found


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
