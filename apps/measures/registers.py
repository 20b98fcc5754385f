"""Figures that follow from the registers, by part of the tree, and what stands behind them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from apps.core.calendar import today
from apps.core.statements import joins_what_exists, rows_of
from apps.measures.facts import FactScope, Tallies, Tally
from apps.measures.register_sums import ALL_VALUES, MEANT, SUMS, VALUES, Asked, Counted, by_register, sums, whom
from apps.measures.stated import measures_of, of_its_kinds, records_of
from apps.organisations.models import Organisation, Placement
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.recorded import RecordQuerySet
from apps.plans.applies import is_meant
from apps.registers.measures import Coverage, Covered, Happened, Period, SettledAmong
from apps.registers.register import RecordRegister


def register_tallies(asked: Iterable[Asked], scope: FactScope, *, width: int | None) -> dict[Asked, Tallies]:
    """What the measures that are asked for come to; without facts, or of no register, one is absent.

    What is proposed is pending.  One query; where something is proposed, one more.  `width`: see `facts.tallied`.
    """
    known = measures_of({it.mechanism for it in asked})
    its = tuple(sorted(it for it in set(asked) if it.mechanism in known))
    if not its:
        return {}
    counting = by_register(its)
    found = _tallies(its, counting, scope, width, frozenset())
    if proposed := scope.proposed & {register.name for register, _counted in counting}:
        accepted = _tallies(its, counting, scope, width, proposed)
        for it in its:
            _add_pending(found[it], accepted[it])
    return {it: tallies for it, tallies in found.items() if tallies.whole.has_facts or tallies.whole.pending}


def _add_pending(tallies: Tallies, accepted: Tallies) -> None:
    """What the numerators would have more, or less, if every proposal were accepted."""
    tallies.whole.pending = accepted.whole.numerator - tallies.whole.numerator
    nothing = Tally(has_facts=False)
    for part in tallies.parts.keys() | accepted.parts.keys():
        stands = tallies.parts.setdefault(part, Tally(has_facts=False))
        stands.pending = accepted.parts.get(part, nothing).numerator - stands.numerator


def _tallies(
    asked: tuple[Asked, ...],
    counting: list[tuple[RecordRegister, list[Counted]]],
    scope: FactScope,
    width: int | None,
    proposed: frozenset[str],
) -> dict[Asked, Tallies]:
    """The rows of the database as tallies, the whole as the sum of its parts."""
    said: defaultdict[tuple[str, int], dict[str, tuple[int, ...]]] = defaultdict(dict)
    question = asked, scope.place, width or 0, proposed, today(), joins_what_exists(Placement)
    for what, number, part, *numbers in rows_of(Placement, sums, *question):
        said[what, number][part] = tuple(numbers)
    found: dict[Asked, Tallies] = {}
    meant_by = whom(counting)
    for number, (_register, counted) in enumerate(counting):
        for at, it in enumerate(counted):
            index, meant = asked.index(it.asked), dict[str, int]()
            if isinstance(it.measure, Coverage):
                column = meant_by.index(it.asked[1:])
                meant = {part: its[column] for part, its in said[MEANT, 0].items()}
            by_part = {part: its[3 * at : 3 * at + 3] for part, its in said[SUMS, number].items()}
            found[it.asked] = _tally(it, meant, by_part)
            if it.tells_values_apart:
                _tell_apart(found[it.asked], said[VALUES, index], said[ALL_VALUES, index])
    if width is None:
        return {it: Tallies(tallies.whole) for it, tallies in found.items()}
    return found


def _tally(counted: Counted, meant: Mapping[str, int], by_part: Mapping[str, Sequence[int]]) -> Tallies:
    """Of each part what its organisations with records add; below a coverage stands everybody who is `meant`.

    A part without a record has no figure, whatever others have: blank is not zero (figures.md, section 2).
    """
    tallies, measure = Tallies(), counted.measure
    tallies.parts |= {part: Tally(denominator=it, has_facts=False) for part, it in meant.items() if it}
    for part, (over, under, has_facts) in by_part.items():
        if has_facts:
            tally = tallies.parts.setdefault(part, Tally())
            tally.has_facts, tally.denominator = True, tally.denominator + under
            tally.numerator = min(over, 1) if isinstance(measure, Happened) else over
    whole, parts = tallies.whole, tallies.parts.values()
    whole.has_facts = any(it.has_facts for it in parts)
    whole.denominator = sum(it.denominator for it in parts)
    over = sum(it.numerator for it in parts)
    whole.numerator = min(over, 1) if isinstance(measure, Happened) else over
    return tallies


def _tell_apart(tallies: Tallies, by_part: Mapping[str, Sequence[int]], in_all: Mapping[str, Sequence[int]]) -> None:
    """Different values count once each: what two parts have in common counts once in the whole."""
    tallies.whole.numerator = next((it[0] for it in in_all.values()), 0)
    for part, tally in tallies.parts.items():
        tally.numerator = by_part[part][0] if part in by_part else 0


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
    counts = of_its_kinds(register, measure) & measure.counts(Period(scope.first_day, scope.as_of))
    records = register.records().counted().annotate(holder=register.holder(scope.as_of)).filter(counts)
    if not isinstance(measure, Coverage | Covered | SettledAmong):
        within = Placement.objects.filter(scope.places("")).values("organisation")
        return Behind(register, records.filter(holder__in=within), None)
    meant = Placement.objects.filter(scope.places(""), is_meant(applies_to, scope.as_of)).values("organisation")
    having = records_of(register, scope.as_of).filter(counts).values("holder")
    lacking = Organisation.objects.filter(pk__in=meant).exclude(pk__in=having)
    return Behind(register, records.filter(holder__in=meant), lacking if isinstance(measure, Coverage) else None)
