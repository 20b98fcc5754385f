"""What was held, as measures: joint meetings (M036), hours of volunteer service (M130), whatever a plan chose."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from apps.activities.models import Activity, Host
from apps.activities.proposing import KIND
from apps.activities.querysets import ActivityQuerySet, held_between
from apps.closing.models import Proposal
from apps.frequencies.counting import HOLDER
from apps.measures.facts import Fact, FactScope
from apps.plans.measurable import NUMBER_OF, Counting

#: What is read of an activity beside its type and where it was held.
_READ = ("hours", "carrier", "taken_to", "households")
_PLACES = "organisation__placements__"


def held(scope: FactScope, mechanisms: Collection[str]) -> Iterator[Fact]:
    """One fact for each host of each activity from 1 January to the day that still counts.  One query, streamed.

    An activity with several hosts is one record.  What is added up, as hours in hundredths, adds no fact where it is
    blank, which is not zero.  Then what is proposed for closed months (`proposed`).
    """
    within = held_between(scope.first_day, scope.as_of, "activity__") & scope.places(_PLACES)
    by_type = _by_type(mechanisms)
    hosts = Host.objects.filter(within, activity__type__in=list(by_type)).order_by()
    columns = ("activity__type", f"{_PLACES}path", "activity", *(f"activity__{name}" for name in _READ))
    for type_, path, activity, *read in hosts.values_list(*columns).iterator():
        facts = dict(zip(_READ, read, strict=True))
        for mechanism, its in by_type[type_]:
            if (value := _counted(its, facts)) is not None:
                yield Fact(mechanism, path, activity, value)
    if KIND in scope.proposed:
        yield from proposed(scope, by_type)


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


#: What counts activities of a type, by type.
_ByType = Mapping[str, Sequence[tuple[str, Counting]]]


def _by_type(mechanisms: Collection[str]) -> _ByType:
    found: dict[str, list[tuple[str, Counting]]] = {}
    for mechanism in mechanisms:
        found.setdefault(str(NUMBER_OF[mechanism].type), []).append((mechanism, NUMBER_OF[mechanism]))
    return found


def proposed(scope: FactScope, by_type: _ByType) -> Iterator[Fact]:
    """What open proposals would add, or take away with a minus.  One query.

    What a proposal adds and what it takes away are each one record for all its hosts.
    """
    first, last = scope.first_day.isoformat(), scope.as_of.isoformat()
    for it in proposed_changes(scope):
        record = -2 * it.proposal if it.sign > 0 else -2 * it.proposal - 1
        for mechanism, its in by_type.get(it.facts["type"], ()) if first <= it.facts["date"] <= last else ():
            if (value := _counted(its, it.facts)) is not None:
                yield Fact(mechanism, it.path, record, pending=it.sign * value, proposed=True)


def _counted(its: Counting, facts: Mapping[str, Any]) -> int | None:
    """How much an activity of the type counts; None where it does not."""
    if not its.meets(facts):
        return None
    return facts.get(its.sums) if its.sums else 1


def activities_behind(mechanism: str, scope: FactScope) -> ActivityQuerySet:
    """The activities behind a measure, the newest first, each once."""
    hosts, its = Host.objects.filter(scope.places(_PLACES)).values("activity"), NUMBER_OF[mechanism]
    found = Activity.objects.held(scope.first_day, scope.as_of).filter(type=its.type, pk__in=hosts)
    if its.field:
        found = found.filter(**{its.field: its.value})
    if its.sums:
        found = found.filter(**{f"{its.sums}__isnull": False})
    newest_first: ActivityQuerySet = found.order_by("-date", "-pk")
    return newest_first
