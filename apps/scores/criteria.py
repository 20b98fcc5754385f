"""Which criteria hold where: the latest version of the nearest organisation above, by the field of who is judged."""

from collections.abc import Collection, Iterable
from datetime import date

from apps.core.calendar import ReportingYear
from apps.organisations.models import Placement
from apps.organisations.tree import ids_on
from apps.scores.models import Criteria, Field, field_of


class Versions:
    """All versions of the criteria, asked once; two queries."""

    def __init__(self, organisations: Collection[int]) -> None:
        self._versions = list(Criteria.objects.counted().order_by("start", "pk"))
        places = Placement.objects.filter(end__isnull=True, organisation__in=organisations).order_by()
        self._paths = dict(places.values_list("organisation", "path"))

    def of(self, organisation: int, sector: str, year: int) -> Criteria | None:
        """The version in force at the end of the year."""
        return nearest(self._versions, ids_on(self._paths.get(organisation, "")), field_of(sector), _end(year))


def _end(year: int) -> date:
    return ReportingYear(year).last_day


def nearest(versions: Iterable[Criteria], above: list[int], field: Field, on: date) -> Criteria | None:
    """The latest one kept nearest; `above` are the organisations from the top down.  `versions` come by their day."""
    found: tuple[int, Criteria] | None = None
    for it in versions:
        if it.field != field or it.start > on or it.organisation_id not in above:
            continue
        depth = above.index(it.organisation_id)
        if found is None or depth >= found[0]:
            found = (depth, it)
    return found[1] if found else None
