"""What an activity will count for before it is saved: frequency rules, indicators, campaigns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from apps.activities.types import ActivityType
from apps.campaigns.figures import running_on
from apps.campaigns.models import Campaign
from apps.core.calendar import today
from apps.frequencies.due import Dues
from apps.frequencies.names import period_named
from apps.organisations.models import Organisation, Placement
from apps.organisations.sets import lines_to
from apps.organisations.tree import ids_on
from apps.plans.measurable import keys_for
from apps.plans.models import Indicator, Plan
from apps.plans.natures import Source

#: Of so many hosts it is said one by one.
LONGEST_LIST = 5


class Frequency(NamedTuple):
    """How many are due in the period of the day, and how many are recorded in it so far."""

    organisation: str
    period: str
    times: int
    held: int


@dataclass(frozen=True, slots=True)
class CountsFor:
    """`campaigns` are offered: those that run on the day; `campaign` is the one that was named."""

    is_known: bool = False
    frequencies: Sequence[Frequency] = ()
    indicators: Sequence[Indicator] = ()
    campaigns: Sequence[Campaign] = ()
    campaign: Campaign | None = None
    named: str = ""


def counts_for(hosts: Iterable[Organisation], day: date, facts: Mapping[str, Any], campaign: str) -> CountsFor:
    """For what an activity of these hosts counts, by its type and what else is stated.  At most nine queries."""
    type_, names = facts["type"], {host.pk: host.name for host in hosts}
    paths = dict(Placement.objects.on(day).filter(organisation__in=names).values_list("organisation", "path"))
    above = {organisation for path in paths.values() for organisation in ids_on(path)}
    running = running_on(day, above)
    named = next((it for it in running if it.title == campaign), None)
    known = type_ in ActivityType and bool(paths)
    frequencies = list(_frequencies(paths, names, day, type_))[:LONGEST_LIST] if known else []
    indicators = _indicators(paths.values(), day.year, facts) if known else []
    return CountsFor(known, frequencies, indicators, running, named, campaign)


def _frequencies(paths: dict[int, str], names: dict[int, str], day: date, type_: str) -> Iterable[Frequency]:
    until = max(day, min(today(), date(day.year, 12, 31)))
    for it in Dues(lines_to(paths.values(), day), day.year, until, [type_]):
        if it.place.organisation not in names:
            continue
        period = next((period for period in it.periods if period.first <= day <= period.last), None)
        if period is not None:
            name = names[it.place.organisation]
            yield Frequency(name, period_named(period), it.rule.times, min(it.rule.times, period.held(it.months)))


def _indicators(paths: Iterable[str], year: int, facts: Mapping[str, Any]) -> list[Indicator]:
    """The indicators of the plans nearest to the hosts that such an activity decides.  Two queries."""
    lines = [ids_on(path) for path in paths]
    plans = Plan.objects.filter(year=year, organisation__in={it for line in lines for it in line})
    by_owner = {plan.organisation_id: plan.pk for plan in plans}
    nearest = {next((by_owner[it] for it in reversed(line) if it in by_owner), None) for line in lines} - {None}
    found = Indicator.objects.filter(programme__plan__in=nearest, mechanism__in=keys_for(facts), source=Source.MEASURE)
    return list(found.order_by("position", "pk"))
