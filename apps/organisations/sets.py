"""The sets of organisations that targets and checklists are meant for (figures.md, section 2, "Applies to").

Each is a condition on the places of a day: ``Placement.objects.on(day).filter(exists_on(day), VILLAGES(day))``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from apps.core.calendar import valid_on
from apps.organisations.kinds import GRADED_KINDS, PARTY_KINDS, Kind, Sector
from apps.organisations.models import Placement
from apps.organisations.tree import SEGMENT_WIDTH, path_range

LEAGUE_KINDS = frozenset({Kind.LEAGUE_COMMITTEE, Kind.LEAGUE_GENERAL_BRANCH, Kind.LEAGUE_BRANCH})
MASS_KINDS = LEAGUE_KINDS | {Kind.WOMENS_FEDERATION, Kind.TRADE_UNION}

Places = Callable[[date], Q]

_PATH_LENGTH: int = Placement._meta.get_field("path").max_length or 0


def exists_on(on: date) -> Q:
    """A place of an organisation that exists on the day: [opened, closed)."""
    return existed_since(on, on)


def existed_since(since: date, on: date) -> Q:
    """A place of an organisation that existed on at least one day from `since` to `on`."""
    return (Q(organisation__opened__isnull=True) | Q(organisation__opened__lte=on)) & (
        Q(organisation__closed__isnull=True) | Q(organisation__closed__gt=since)
    )


def not_below(places: Iterable[str], prefix: str = "") -> Q:
    """What stands neither at one of these places nor below it."""
    found = Q()
    for low, high in map(path_range, places):
        before, after = {f"{prefix}path__lt": low}, {f"{prefix}path__gte": high}
        found &= Q(**before) | Q(**after)
    return found


class Below(NamedTuple):
    """What stands at or below `path` on a day, less those at the places `without` and all below them.

    As a condition: `prefix` leads to the placements.  Two of the same are equal: they tell questions apart.
    """

    path: str
    on: date
    without: tuple[str, ...] = ()

    def __call__(self, prefix: str) -> Q:
        low, high = path_range(self.path)
        within: dict[str, Any] = {f"{prefix}path__gte": low, f"{prefix}path__lt": high}
        return valid_on(self.on, prefix) & Q(**within) & not_below(self.without, prefix)


class StandingAt(NamedTuple):
    """What stands at one of the places on a day, as a condition like `Below`."""

    places: tuple[str, ...]
    on: date
    path: str = ""

    def __call__(self, prefix: str) -> Q:
        at: dict[str, Any] = {f"{prefix}path__in": self.places}
        return valid_on(self.on, prefix) & Q(**at)


def lines_to(paths: Iterable[str], day: date) -> StandingAt:
    """Those who stand at these places on the day, and those above them: a branch of a village is no village."""
    return StandingAt(tuple(sorted({above for path in paths for above in (path, *starts_of(path))})), day)


class Placed(NamedTuple):
    """A place of a day with what its organisation is, and whether it exists on the day."""

    organisation: int
    path: str
    kind: str
    sector: str
    graded: bool
    exists: bool


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """Places told by what their organisations are: a condition for the database, or asked of what was read already.

    `topmost`: only those with none of the set above them: a village with three branches is one village.
    """

    kinds: frozenset[str]
    sectors: frozenset[str] | None = None
    graded: bool = False
    topmost: bool = False

    def __call__(self, on: date) -> Q:
        if not self.topmost:
            return self.base
        starts = [Substr(OuterRef("path"), 1, length) for length in range(SEGMENT_WIDTH, _PATH_LENGTH, SEGMENT_WIDTH)]
        above = Placement.objects.on(on).filter(self.base, exists_on(on), path__in=starts, path__lt=OuterRef("path"))
        return self.base & ~Q(Exists(above))

    def among(self, places: Iterable[Placed]) -> set[int]:
        """The organisations of the set that exist; `places` hold what stands above each of them, too."""
        own = {it.path: it.organisation for it in places if it.exists and self._holds(it)}
        if not self.topmost:
            return set(own.values())
        return {organisation for path, organisation in own.items() if not any(it in own for it in starts_of(path))}

    @property
    def base(self) -> Q:
        """The whole set, with those below another of it."""
        found = Q(organisation__kind__in=self.kinds)
        if self.sectors is not None:
            found &= Q(organisation__sector__in=self.sectors)
        return found & Q(organisation__graded=True) if self.graded else found

    def _holds(self, place: Placed) -> bool:
        if place.kind not in self.kinds or (self.graded and not place.graded):
            return False
        return self.sectors is None or place.sector in self.sectors


def starts_of(path: str) -> list[str]:
    """The paths of what stands above a place."""
    return [path[:length] for length in range(SEGMENT_WIDTH, len(path), SEGMENT_WIDTH)]


def topmost(*sectors: Sector) -> PlaceSet:
    """Party organisations of the sectors with none of them above."""
    return PlaceSet(frozenset(map(str, PARTY_KINDS)), frozenset(map(str, sectors)), topmost=True)


def of_kinds(*kinds: Kind, sectors: Iterable[str] | None = None, graded: bool = False) -> PlaceSet:
    return PlaceSet(frozenset(map(str, kinds)), None if sectors is None else frozenset(sectors), graded)


def _any_of(*some: Places) -> Places:
    def condition(on: date) -> Q:
        found = Q()
        for one in some:
            found |= one(on)
        return found

    return condition


VILLAGES = topmost(Sector.VILLAGE)
COMMUNITIES = topmost(Sector.COMMUNITY)
VILLAGES_AND_COMMUNITIES = _any_of(VILLAGES, COMMUNITIES)
UNITS = topmost(Sector.OFFICE, Sector.INSTITUTION, Sector.STATE_ENTERPRISE)
TWO_NEW_PARTY = topmost(Sector.PRIVATE_ENTERPRISE, Sector.SOCIAL_ORGANISATION)
EVERY_UNIT = _any_of(VILLAGES_AND_COMMUNITIES, UNITS)
BRANCHES = of_kinds(Kind.BRANCH, Kind.JOINT_BRANCH)
#: What takes part in the three classes.
GRADED = of_kinds(*GRADED_KINDS, graded=True)
MASS = of_kinds(*MASS_KINDS)
LEAGUE = of_kinds(*LEAGUE_KINDS)
ASSOCIATIONS = of_kinds(Kind.ASSOCIATION)
TOWNSHIPS = of_kinds(Kind.COMMITTEE, sectors=[""])
