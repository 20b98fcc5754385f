"""What was held, as measures: joint meetings (M036), hours of volunteer service (M130), any kind that a plan chose."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from apps.activities.models import Activity, Host
from apps.activities.proposing import KIND
from apps.activities.querysets import ActivityQuerySet, held_between
from apps.activities.types import ActivityType
from apps.closing.models import Proposal
from apps.frequencies.counting import HOLDER
from apps.measures.facts import Fact, FactScope
from apps.plans.measurable import NUMBER_OF

TYPE_OF_MECHANISM = NUMBER_OF
_MECHANISM_OF_TYPE = {str(type_): mechanism for mechanism, type_ in TYPE_OF_MECHANISM.items()}
_PLACES = "organisation__placements__"


def held(scope: FactScope, mechanisms: Collection[str]) -> Iterator[Fact]:
    """One fact for each host of each activity from 1 January to the day that still counts.  One query, streamed.

    An activity with several hosts is one record.  Volunteer service counts its hours in hundredths; one without
    hours adds no fact: blank is not zero.  Then what is proposed for closed months (`proposed`).
    """
    within = held_between(scope.first_day, scope.as_of, "activity__") & scope.places(_PLACES)
    hosts = Host.objects.filter(within, activity__type__in=[str(TYPE_OF_MECHANISM[it]) for it in mechanisms]).order_by()
    columns = ("activity__type", f"{_PLACES}path", "activity", "activity__hours")
    for type_, path, activity, hours in hosts.values_list(*columns).iterator():
        if type_ != ActivityType.VOLUNTEER_SERVICE:
            yield Fact(_MECHANISM_OF_TYPE[type_], path, activity, 1)
        elif hours is not None:
            yield Fact(_MECHANISM_OF_TYPE[type_], path, activity, hours)
    if KIND in scope.proposed:
        yield from proposed(scope)


class Change(NamedTuple):
    """What an open proposal would take away from a host (-1) or add to it (1), and for which organisation it counts."""

    proposal: int
    sign: int
    facts: Mapping[str, Any]
    path: str
    holder: int


def proposed_changes(scope: FactScope) -> Iterator[Change]:
    """What open proposals about activities would change, host by host.  One query."""
    gone = Activity.objects.filter(number=OuterRef("proposal__key"), withdrawn_at__isnull=False)
    hosts = Proposal.organisations.through._default_manager.filter(
        ~Exists(gone), scope.places(_PLACES), proposal__kind=KIND, proposal__decided_at__isnull=True
    ).order_by()
    columns = ("proposal", "proposal__old", "proposal__new", "organisation__code", f"{_PLACES}path", "holder")
    for pk, old, new, code, path, holder in hosts.annotate(holder=HOLDER).values_list(*columns):
        for sign, facts in ((-1, old), (1, new)):
            if code in facts.get("hosts", ()):
                yield Change(pk, sign, facts, path, holder)


def proposed(scope: FactScope) -> Iterator[Fact]:
    """What open proposals would add, or take away with a minus.  One query.

    What a proposal adds and what it takes away are each one record for all its hosts.
    """
    for it in proposed_changes(scope):
        if counted := _counted(it.facts, scope):
            mechanism, value = counted
            record = -2 * it.proposal if it.sign > 0 else -2 * it.proposal - 1
            yield Fact(mechanism, it.path, record, pending=it.sign * value, proposed=True)


def _counted(facts: Mapping[str, Any], scope: FactScope) -> tuple[str, int] | None:
    """The mechanism for which an activity counts, as a proposal holds it, and how much; None where it does not."""
    mechanism = _MECHANISM_OF_TYPE.get(facts["type"])
    if mechanism is None or not scope.first_day.isoformat() <= facts["date"] <= scope.as_of.isoformat():
        return None
    value = facts.get("hours") if facts["type"] == ActivityType.VOLUNTEER_SERVICE else 1
    return None if value is None else (mechanism, value)


def activities_behind(mechanism: str, scope: FactScope) -> ActivityQuerySet:
    """The activities behind a measure, the newest first, each once."""
    hosts = Host.objects.filter(scope.places(_PLACES)).values("activity")
    found = Activity.objects.held(scope.first_day, scope.as_of).filter(type=TYPE_OF_MECHANISM[mechanism], pk__in=hosts)
    if TYPE_OF_MECHANISM[mechanism] == ActivityType.VOLUNTEER_SERVICE:
        found = found.filter(hours__isnull=False)
    newest_first: ActivityQuerySet = found.order_by("-date", "-pk")
    return newest_first
