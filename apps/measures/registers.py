"""Figures that follow from the registers, joined with who is meant, by part of the tree.

The database counts the records of each organisation and kind; what comes back is a row for each, never the records.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from apps.core.calendar import today
from apps.core.statements import rows_of
from apps.measures.facts import FactPlace, FactScope, Tallies, Tally
from apps.measures.proposed_records import proposed_rows
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.tree import is_below
from apps.plans.applies import Meant, is_meant
from apps.registers.measures import (
    Condition,
    Coverage,
    Covered,
    DistinctCount,
    Happened,
    Holders,
    Measure,
    Number,
    Period,
    Settled,
    SettledAmong,
)
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.registers.ways import chosen_measure


def measured_by_registers() -> dict[str, tuple[RecordRegister, Measure]]:
    """The measure of each mechanism that a register decides."""
    return {it.mechanism: (register, it) for register in REGISTERS.values() for it in register.measures}


def measures_of(mechanisms: Iterable[str]) -> dict[str, tuple[RecordRegister, Measure]]:
    """The measures of these mechanisms, stated or chosen in the plan (`registers.ways`); others are absent."""
    stated = measured_by_registers()
    found = {it: stated.get(it) or chosen_measure(it) for it in mechanisms}
    return {mechanism: its for mechanism, its in found.items() if its}


def register_tallies(
    applies: Mapping[str, Iterable[str]], scope: FactScope, places: Iterable[Meant], *, width: int | None
) -> dict[str, Tallies]:
    """The measures of these mechanisms, each with the names of whom it means; without facts a mechanism is absent.

    `places` are those of the scope with the names that mean them.  What is proposed is pending.  One query for each
    register; where something is proposed to it, two more.  `width`: see `facts.tallied`.
    """
    by_register: dict[str, list[Measure]] = {}
    for _mechanism, (register, measure) in sorted(measures_of(applies).items()):
        by_register.setdefault(register.name, []).append(measure)
    standing = _Places([it for it in places if not is_below(it.path, scope.without)], width)
    found: dict[str, Tallies] = {}
    for name, measures in by_register.items():
        counted = _Counted(REGISTERS[name], measures, scope)
        accepted = counted.as_proposed() if name in scope.proposed else None
        for measure in measures:
            meant = frozenset(applies[measure.mechanism])
            tallies = _tallies(measure, counted, meant, standing)
            if accepted:
                _add_pending(tallies, _tallies(measure, accepted, meant, standing))
            if tallies.whole.has_facts or tallies.whole.pending:
                found[measure.mechanism] = tallies
    return found


def _add_pending(tallies: Tallies, accepted: Tallies) -> None:
    """What the numerators would have more, or less, if every proposal were accepted."""
    tallies.whole.pending = accepted.whole.numerator - tallies.whole.numerator
    nothing = Tally(has_facts=False)
    for part in tallies.parts.keys() | accepted.parts.keys():
        stands = tallies.parts.setdefault(part, Tally(has_facts=False))
        stands.pending = accepted.parts.get(part, nothing).numerator - stands.numerator


@dataclass(slots=True)
class _Counts:
    """Of one organisation and measure: its records, those that count, those of them that are settled, and how many of
    those that count have which value."""

    facts: int = 0
    counts: int = 0
    settled: int = 0
    values: Counter[Any] = field(default_factory=Counter)


#: Of a row that the database counted: after these follow the counts of the conditions.
_ORGANISATION, _KIND, _VALUE, _FACTS, _COUNTS = range(5)


@dataclass
class _Counted:
    """What a register counts for some measures, by organisation.  One query when it is made."""

    register: RecordRegister
    measures: list[Measure]
    scope: FactScope
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        mechanisms = tuple(it.mechanism for it in self.measures)
        self.conditions = _all_conditions(self.measures)
        asked = (self.register.name, mechanisms, self.scope.place, today())
        self.rows = rows_of(self.register.model, _counting, *asked)

    def as_proposed(self) -> "_Counted":
        """The same with everything that is proposed.  Two queries."""
        made = copy(self)
        conditions = [_condition(key, period_of(self.scope)) for key in self.conditions]
        told = _told(self.register, self.measures)
        changes = proposed_rows(self.register, conditions, *told, _within(self.scope))
        made.rows = [*self.rows, *((*row, *counts) for *row, counts in changes)]
        return made

    def of(self, measure: Measure) -> dict[int, _Counts]:
        """The organisations that have a record of the measure's kinds, each with its numbers."""
        counting, *more = [_COUNTS + self.conditions.index(key) for key in _conditions(measure)]
        facts, settled = more[-1] if _known(measure) else _FACTS, more[0] if more else None
        found: dict[int, _Counts] = {}
        for row in self.rows:
            if measure.kinds and row[_KIND] not in measure.kinds:
                continue
            its = found.get(row[_ORGANISATION]) or found.setdefault(row[_ORGANISATION], _Counts())
            its.facts += row[facts]
            its.counts += row[counting]
            if settled is not None:
                its.settled += row[settled]
            if isinstance(measure, DistinctCount):
                its.values[row[_VALUE]] += row[counting]
        return found


