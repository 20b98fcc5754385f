"""Figures that follow from the registers, joined with who is meant, by part of the tree.

The database counts the records of each organisation and kind; what comes back is a row for each, never the records.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from apps.measures.facts import FactScope, Tallies, Tally
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
    Period,
    Settled,
    SettledAmong,
)
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS

_PLACES = "organisation__placements__"


def measured_by_registers() -> dict[str, tuple[RecordRegister, Measure]]:
    """The measure of each mechanism that a register decides."""
    return {it.mechanism: (register, it) for register in REGISTERS.values() for it in register.measures}


def register_tallies(
    applies: Mapping[str, Iterable[str]], scope: FactScope, places: Iterable[Meant], *, width: int | None
) -> dict[str, Tallies]:
    """The measures of these mechanisms, each with the names of whom it means; without facts a mechanism is absent.

    `places` are those of the scope with the names that mean them.  What is proposed is pending.  One query for each
    register; where something is proposed to it, two more.  `width`: see `facts.tallied`.
    """
    known = measured_by_registers()
    by_register: dict[str, list[Measure]] = {}
    for mechanism in sorted(applies.keys() & known.keys()):
        register, measure = known[mechanism]
        by_register.setdefault(register.name, []).append(measure)
    standing = _Places([it for it in places if not is_below(it.path, scope.without)], width)
    within = Placement.objects.filter(scope.places("")).values("organisation")
    found: dict[str, Tallies] = {}
    for name, measures in by_register.items():
        counted = _Counted(REGISTERS[name], measures, scope, within)
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
    """Of one organisation and measure: its records, those that count, those of them that are settled, their values."""

    facts: int = 0
    counts: int = 0
    settled: int = 0
    values: set[Any] = field(default_factory=set)


_NOTHING = _Counts()


@dataclass
class _Counted:
    """What a register counts for some measures, by organisation.  One query when it is made."""

    register: RecordRegister
    measures: list[Measure]
    scope: FactScope
    #: The organisations of the scope, as a subquery.
    within: QuerySet[Any]
    rows: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.period = period_of(self.scope)
        self.conditions = list(dict.fromkeys(key for it in self.measures for key in _conditions(it)))
        counts = {f"n{at}": Count("pk", filter=self._condition(key)) for at, key in enumerate(self.conditions)}
        kind, value = self._told
        told = self._records().annotate(its_kind=kind, its_value=value).values("organisation", "its_kind", "its_value")
        grouped = told.annotate(facts=Count("pk"), **counts)
        for organisation, *row in grouped.values_list("organisation", "its_kind", "its_value", "facts", *counts):
            self.rows.setdefault(organisation, []).append(tuple(row))

    @property
    def _told(self) -> tuple[Any, Any]:
        """The kind and, where values are told apart, the value: constants where there is none."""
        value = next((F(it.of) for it in self.measures if isinstance(it, DistinctCount)), Value(""))
        return F(self.register.kind) if self.register.kind else Value(""), value

    def as_proposed(self) -> "_Counted":
        """The same with everything that is proposed.  Two queries."""
        made = copy(self)
        made.rows = {organisation: list(rows) for organisation, rows in self.rows.items()}
        conditions = [self._condition(key) for key in self.conditions]
        for organisation, *row, counts in proposed_rows(self.register, conditions, *self._told, self.within):
            made.rows.setdefault(organisation, []).append((*row, *counts))
        return made

    def of(self, measure: Measure, organisation: int) -> _Counts:
        """The numbers of an organisation."""
        if (rows := self.rows.get(organisation)) is None:
            return _NOTHING
        found, at = _Counts(), [self.conditions.index(key) for key in _conditions(measure)]
        values: Counter[Any] = Counter()
        for kind, value, facts, *counts in rows:
            if not measure.kinds or kind in measure.kinds:
                found.facts += counts[self.conditions.index((known,))] if (known := _known(measure)) else facts
                found.counts += counts[at[0]]
                found.settled += counts[at[1] if len(at) > 1 else 0]
                values[value] += counts[at[0]]
        found.values = {value for value, count in values.items() if count > 0}
        return found

    def _condition(self, key: tuple[Condition, ...]) -> Q:
        found = Q()
        for condition in key:
            found &= condition(self.period)
        return found

    def _records(self) -> RecordQuerySet:
        wanted = {kind for it in self.measures for kind in it.kinds} if all(it.kinds for it in self.measures) else set()
        records = _records_of(self.register).filter(organisation__in=self.within)
        found: RecordQuerySet = records.filter(**{f"{self.register.kind}__in": sorted(wanted)}) if wanted else records
        return found.order_by()


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
    for organisation in counted.rows:
        place, counts = places.by_organisation.get(organisation), counted.of(measure, organisation)
        if place is None or not counts.facts:
            continue
        tally = _adds(measure, counts, is_meant=not place.names.isdisjoint(names))
        part = places.part(place)
        _add(measure, tallies.whole, tally)
        _add(measure, tallies.parts.setdefault(part, Tally(has_facts=False)), tally)
        if isinstance(measure, DistinctCount):
            values.add(part, counts.values)
    values.count(tallies)
    _say_facts(tallies)
    return tallies if places.width else Tallies(tallies.whole)


def _adds(measure: Measure, counts: _Counts, *, is_meant: bool) -> Tally:
    """What an organisation with records adds."""
    if isinstance(measure, SettledAmong) and not is_meant:
        return Tally(has_facts=False)
    if isinstance(measure, Settled):
        return Tally(counts.settled, counts.counts)
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
            tallies.parts[part].numerator = len(values)
        if self.by_part:
            tallies.whole.numerator = len(set().union(*self.by_part.values()))


def _say_facts(tallies: Tallies) -> None:
    """Once anybody has a record, whoever is meant and has none stands at nought."""
    for tally in tallies.parts.values():
        tally.has_facts = tally.has_facts or (tallies.whole.has_facts and tally.denominator > 0)


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


def _records_of(register: RecordRegister) -> RecordQuerySet:
    records: RecordQuerySet = register.model._default_manager.counted()
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
    if mechanism not in (known := measured_by_registers()):
        return None
    register, measure = known[mechanism]
    counts = _is_of(register, measure) & measure.counts(period_of(scope))
    records = register.records().counted().filter(counts)
    if not isinstance(measure, Coverage | Covered | SettledAmong):
        return Behind(register, records.filter(scope.places(_PLACES)), None)
    meant = Placement.objects.filter(scope.places(""), is_meant(applies_to, scope.as_of)).values("organisation")
    having = _records_of(register).filter(counts).values("organisation")
    lacking = Organisation.objects.filter(pk__in=meant).exclude(pk__in=having)
    return Behind(register, records.filter(organisation__in=meant), lacking if isinstance(measure, Coverage) else None)
