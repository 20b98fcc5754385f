"""Held ÷ due as measures: three meetings and one lecture (M112), and what else frequency rules may ask for."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from apps.activities.models import Activity, Host
from apps.activities.proposing import KIND
from apps.activities.querysets import ActivityQuerySet
from apps.frequencies.alike import owed
from apps.frequencies.counting import held_in_months
from apps.frequencies.due import Dues
from apps.frequencies.periods import NEVER, held_of_due
from apps.measures.activities import proposed_changes
from apps.measures.facts import Fact, FactScope, Tallies, Tally, tallied
from apps.organisations.sets import lines_to
from apps.organisations.tree import is_below, place_of
from apps.plans.measurable import HELD_OF_DUE

TYPES_OF_MECHANISM = HELD_OF_DUE
_MECHANISM_OF = {str(type_): mechanism for mechanism, types in TYPES_OF_MECHANISM.items() for type_ in types}
#: More than anybody asks for in a month: every single one is counted.
_EVERY_ONE = 99


def held_of_those_due(scope: FactScope, mechanisms: Collection[str], width: int | None) -> Mapping[str, Tallies]:
    """Of whoever owes something: how often it was held of how often it was due, in the periods that have ended.

    Two queries.  Who owes it is said by the rule.  As long as nothing of a mechanism is recorded in the scope it has
    no facts.  What open proposals would add or take away is pending: at most five queries more.
    """
    types = [type_ for it in mechanisms for type_ in TYPES_OF_MECHANISM.get(it, ())]
    its = owed(scope.below, scope.year, scope.as_of, types, width)
    known = {_MECHANISM_OF[type_] for type_ in its.known}
    found: dict[str, Tallies] = {}
    for it in its.alike:
        if (mechanism := _MECHANISM_OF[it.type]) in known:
            tallies = found.setdefault(mechanism, Tallies())
            for tally in (tallies.whole, *([tallies.parts.setdefault(it.part, Tally())] if width else ())):
                tally.has_facts = True
                tally.count(it.held.held * it.number, it.held.due * it.number, 0)
    if KIND in scope.proposed:
        for mechanism, tallies in tallied(_pending(scope, types), width=width).items():
            found.setdefault(mechanism, Tallies()).take(tallies)
    return found


def _pending(scope: FactScope, types: Collection[str]) -> Iterator[Fact]:
    """What would be held more, or less, of what is due if every proposal were accepted, holder by holder."""
    changes: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    paths: dict[int, str] = {}
    first, last = scope.first_day.isoformat(), scope.as_of.isoformat()
    for change in proposed_changes(scope):
        facts = change.facts
        if facts["type"] in types and first <= facts["date"] <= last:
            changes[change.holder, facts["type"]][int(facts["date"][5:7])] += change.sign
            paths[change.holder] = place_of(change.holder, change.path)
    if not changes:
        return
    every_one = dict.fromkeys(types, _EVERY_ONE)
    stored = held_in_months(scope.below, scope.year, scope.as_of, every_one, paths.keys())
    for it in Dues(lines_to(paths.values(), scope.as_of), scope.year, scope.as_of, types):
        key = it.place.organisation, it.rule.type
        if key in changes and not is_below(it.place.path, scope.without):
            now = stored.get(key, NEVER)
            then = tuple(max(0, number + changes[key][month]) for month, number in enumerate(now, 1))
            before, after = (held_of_due(it.ended(scope.as_of), it.rule.times, months).held for months in (now, then))
            if before != after:
                yield Fact(_MECHANISM_OF[it.rule.type], it.place.path, None, pending=after - before, proposed=True)


def meetings_behind(types: Collection[str], scope: FactScope) -> ActivityQuerySet:
    """The activities of these kinds that somebody in the scope hosted, the newest first, each once."""
    hosts = Host.objects.filter(scope.places("organisation__placements__")).values("activity")
    found = Activity.objects.held(scope.first_day, scope.as_of).filter(type__in=types, pk__in=hosts)
    newest_first: ActivityQuerySet = found.order_by("-date", "-pk")
    return newest_first