@dataclass
class _Places:
    """Where the organisations of the scope stand, and the part of it that each belongs to."""

    read: Iterable[Meant]
    width: int | None

    def __post_init__(self) -> None:
        self.by_organisation = {it.organisation: it for it in self.read}

    def part(self, place: Meant) -> str:
        return place.path[: self.width] if self.width else ""

    def meant(self, names: frozenset[str]) -> Counter[str]:
        """How many the names mean, by part."""
        return Counter(self.part(it) for it in self.read if not it.names.isdisjoint(names))


def _tallies(measure: Measure, counted: _Counted, names: frozenset[str], places: _Places) -> Tallies:
    """Each organisation with records added to the whole and to its part; a coverage has everybody meant below it."""
    tallies, values = Tallies(), _Values()
    if isinstance(measure, Coverage):
        for part, number in places.meant(names).items():
            tallies.parts[part] = Tally(denominator=number, has_facts=False)
            tallies.whole.denominator += number
    for organisation, counts in counted.of(measure).items():
        if (place := places.by_organisation.get(organisation)) is None or not counts.facts:
            continue
        tally = _adds(measure, counts, is_meant=not place.names.isdisjoint(names))
        _add(measure, tallies.whole, tally)
        part = places.part(place)
        if places.width:
            _add(measure, tallies.parts.setdefault(part, Tally(has_facts=False)), tally)
        if isinstance(measure, DistinctCount):
            values.add(part, {value for value, number in counts.values.items() if number > 0})
    values.count(tallies)
    _say_facts(tallies)
    return tallies if places.width else Tallies(tallies.whole)


def _adds(measure: Measure, counts: _Counts, *, is_meant: bool) -> Tally:
    """What an organisation with records adds."""
    if isinstance(measure, SettledAmong) and not is_meant:
        return Tally(has_facts=False)
    if isinstance(measure, Settled):
        return Tally(counts.settled, counts.counts)
    if isinstance(measure, Number):
        return Tally(counts.counts)
    if isinstance(measure, Coverage | Covered):
        return Tally(int(is_meant and counts.counts > 0), has_facts=is_meant)
    return Tally(int(counts.counts > 0) if isinstance(measure, Holders | Happened) else 0)


def _add(measure: Measure, one: Tally, other: Tally) -> None:
    over = one.numerator + other.numerator
    one.numerator = min(over, 1) if isinstance(measure, Happened) else over
    one.denominator += other.denominator
    one.has_facts = one.has_facts or other.has_facts


class _Values:
    """Different values by part: what two parts have in common counts once in the whole."""

    def __init__(self) -> None:
        self.by_part: dict[str, set[Any]] = {}

    def add(self, part: str, values: set[Any]) -> None:
        self.by_part.setdefault(part, set()).update(values)

    def count(self, tallies: Tallies) -> None:
        for part, values in self.by_part.items():
            tallies.parts.setdefault(part, Tally()).numerator = len(values)
        if self.by_part:
            tallies.whole.numerator = len(set().union(*self.by_part.values()))


def _say_facts(tallies: Tallies) -> None:
    """Once anybody has a record, whoever is meant and has none stands at nought."""
    for tally in tallies.parts.values():
        tally.has_facts = tally.has_facts or (tallies.whole.has_facts and tally.denominator > 0)


