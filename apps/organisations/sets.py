"""The sets of organisations that targets and checklists are meant for (figures.md, section 2, "Applies to").

Each is a condition on the places of a day: ``Placement.objects.on(day).filter(exists_on(day), VILLAGES(day))``.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from apps.organisations.kinds import GRADED_KINDS, PARTY_KINDS, Kind, Sector
from apps.organisations.models import Placement
from apps.organisations.tree import SEGMENT_WIDTH

MASS_KINDS = frozenset(
    {
        Kind.LEAGUE_COMMITTEE,
        Kind.LEAGUE_GENERAL_BRANCH,
        Kind.LEAGUE_BRANCH,
        Kind.WOMENS_FEDERATION,
        Kind.TRADE_UNION,
    }
)

Places = Callable[[date], Q]

_PATH_LENGTH: int = Placement._meta.get_field("path").max_length or 0


def exists_on(on: date) -> Q:
    """A place of an organisation that exists on the day: [opened, closed)."""
    return (Q(organisation__opened__isnull=True) | Q(organisation__opened__lte=on)) & (
        Q(organisation__closed__isnull=True) | Q(organisation__closed__gt=on)
    )


def topmost(*sectors: Sector) -> Places:
    """Party organisations of the sectors with none of them above: a village with three branches is one village."""
    of_sector = Q(organisation__kind__in=PARTY_KINDS, organisation__sector__in=sectors)

    def condition(on: date) -> Q:
        starts = [Substr(OuterRef("path"), 1, length) for length in range(SEGMENT_WIDTH, _PATH_LENGTH, SEGMENT_WIDTH)]
        above = Placement.objects.on(on).filter(of_sector, exists_on(on), path__in=starts, path__lt=OuterRef("path"))
        return of_sector & ~Q(Exists(above))

    return condition


def _where(**conditions: Any) -> Places:
    return lambda _on: Q(**conditions)


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
EVERY_UNIT = _any_of(VILLAGES_AND_COMMUNITIES, UNITS)
BRANCHES = _where(organisation__kind__in=[Kind.BRANCH, Kind.JOINT_BRANCH])
#: What takes part in the three classes.
GRADED = _where(organisation__kind__in=GRADED_KINDS, organisation__graded=True)
MASS = _where(organisation__kind__in=MASS_KINDS)
ASSOCIATIONS = _where(organisation__kind=Kind.ASSOCIATION)
TOWNSHIPS = _where(organisation__kind=Kind.COMMITTEE, organisation__sector="")
