"""What was held, as measures: joint meetings (M036), hours of volunteer service (M130), whatever a plan chose."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Value, When

from apps.activities.models import Activity, Host
from apps.activities.proposing import KIND
from apps.activities.querysets import ActivityQuerySet
from apps.closing.models import Proposal
from apps.core.statements import Composed, Part, Sql, rows_of
from apps.frequencies.counting import HOLDER, hosts_between
from apps.measures.facts import Fact, FactPlace, FactScope, Tallies, Tally, tallied
from apps.plans.measurable import NUMBER_OF, Counting

_PLACES = "organisation__placements__"


def held(scope: FactScope, mechanisms: Collection[str], width: int | None) -> Mapping[str, Tallies]:
    """The activities from 1 January to the day that still count; one with several hosts counts once wherever they are
    counted together.  One query.

    What is added up, as hours in hundredths, is no fact where it is blank, which is not zero.  Pending is what is
    proposed for closed months (`proposed`): one query more.
    """
    asked = tuple(sorted(mechanisms))
    found: dict[str, Tallies] = {}
    for level, part, *numbers in rows_of(Host, _sums, asked, scope.place, width or 0):
        for at, mechanism in enumerate(asked):
            total, number = numbers[2 * at : 2 * at + 2]
            if number:
                tallies = found.setdefault(mechanism, Tallies())
                tally = tallies.whole if level == _WHOLE else tallies.parts.setdefault(part, Tally())
                tally.numerator, tally.has_facts = total, True
    if KIND in scope.proposed:
        for mechanism, tallies in tallied(proposed(scope, _by_type(mechanisms)), width=width).items():
            found.setdefault(mechanism, Tallies()).take(tallies)
    return found


_WHOLE, _PART = "whole", "part"


def _sums(asked: tuple[str, ...], place: FactPlace, width: int) -> Composed:
    """Level, part, then of each mechanism the sum and how many activities are in it: of all, and of each part."""
    scope, names = FactScope(*place), [f"v{at}" for at in range(len(asked))]
    types = [NUMBER_OF[it].type for it in asked]
    values = {name: _value(NUMBER_OF[it]) for name, it in zip(names, asked, strict=True)}
    hosts = hosts_between(scope.first_day, scope.as_of).filter(scope.places(_PLACES), activity__type__in=types)
    rows = hosts.annotate(**values)
    told = Part("hosts", ("path", "activity", *names), rows.values_list(f"{_PLACES}path", "activity", *names))
    once = ", ".join(f"MAX({it}) AS {it}" for it in names)
    added = ", ".join(f"CAST(SUM({it}) AS bigint), COUNT({it})" for it in names)
    levels = [(_WHOLE, 0), *([(_PART, width)] if width else ())]
    selects = (
        f"SELECT '{level}', part, {added} FROM (SELECT SUBSTR(path, 1, %s) AS part, activity, {once} FROM hosts "  # noqa: S608
        f"GROUP BY 1, 2) AS {level}s GROUP BY part"
        for level, _width in levels
    )
    return Composed([told], Sql(" UNION ALL ".join(selects), tuple(width for _level, width in levels)))


def _value(its: Counting) -> Case:
    """How much an activity counts; nothing where it does not."""
    those = {"activity__type": its.type, **({f"activity__{its.field}": its.value} if its.field else {})}
    return Case(When(**those, then=F(f"activity__{its.sums}") if its.sums else Value(1)))


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
