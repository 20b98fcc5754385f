"""Which mass organisations were heard, as a measure: those that took part in a hearing of the year (M037)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Count

from apps.activities.models import Activity
from apps.activities.proposing import KIND
from apps.activities.querysets import ActivityQuerySet
from apps.activities.types import ActivityType
from apps.frequencies.counting import hosts_between
from apps.measures.activities import proposed_changes
from apps.measures.facts import Fact, FactScope, Tallies, tallied
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.tree import is_below
from apps.plans.applies import is_meant
from apps.plans.measurable import HEARD
from apps.plans.natures import Applies


def heard(scope: FactScope, _mechanisms: Collection[str], width: int | None) -> Mapping[str, Tallies]:
    """Of the mass organisations those that were heard; see `_facts`."""
    return tallied(_facts(scope), width=width)


def _facts(scope: FactScope) -> Iterator[Fact]:
    """One fact for each mass organisation, once any of them was heard.  At most two queries, and that of the places.

    What open proposals would add or take away is pending: one query more.
    """
    held = _hearings(scope).order_by().values_list("organisation").annotate(Count("pk"))
    now = Counter(dict(held))
    then = _with_proposed(now, scope) if KIND in scope.proposed else now
    meant = [it for it in scope.placed.meant([Applies.MASS]) if it.names and not is_below(it.path, scope.without)]
    is_fact = any(now[it.organisation] for it in meant)
    for it in meant:
        counts, would = int(now[it.organisation] > 0), int(then[it.organisation] > 0)
        if is_fact or would:
            yield Fact(HEARD, it.path, None, counts, 1, would - counts, proposed=not is_fact)


def hearings_behind(scope: FactScope) -> ActivityQuerySet:
    """The hearings in which a mass organisation of the scope was heard, the newest first, each once."""
    its = _hearings(scope).filter(organisation__in=_meant(scope)).values("activity")
    newest_first: ActivityQuerySet = Activity.objects.filter(pk__in=its).order_by("-date", "-pk")
    return newest_first


def not_heard(scope: FactScope) -> OrganisationQuerySet:
    """The mass organisations of the scope that were not heard in the year."""
    found: OrganisationQuerySet = Organisation.objects.filter(pk__in=_meant(scope))
    return found.exclude(pk__in=_hearings(scope).values("organisation")).order_by("code")


def _hearings(scope: FactScope) -> Any:
    """Who of the scope took part in which hearing of the year."""
    here = scope.places("organisation__placements__")
    return hosts_between(scope.first_day, scope.as_of).filter(here, activity__type=ActivityType.HEARING)


def _meant(scope: FactScope) -> Any:
    mass = is_meant([Applies.MASS], scope.as_of)
    return Placement.objects.filter(scope.places(""), mass).values("organisation")


def _with_proposed(now: Counter[int], scope: FactScope) -> Counter[int]:
    """How often each would have been heard if every proposal were accepted."""
    first, last, then = scope.first_day.isoformat(), scope.as_of.isoformat(), Counter(now)
    for it in proposed_changes(scope):
        if it.facts["type"] == ActivityType.HEARING and first <= it.facts["date"] <= last:
            then[it.holder] += it.sign
    return then
