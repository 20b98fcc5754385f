"""Who is exempted from which indicator (figures.md, sections 2 and 3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F, Q

from apps.core.calendar import valid_on
from apps.organisations.kinds import official_order
from apps.organisations.models import Organisation
from apps.organisations.tree import ids_on, is_below
from apps.plans.applies import meant_by
from apps.plans.models import Exemption, Indicator, Plan

#: By indicator id, the earliest first.
Exemptions = Mapping[int, Sequence[Exemption]]


def exemptions_of(indicators: Iterable[Indicator], on: date) -> Exemptions:
    """All exemptions, current and not, with their organisations and their places on the day.  One query."""
    rows = Exemption.objects.filter(valid_on(on, "organisation__placements__"), indicator__in=indicators)
    rows = rows.annotate(path=F("organisation__placements__path")).select_related("organisation")
    found: defaultdict[int, list[Exemption]] = defaultdict(list)
    for exemption in rows.order_by("organisation__code", "start"):
        found[exemption.indicator_id].append(exemption)
    return found


def touching(exemptions: Iterable[Exemption], path: str) -> list[Exemption]:
    """Those that concern the organisation at `path`, or one above or below it."""
    return [it for it in exemptions if is_below(it.path, [path]) or is_below(path, [it.path])]


def exempt_places(exemptions: Iterable[Exemption], on: date) -> tuple[str, ...]:
    """The places of those who are exempted on the day, none below another, in order."""
    paths: list[str] = []
    for path in sorted(it.path for it in exemptions if it.holds_on(on)):
        if not is_below(path, paths):
            paths.append(path)
    return tuple(paths)


def exemption_at(exemptions: Sequence[Exemption], path: str, on: date) -> Exemption | None:
    """The exemption that holds on the day for the organisation at `path`: its own, or one from above."""
    line = ids_on(path) if exemptions else ()
    return next((it for it in exemptions if it.organisation_id in line and it.holds_on(on)), None)


def whom_to_exempt(indicator: Indicator, plan: Plan, on: date) -> list[Organisation]:
    """Whom the indicator means on the day, and those directly below the committee with somebody whom it means.

    Where it means nobody below the committee, all who stand directly below it, for their facts may count nevertheless.
    The committee itself is not exempted from its own plan.  Three queries.
    """
    path = plan.organisation.placements.on(on).values_list("path", flat=True).first()
    if path is None:
        return []
    level = len(ids_on(path))
    below = [it for it in meant_by(indicator.applies_to, path, on) if it.organisation != plan.organisation_id]
    ids = {it.organisation for it in below} | {ids_on(it.path)[level] for it in below}
    among = Q(pk__in=ids) if ids else valid_on(on, "placements__") & Q(placements__parent=plan.organisation_id)
    found = Organisation.objects.existing(on).filter(among)
    return sorted(found, key=lambda it: official_order(it.sector, it.code))
