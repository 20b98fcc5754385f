"""What the portal knows about a month without asking: measured indicators and the activities held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from apps.activities.models import Activity
from apps.activities.types import ActivityType
from apps.core.amount import plain
from apps.core.ratio import Ratio
from apps.filings.models import Filing
from apps.filings.months import Month
from apps.measures import activities as from_activities
from apps.measures import meetings
from apps.measures.facts import FactScope, Tally
from apps.measures.registry import MEASURES, measured
from apps.organisations.models import Organisation
from apps.plans.applies import meant_by
from apps.plans.models import Indicator
from apps.plans.natures import IndicatorKind, Source
from apps.plans.selectors.exemptions import Exemptions, exempt_places, exemption_at, exemptions_of


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator that the portal computes: the year's figure at the month's end and the one a month before."""

    indicator: Indicator
    now: str
    before: str
    #: ``activities`` or ``classes``: the register behind it, and where its records are listed.
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Known:
    """Everything known of a month; `unknown` are indicators for which the portal has no facts yet."""

    measured: list[Measured]
    unknown: list[Indicator]
    held: list[tuple[str, int, str]]


def known_of(filing: Filing) -> Known:
    """What the portal knows of the organisation and all below it at the month's end.

    Five queries, and two per theme of measures: this month and the month before; more where organisations below are
    exempted.
    """
    month = filing.when
    path = filing.organisation.placements.on(month.last_day).values_list("path", flat=True).first()
    if path is None:
        return Known([], [], [])
    indicators, exemptions = _indicators_for(filing, path)
    now = _tallies(filing, path, indicators, exemptions, month.last_day)
    before = _tallies(filing, path, indicators, exemptions, month.previous.last_day) if month.month > 1 else {}
    lines = [
        Measured(
            indicator,
            _shown(indicator, now[indicator.pk]),
            _shown(indicator, before.get(indicator.pk)),
            *_source_of(indicator, filing),
        )
        for indicator in indicators
        if indicator.pk in now
    ]
    unknown = [indicator for indicator in indicators if indicator.pk not in now]
    return Known(lines, unknown, _held(filing))


def count_known(filing: Filing) -> int:
    """How many measured indicators have a figure at the month's end.  Four queries, and one per theme of measures."""
    path = filing.organisation.placements.on(filing.when.last_day).values_list("path", flat=True).first()
    if path is None:
        return 0
    indicators, exemptions = _indicators_for(filing, path)
    return len(_tallies(filing, path, indicators, exemptions, filing.when.last_day))


def _indicators_for(filing: Filing, path: str) -> tuple[list[Indicator], Exemptions]:
    """The measured indicators of the plan that mean the organisation or one below it, and who is exempted from them.

    Without those from which the organisation itself is exempted at the month's end.
    """
    indicators = list(Indicator.objects.filter(programme__plan=filing.plan_id, source=Source.MEASURE))
    names = {name for indicator in indicators for name in indicator.applies_to}
    on = filing.when.last_day
    meant = {name for it in meant_by(names, path, on) for name in it.names}
    exemptions = exemptions_of(indicators, on)
    asked = [
        it
        for it in indicators
        if meant.intersection(it.applies_to) and exemption_at(exemptions.get(it.pk, ()), path, on) is None
    ]
    return asked, exemptions


def _tallies(
    filing: Filing, path: str, indicators: Iterable[Indicator], exemptions: Exemptions, as_of: date
) -> dict[int, Tally]:
    """The figures by indicator: read once for all of which the same organisations are exempted."""
    by_places: dict[tuple[str, ...], list[Indicator]] = {}
    for indicator in indicators:
        places = exempt_places(exemptions.get(indicator.pk, ()), as_of)
        by_places.setdefault(places, []).append(indicator)
    found: dict[int, Tally] = {}
    scope = FactScope(path, filing.year, as_of, filing.plan.minimum_level)
    for places, some in by_places.items():
        tallies = measured((it.mechanism for it in some), scope.less(places), width=None)
        known = {name: its.whole for name, its in tallies.items() if its.whole.has_facts}
        found |= {it.pk: known[it.mechanism] for it in some if it.mechanism in known}
    return found


def _shown(indicator: Indicator, tally: Tally | None) -> str:
    """A rate with both its numbers; empty where there is none, or where it does not apply."""
    if tally is None:
        return ""
    if indicator.is_rate:
        percent = Ratio(tally.numerator, tally.denominator).percent
        return f"{tally.numerator} / {tally.denominator} = {percent}%" if percent is not None else ""
    return plain(tally.numerator) if indicator.kind == IndicatorKind.AMOUNT else str(tally.numerator)


def _source_of(indicator: Indicator, filing: Filing) -> tuple[str, str]:
    if MEASURES[indicator.mechanism] is from_activities.held:
        since = Month(filing.year, 1)
        return "activities", activities_url(filing, from_activities.TYPE_OF_MECHANISM[indicator.mechanism], since)
    if MEASURES[indicator.mechanism] is meetings.held_of_those_due:
        asked = {"organisation": filing.organisation.code, "year": filing.year}
        return "activities", f"{reverse('frequencies:due')}?{urlencode(asked)}"
    return "classes", ""


def _held(filing: Filing) -> list[tuple[str, int, str]]:
    """The activities of the month by type: the type's name, how many, and where they are listed."""
    month = filing.when
    below = Organisation.objects.subtree_of(filing.organisation, month.last_day)
    hosted = Activity.hosts.through.objects.filter(organisation__in=below).values("activity")
    held = Activity.objects.held(month.first_day, month.last_day).filter(pk__in=hosted)
    counts = held.order_by("type").values_list("type").annotate(Count("pk"))
    return [(str(ActivityType(type_).label), count, activities_url(filing, type_, month)) for type_, count in counts]


def activities_url(filing: Filing, type_: str, since: Month) -> str:
    """Where the activities of the organisation from `since` to the month of the filing are listed."""
    asked = {
        "type": type_,
        "host": filing.organisation.code,
        "since": since.first_day.isoformat(),
        "until": filing.when.last_day.isoformat(),
    }
    return f"{reverse('activities:list')}?{urlencode(asked)}"
