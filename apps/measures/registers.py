"""Figures that follow from the registers: joined with who is meant, summed in the database, by part of the tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from apps.measures.facts import FactScope, Tallies, Tally
from apps.organisations.models import Placement
from apps.plans.applies import exists_on, is_meant
from apps.registers.measures import Coverage, Covered, DistinctCount, Measure, Period, Settled
from apps.registers.querysets import RecordQuerySet
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS

_PLACES = "organisation__placements__"


def measured_by_registers() -> dict[str, tuple[RecordRegister, Measure]]:
    """The measure of each mechanism that a register decides."""
    return {it.mechanism: (register, it) for register in REGISTERS.values() for it in register.measures}


def register_tallies(
    applies: Mapping[str, Iterable[str]], scope: FactScope, *, width: int | None
) -> dict[str, Tallies]:
    """The measures of these mechanisms, each with the names of whom it means; without facts a mechanism is absent.

    One query for all that count organisations, and for each register that counts records one, with parts two.
    `width`: see `facts.tallied`.
    """
    known = measured_by_registers()
    wanted = [known[mechanism] for mechanism in sorted(applies.keys() & known.keys())]
    organisations = [(_records(it), measure) for it, measure in wanted if isinstance(measure, Coverage | Covered)]
    by_register: dict[str, list[Measure]] = {}
    for register, measure in wanted:
        if isinstance(measure, DistinctCount | Settled):
            by_register.setdefault(register.name, []).append(measure)
    found = _by_organisation(organisations, applies, scope, width) if organisations else {}
    for name, measures in by_register.items():
        found |= _by_record(_records(REGISTERS[name]), measures, scope, width)
    return found


def _records(register: RecordRegister) -> RecordQuerySet:
    records: RecordQuerySet = register.model._default_manager.counted()
    return records


def covered(measure: Measure, records: RecordQuerySet, scope: FactScope) -> Exists:
    """Whether the organisation of a place has a record that counts."""
    return Exists(records.filter(measure.kind, measure.counts(period_of(scope)), organisation=OuterRef("organisation")))


def period_of(scope: FactScope) -> Period:
    return Period(scope.first_day, scope.as_of)


def _by_organisation(
    measures: Sequence[tuple[RecordQuerySet, Measure]],
    applies: Mapping[str, Iterable[str]],
    scope: FactScope,
    width: int | None,
) -> dict[str, Tallies]:
    """Organisations are counted: each stands in one part, so the whole is the sum of the parts."""
    counts: dict[str, Any] = {}
    for number, (records, measure) in enumerate(measures):
        meant = is_meant(applies[measure.mechanism], scope.as_of)
        kind = Exists(records.filter(measure.kind, organisation=OuterRef("organisation")))
        counts[f"facts{number}"] = Count("pk", filter=meant & Q(kind))
        counts[f"over{number}"] = Count("pk", filter=meant & Q(covered(measure, records, scope)))
        if isinstance(measure, Coverage):
            counts[f"under{number}"] = Count("pk", filter=meant)
    places = Placement.objects.filter(scope.places(""), exists_on(scope.as_of))
    found = {measure.mechanism: Tallies() for _records, measure in measures}
    for part, row in _grouped(places, "path", counts, scope, width):
        for number, (_records, measure) in enumerate(measures):
            tally = Tally(row[f"over{number}"], row.get(f"under{number}", 0), has_facts=bool(row[f"facts{number}"]))
            _add(found[measure.mechanism], part, tally, width)
    return {mechanism: _with_facts(tallies) for mechanism, tallies in found.items() if tallies.whole.has_facts}


def _by_record(
    records: RecordQuerySet, measures: list[Measure], scope: FactScope, width: int | None
) -> dict[str, Tallies]:
    """Records are counted, or what is different among them."""
    within = records.filter(scope.places(_PLACES))
    found: dict[str, Tallies] = {}
    parts = _grouped(within, f"{_PLACES}path", _counts(measures, period_of(scope)), scope, width) if width else ()
    for part, row in parts:
        for mechanism, tally in _tallies_in(row, measures):
            found.setdefault(mechanism, Tallies()).parts[part] = tally
    # What two parts have in common counts once in the whole.
    for _all, row in _grouped(within, f"{_PLACES}path", _counts(measures, period_of(scope)), scope, None):
        for mechanism, tally in _tallies_in(row, measures):
            found.setdefault(mechanism, Tallies()).whole = tally
    return found


def _counts(measures: Iterable[Measure], period: Period) -> dict[str, Any]:
    counts: dict[str, Any] = {}
    for number, measure in enumerate(measures):
        those = measure.kind & measure.counts(period)
        counts[f"facts{number}"] = Count("pk", filter=measure.kind)
        if isinstance(measure, Settled):
            counts[f"over{number}"] = Count("pk", filter=those & measure.settled(period))
            counts[f"under{number}"] = Count("pk", filter=those)
        elif isinstance(measure, DistinctCount):
            counts[f"over{number}"] = Count(measure.of, filter=those, distinct=True)
    return counts


def _tallies_in(row: Mapping[str, int], measures: Iterable[Measure]) -> Iterator[tuple[str, Tally]]:
    """What a row counts for each measure of which it has facts."""
    for number, measure in enumerate(measures):
        if row[f"facts{number}"]:
            yield measure.mechanism, Tally(row[f"over{number}"], row.get(f"under{number}", 0))


def _grouped(
    rows: QuerySet[Any], path: str, counts: Mapping[str, Any], scope: FactScope, width: int | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """One row for each part: the first `width` signs of its paths; None for all of them together."""
    parts = Substr(path, 1, width or len(scope.path))
    for row in rows.order_by().annotate(part=parts).values("part").annotate(**counts):
        yield row["part"], row


def _add(tallies: Tallies, part: str, tally: Tally, width: int | None) -> None:
    whole = tallies.whole
    whole.numerator += tally.numerator
    whole.denominator += tally.denominator
    whole.has_facts = whole.has_facts or tally.has_facts
    if width is not None:
        tallies.parts[part] = tally


def _with_facts(tallies: Tallies) -> Tallies:
    """Once anybody has a record, whoever is meant and has none stands at nought."""
    for tally in tallies.parts.values():
        tally.has_facts = bool(tally.denominator) or tally.has_facts
    return tallies
