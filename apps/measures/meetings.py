"""Held ÷ due as measures: three meetings and one lecture (M112), and what else frequency rules may ask for."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from apps.activities.models import Activity, Host
from apps.activities.proposing import KIND
from apps.activities.querysets import ActivityQuerySet
from apps.frequencies.counting import held_in_months
from apps.frequencies.due import Dues
from apps.frequencies.periods import Months, held_of_due
from apps.measures.activities import proposed_changes
from apps.measures.facts import Fact, FactScope, Tallies, tallied
from apps.organisations.tree import is_below
from apps.plans.measurable import HELD_OF_DUE

TYPES_OF_MECHANISM = HELD_OF_DUE
_MECHANISM_OF = {str(type_): mechanism for mechanism, types in TYPES_OF_MECHANISM.items() for type_ in types}
#: More than anybody asks for in a month: every single one is counted.
_EVERY_ONE = dict.fromkeys(_MECHANISM_OF, 99)


def held_of_those_due(scope: FactScope, mechanisms: Collection[str], width: int | None) -> Mapping[str, Tallies]:
    """Held ÷ due, organisation by organisation; see `_facts`."""
    return tallied(_facts(scope, mechanisms), width=width)


def _facts(scope: FactScope, mechanisms: Collection[str]) -> Iterator[Fact]:
    """One fact for each organisation that owes something, in the periods that have ended.  At most three queries.

    Who owes it is said by the rule.  As long as nothing of a mechanism is recorded in the scope it has no facts.
    What open proposals would add or take away is pending: two queries more.
    """
    dues = dues_of([type_ for it in mechanisms for type_ in TYPES_OF_MECHANISM.get(it, ())], scope)
    known = {_MECHANISM_OF[type_] for _organisation, type_ in dues.months}
    accepted = _accepted(scope) if KIND in scope.proposed else {}
    held, due, pending = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for it in dues:
        if is_below(it.place.path, scope.without):
            continue
        key, its = (_MECHANISM_OF[it.rule.type], it.place.path), it.held(scope.as_of)
        held[key] += its.held
        due[key] += its.due
        if (months := accepted.get((it.place.organisation, it.rule.type))) is not None:
            then = held_of_due(it.ended(scope.as_of), it.rule.times, months)
            pending[key] += then.held - its.held
    for key, number in due.items():
        if key[0] in known or pending[key]:
            is_fact = key[0] in known
            yield Fact(*key, None, held[key], number, pending[key], proposed=not is_fact)


def dues_of(types: Collection[str], scope: FactScope) -> Dues:
    """What is due of these kinds of activities in the scope."""
    return Dues(scope.below, scope.year, scope.as_of, types, scope.placed)


def meetings_behind(types: Collection[str], scope: FactScope) -> ActivityQuerySet:
    """The activities of these kinds that somebody in the scope hosted, the newest first, each once."""
    hosts = Host.objects.filter(scope.places("organisation__placements__")).values("activity")
    found = Activity.objects.held(scope.first_day, scope.as_of).filter(type__in=types, pk__in=hosts)
    newest_first: ActivityQuerySet = found.order_by("-date", "-pk")
    return newest_first


def _accepted(scope: FactScope) -> dict[tuple[int, str], Months]:
    """How often would have been held what proposals touch, if all of them were accepted.  Two queries."""
    changes: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    first, last = scope.first_day.isoformat(), scope.as_of.isoformat()
    for change in proposed_changes(scope):
        facts = change.facts
        if facts["type"] in _MECHANISM_OF and first <= facts["date"] <= last:
            changes[change.holder, facts["type"]][int(facts["date"][5:7])] += change.sign
    if not changes:
        return {}
    stored = held_in_months(scope.below, scope.year, scope.as_of, _EVERY_ONE, {holder for holder, _ in changes})
    nothing = (0,) * 12
    return {
        key: tuple(max(0, number + its[month]) for month, number in enumerate(stored.get(key, nothing), 1))
        for key, its in changes.items()
    }
