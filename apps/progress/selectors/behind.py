"""The records behind a figure: activities, classes or monthly filings."""

from dataclasses import dataclass, field
from datetime import date

from apps.activities.models import Activity
from apps.filings.models import FilingLine
from apps.filings.states import State
from apps.gradings.rates import MECHANISM_OF
from apps.gradings.scope import Scope
from apps.measures.activities import TYPE_OF_MECHANISM
from apps.measures.activities import behind as activities_behind
from apps.measures.facts import Scope as Facts
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from apps.plans.natures import Source
from apps.progress.filed import last_month

#: Longer lists are cut on the page; the list of the records themselves has the rest.
LONGEST_LIST = 20


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure that the person may open; `total` counts those that the lists were cut from."""

    activities: list[Activity] = field(default_factory=list)
    activity_type: str = ""
    lines: list[FilingLine] = field(default_factory=list)
    classes: bool = False
    total: int = 0


def behind(indicator: Indicator, scope: Scope, year: int, as_of: date) -> Behind:
    """The records behind the figure of an indicator in a scope.  At most three queries."""
    if indicator.source == Source.FILED:
        return _filed(indicator, scope, year, as_of)
    if indicator.mechanism in MECHANISM_OF.values():
        return Behind(classes=scope.may("rate.view"))
    if indicator.mechanism in TYPE_OF_MECHANISM and scope.may("activity.view"):
        return _held(indicator.mechanism, scope, year, as_of)
    return Behind()


def _held(mechanism: str, scope: Scope, year: int, as_of: date) -> Behind:
    found = activities_behind(mechanism, Facts(scope.path, year, as_of))
    activities = list(found.prefetch_related("hosts")[:LONGEST_LIST])
    total = len(activities) if len(activities) < LONGEST_LIST else found.count()
    return Behind(activities=activities, activity_type=TYPE_OF_MECHANISM[mechanism].value, total=total)


def _filed(indicator: Indicator, scope: Scope, year: int, as_of: date) -> Behind:
    if not scope.may("filing.view"):
        return Behind()
    lines = FilingLine.objects.filter(
        indicator=indicator,
        filing__year=year,
        filing__month__lte=last_month(year, as_of),
        filing__state__in=(State.APPROVED, State.SUBMITTED),
        filing__organisation__in=Organisation.objects.subtree_of(scope.organisation, as_of),
    )
    newest_first = lines.select_related("filing__organisation").order_by("-filing__month", "filing__organisation__code")
    shown = list(newest_first[:LONGEST_LIST])
    total = len(shown) if len(shown) < LONGEST_LIST else lines.count()
    return Behind(lines=shown, total=total)
