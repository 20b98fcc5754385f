"""The sets of organisations that an indicator applies to (figures.md, section 2, "Applies to")."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Substr

from apps.organisations.kinds import GRADED_KINDS, PARTY_KINDS, Kind, Sector
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet, PlacementQuerySet
from apps.organisations.tree import SEGMENT_WIDTH, path_range
from apps.plans.natures import Applies

MASS_KINDS = frozenset(
    {
        Kind.LEAGUE_COMMITTEE,
        Kind.LEAGUE_GENERAL_BRANCH,
        Kind.LEAGUE_BRANCH,
        Kind.WOMENS_FEDERATION,
        Kind.TRADE_UNION,
    }
)
UNIT_SECTORS = frozenset({Sector.OFFICE, Sector.INSTITUTION, Sector.STATE_ENTERPRISE})

_PATH_LENGTH: int = Placement._meta.get_field("path").max_length or 0


def organisations_for(applies_to: Iterable[str], within: Organisation, on: date) -> OrganisationQuerySet:
    """The organisations at or below `within` that exist on the day `on` and that the names in `applies_to` mean.

    Each organisation once, however many of the names mean it.  One query for the place of `within`; the rest is
    a subquery, so the result chains and counts in the database.  `adopting_unit`, `pilot_branch` and `two_new`
    are lists that no register holds yet: they mean nobody.
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
    """The places whose organisations one of the names in `applies_to` means on the day; nobody without a name."""
    found = Q(pk__in=[])
    for name in sorted(set(applies_to)):
        if Applies(name) in _SETS:
            found |= _SETS[Applies(name)](on)
    return found


class Meant(NamedTuple):
    """An organisation that some names mean, where it stands, and which names those are."""

    organisation: int
    path: str
    names: frozenset[str]


def meant_by(applies_to: Iterable[str], path: str, on: date) -> list[Meant]:
    """Who at or below `path` is meant by each of the names on the day `on`.  One query, whatever the names."""
    names = sorted({str(Applies(name)) for name in applies_to} & {str(name) for name in _SETS})
    if not names:
        return []
    conditions = {f"is_{name}": _SETS[Applies(name)](on) for name in names}
    any_of_them = Q()
    for condition in conditions.values():
        any_of_them |= condition
    low, high = path_range(path)
    flags = {name: ExpressionWrapper(condition, BooleanField()) for name, condition in conditions.items()}
    places = Placement.objects.on(on).filter(exists_on(on), any_of_them, path__gte=low, path__lt=high)
    rows = places.order_by("path").annotate(**flags).values_list("organisation", "path", *flags)
    return [
        Meant(organisation, its_path, frozenset(name for name, is_meant in zip(names, meant, strict=True) if is_meant))
        for organisation, its_path, *meant in rows.iterator()
    ]


def exists_on(on: date) -> Q:
    """A place of an organisation that exists on the day: [opened, closed)."""
    return (Q(organisation__opened__isnull=True) | Q(organisation__opened__lte=on)) & (
        Q(organisation__closed__isnull=True) | Q(organisation__closed__gt=on)
    )


def _topmost(sectors: frozenset[Sector]) -> Callable[[date], Q]:
    """Party organisations of the sectors with none of them above: a village with three branches is one village."""
    of_sector = Q(organisation__kind__in=PARTY_KINDS, organisation__sector__in=sectors)

    def condition(on: date) -> Q:
        starts = [Substr(OuterRef("path"), 1, length) for length in range(SEGMENT_WIDTH, _PATH_LENGTH, SEGMENT_WIDTH)]
        above = Placement.objects.on(on).filter(of_sector, exists_on(on), path__in=starts, path__lt=OuterRef("path"))
        return of_sector & ~Q(Exists(above))

    return condition


def _always(condition: Q) -> Callable[[date], Q]:
    return lambda _on: condition


_SETS: dict[Applies, Callable[[date], Q]] = {
    Applies.VILLAGE: _topmost(frozenset({Sector.VILLAGE})),
    Applies.COMMUNITY: _topmost(frozenset({Sector.COMMUNITY})),
    Applies.UNIT: _topmost(UNIT_SECTORS),
    Applies.PARTY_BRANCH: _always(Q(organisation__kind__in=[Kind.BRANCH, Kind.JOINT_BRANCH])),
    Applies.PARTY_ORGANISATION: _always(Q(organisation__kind__in=GRADED_KINDS, organisation__graded=True)),
    Applies.MASS: _always(Q(organisation__kind__in=MASS_KINDS)),
    Applies.ASSOCIATION: _always(Q(organisation__kind=Kind.ASSOCIATION)),
    Applies.TOWNSHIP: _always(Q(organisation__kind=Kind.COMMITTEE, organisation__sector="")),
}