def _counting(name: str, mechanisms: tuple[str, ...], place: FactPlace, _today: date) -> Any:
    """The records of a register by organisation, kind and value: how many there are, and how many count for what."""
    register, scope = REGISTERS[name], FactScope(*place)
    known = measures_of(mechanisms)
    measures = [known[mechanism][1] for mechanism in mechanisms]
    keys = _all_conditions(measures)
    counts = {f"n{at}": Count("pk", filter=_condition(key, period_of(scope))) for at, key in enumerate(keys)}
    kind, value = _told(register, measures)
    wanted = {it for measure in measures for it in measure.kinds} if all(it.kinds for it in measures) else set()
    records = _records_of(register, scope.as_of).filter(holder__in=_within(scope)).order_by()
    if wanted:
        records = records.filter(**{f"{register.kind}__in": sorted(wanted)})
    told = records.annotate(its_kind=kind, its_value=value).values("holder", "its_kind", "its_value")
    grouped = told.annotate(facts=Count("pk", filter=register.begun_by(scope.as_of)), **counts)
    return grouped.values_list("holder", "its_kind", "its_value", "facts", *counts)


def _within(scope: FactScope) -> QuerySet[Any]:
    """The organisations of the scope, as a subquery."""
    found: QuerySet[Any] = Placement.objects.filter(scope.places("")).values("organisation")
    return found


def _told(register: RecordRegister, measures: Iterable[Measure]) -> tuple[Any, Any]:
    """The kind and, where values are told apart, the value: constants where there is none."""
    telling = [it for it in measures if isinstance(it, DistinctCount)]
    value: Any = F(telling[0].of) if telling else Value("")
    if register.kind and telling and all(it.kinds for it in telling):
        kinds = sorted({kind for it in telling for kind in it.kinds})
        value = Case(When(**{f"{register.kind}__in": kinds}, then=value))
    return F(register.kind) if register.kind else Value(""), value


def _condition(key: tuple[Condition, ...], period: Period) -> Q:
    found = Q()
    for condition in key:
        found &= condition(period)
    return found


def _all_conditions(measures: Iterable[Measure]) -> list[tuple[Condition, ...]]:
    return list(dict.fromkeys(key for it in measures for key in _conditions(it)))


def _conditions(measure: Measure) -> Iterator[tuple[Condition, ...]]:
    yield (measure.counts,)
    if isinstance(measure, Settled):
        yield (measure.counts, measure.settled)
    if known := _known(measure):
        yield (known,)


def _known(measure: Measure) -> Condition | None:
    return measure.known if isinstance(measure, Settled) else None


def period_of(scope: FactScope) -> Period:
    return Period(scope.first_day, scope.as_of)


def _records_of(register: RecordRegister, on: date) -> RecordQuerySet:
    """Those that count, each with its `holder` of the day."""
    records: RecordQuerySet = register.model._default_manager.counted().annotate(holder=register.holder(on))
    return records


def _is_of(register: RecordRegister, measure: Measure) -> Q:
    return Q(**{f"{register.kind}__in": measure.kinds}) if measure.kinds else Q()


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a figure: the records that count, and who is meant and has none (None: not asked)."""

    register: RecordRegister
    records: RecordQuerySet
    lacking: OrganisationQuerySet | None


def behind(mechanism: str, applies_to: Iterable[str], scope: FactScope) -> Behind | None:
    """The records that `register_tallies` counts for a mechanism, by the same conditions; None for none of theirs."""
    if mechanism not in (known := measures_of([mechanism])):
        return None
    register, measure = known[mechanism]
    counts = _is_of(register, measure) & measure.counts(period_of(scope))
    records = register.records().counted().annotate(holder=register.holder(scope.as_of)).filter(counts)
    if not isinstance(measure, Coverage | Covered | SettledAmong):
        within = Placement.objects.filter(scope.places("")).values("organisation")
        return Behind(register, records.filter(holder__in=within), None)
    meant = Placement.objects.filter(scope.places(""), is_meant(applies_to, scope.as_of)).values("organisation")
    having = _records_of(register, scope.as_of).filter(counts).values("holder")
    lacking = Organisation.objects.filter(pk__in=meant).exclude(pk__in=having)
    return Behind(register, records.filter(holder__in=meant), lacking if isinstance(measure, Coverage) else None)
