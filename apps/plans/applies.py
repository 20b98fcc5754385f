"""The sets of organisations that an indicator applies to (figures.md, section 2, "Applies to")."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q

from apps.checklists.listings import listed
from apps.checklists.names import ListName
from apps.core.statements import rows_of
from apps.organisations import sets
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet, PlacementQuerySet
from apps.organisations.sets import Below, Placed, PlaceSet, StandingAt, existed_since, exists_on, starts_of
from apps.organisations.tree import path_range
from apps.plans.natures import Applies

__all__ = [
    "Meant",
    "PlacesRead",
    "could_be_meant",
    "is_known",
    "is_meant",
    "is_topmost",
    "meant_by",
    "organisations_for",
    "places_for",
    "read_places",
]


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


def is_known(name: str) -> bool:
    """Whether the name means anybody at all."""
    return Applies(name) in _SETS


def is_topmost(name: str) -> bool:
    """Whether the name means only those with none of its own set above them."""
    its = _SETS[Applies(name)]
    return isinstance(its, PlaceSet) and its.topmost


def could_be_meant(name: str, since: date, on: date) -> Q:
    """The places that existed on one of the days and that the name means; where it `is_topmost`, those below too."""
    its = _SETS[Applies(name)]
    return (its.base if isinstance(its, PlaceSet) else its(on)) & existed_since(since, on)


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
    return [it for it in read_places(Below(path, on)).meant(names) if it.names] if names else []


class PlacesRead(NamedTuple):
    """Places of a day as they were read, with those above them: whom names mean among them is asked of these."""

    path: str
    on: date
    rows: Sequence[tuple[Any, ...]]

    def meant(self, applies_to: Iterable[str], *, since: date | None = None) -> list[Meant]:
        """The places, each with the names that mean it.

        With `since` the names mean also whoever existed on one of the days from then on, and does no longer.
        """
        names = sorted({str(Applies(name)) for name in applies_to} & _SETS.keys())
        placed = [_as_placed(row, since or self.on, self.on) for row in self.rows]
        members = {name: self._members(name, placed) for name in names}
        above = set(starts_of(self.path))
        return [
            Meant(
                it.organisation,
                it.path,
                frozenset(name for name in names if it.organisation in members[name]),
                *row[_OPENED:_FLAGS],
            )
            for it, row in zip(placed, self.rows, strict=True)
            if it.path not in above
        ]

    def _members(self, name: str, placed: Sequence[Placed]) -> set[int]:
        """The organisations that the name means."""
        its = _SETS[Applies(name)]
        if isinstance(its, PlaceSet):
            return its.among(placed)
        at = _FLAGS + _LISTED.index(name)
        return {it.organisation for it, row in zip(placed, self.rows, strict=True) if row[at] and it.exists}


def read_places(within: Below | StandingAt) -> PlacesRead:
    """The places that are `within`, and those above them.  One query."""
    return PlacesRead(within.path, within.on, rows_of(Placement, _placed, within))


_COLUMNS = ("organisation", "path", *(f"organisation__{it}" for it in ("kind", "sector", "graded", "opened", "closed")))
_OPENED, _FLAGS = _COLUMNS.index("organisation__opened"), len(_COLUMNS)


def _as_placed(row: tuple[Any, ...], since: date, on: date) -> Placed:
    """A row as a place; it exists where it existed on one of the days (`existed_since`)."""
    organisation, path, kind, sector, graded, opened, closed = row[:_FLAGS]
    exists = (opened is None or opened <= on) and (closed is None or closed > since)
    return Placed(organisation, path, kind, sector, graded, exists)


def _placed(within: Below | StandingAt) -> PlacementQuerySet:
    """The places of `read_places`, each with a flag for each name of which the database says whom it means."""
    on = within.on
    flags = {f"is_{name}": ExpressionWrapper(_SETS[Applies(name)](on), BooleanField()) for name in _LISTED}
    rows = Placement.objects.on(on).filter(within("") | Q(path__in=starts_of(within.path))).annotate(**flags)
    found: PlacementQuerySet = rows.order_by("path").values_list(*_COLUMNS, *flags)
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
#: The names of which the database says whom they mean; the others follow from who stands where.
_LISTED = [str(name) for name, its in _SETS.items() if not isinstance(its, PlaceSet)]
