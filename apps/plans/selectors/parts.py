"""The organisations over which a committee splits its targets: those directly below it, level by level."""

from collections.abc import Iterable
from datetime import date

from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on
from apps.plans.applies import meant_by
from apps.plans.natures import Applies


def parts_by_applies(committee: Organisation, on: date, names: Iterable[str] = tuple(Applies)) -> dict[str, list[int]]:
    """For each name the organisations directly below `committee` with somebody at or below them that it means.

    Villages come first, then the other sectors, each by code.  Three queries.
    """
    path = committee.placements.on(on).values_list("path", flat=True).first()
    if path is None:
        return {}
    level = len(ids_on(path))
    found: dict[str, set[int]] = {}
    for meant in meant_by(names, path, on):
        above = ids_on(meant.path)
        if len(above) > level:
            for name in meant.names:
                found.setdefault(name, set()).add(above[level])
    order = _official_order({part for parts in found.values() for part in parts})
    return {name: sorted(parts, key=order.__getitem__) for name, parts in found.items()}


def _official_order(ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    rows = Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "sector", "code")
    return {pk: official_order(sector, code) for pk, sector, code in rows}
