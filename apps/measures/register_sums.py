"""The sums of what registers count, written for the database: of each organisation its records, then of each part.

One statement for all registers: who stands where, and who is meant, is worked out once in it.  Nothing comes back but a
few numbers for each part.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from apps.core.statements import Composed, Part, Sql
from apps.measures.facts import FactPlace, FactScope
from apps.measures.proposed_records import proposed_facts
from apps.measures.stated import measures_of, of_its_kinds, records_of
from apps.organisations.models import Placement
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.sets import not_below
from apps.plans.applies import is_meant
from apps.registers.measures import (
    Condition,
    Coverage,
    Covered,
    DistinctCount,
    Measure,
    Number,
    Period,
    Settled,
    SettledAmong,
)
from apps.registers.register import RecordRegister


class Asked(NamedTuple):
    """A mechanism for those whom `names` mean, less whoever stands at or below the places `without`."""

    mechanism: str
    names: tuple[str, ...]
    without: tuple[str, ...] = ()


class Counted(NamedTuple):
    """A measure that is asked for."""

    asked: Asked
    measure: Measure

    @property
    def tells_values_apart(self) -> bool:
        """Records that are told apart by themselves are counted one by one."""
        return isinstance(self.measure, DistinctCount) and self.measure.of != "pk"

    @property
    def is_for_meant(self) -> bool:
        return isinstance(self.measure, Coverage | Covered | SettledAmong)


#: What a row is about: numerator, denominator and whether there are facts, of each measure of a register; how many
#: different values there are, in each part and in all; how many are meant.
SUMS, VALUES, ALL_VALUES, MEANT = "sums", "values", "all values", "meant"


def by_register(asked: Sequence[Asked]) -> list[tuple[RecordRegister, list[Counted]]]:
    """The registers of which something is asked, each with that."""
    known = measures_of({it.mechanism for it in asked})
    found: dict[str, tuple[RecordRegister, list[Counted]]] = {}
    for it in asked:
        register, measure = known[it.mechanism]
        found.setdefault(register.name, (register, []))[1].append(Counted(it, measure))
    return list(found.values())


def whom(counting: Sequence[tuple[RecordRegister, Sequence[Counted]]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Whom the measures mean that ask for it, and who is left out: the columns of `MEANT`."""
    every = (it for _register, counted in counting for it in counted)
    return list(dict.fromkeys(it.asked[1:] for it in every if it.is_for_meant))


def sums(asked: tuple[Asked, ...], place: FactPlace, width: int, proposed: frozenset[str], _today: date) -> Composed:
    """What, which register or measure, part, numbers.

    As it would be if everything were accepted that is proposed for the registers `proposed`.  `width`: so many signs of
    a path name a part.
    """
    counting, scope = by_register(asked), FactScope(*place)
    flags = _Flags(whom(counting), asked)
    parts, selects = [flags.places(scope)], [_Select(MEANT, 0, flags.sums, "places AS p")]
    for number, (register, counted) in enumerate(counting):
        source = _Source(register, scope, f"r{number}", register.name in proposed)
        parts += source.sums(counted)
        selects.append(_sums_of(number, counted, source.name, flags))
        for it in counted:
            if it.tells_values_apart:
                at = asked.index(it.asked)
                parts += source.values(it, f"d{at}")
                selects += _values_of(at, flags.of(it), width)
    most = max(len(its.columns) for its in selects)
    text = " UNION ALL ".join(its.text(most) for its in selects)
    return Composed(parts, Sql(text, tuple(width if it.width is None else it.width for it in selects)))


class _Select(NamedTuple):
    """Rows about one thing by part; each of the `columns` is an integer.  `width` 0: one row for all."""

    what: str
    number: int
    columns: Sequence[str]
    rest: str
    width: int | None = None

    def text(self, most: int) -> str:
        """With so many columns."""
        columns = [*(f"CAST({it} AS bigint)" for it in self.columns), *["0"] * (most - len(self.columns))]
        return (
            f"SELECT '{self.what}', {self.number}, SUBSTR(p.path, 1, %s), {', '.join(columns)} "  # noqa: S608
            f"FROM {self.rest} GROUP BY 3"
        )


class _Flags:
    """The places of the scope, each with flags: whether it counts, and whether it is meant, for what is asked."""

    def __init__(self, meant: list[tuple[tuple[str, ...], tuple[str, ...]]], asked: Sequence[Asked]) -> None:
        self.meant = meant
        self.counting = list(dict.fromkeys(it.without for it in asked if it.without))

    @property
    def sums(self) -> list[str]:
        """How many are meant by each of the flags."""
        return [f"SUM(p.m{at})" for at in range(len(self.meant))]

    def places(self, scope: FactScope) -> Part:
        flags = {f"m{at}": is_meant(it, scope.as_of) & not_below(out) for at, (it, out) in enumerate(self.meant)}
        flags |= {f"w{at}": not_below(it) for at, it in enumerate(self.counting)}
        marked = {name: Case(When(condition, then=Value(1)), default=Value(0)) for name, condition in flags.items()}
        rows = Placement.objects.filter(scope.places("")).order_by().annotate(**marked)
        names = ("organisation", "path", *flags)
        return Part("places", names, rows.values_list(*names), kept=True)

    def of(self, counted: Counted) -> str:
        """What must hold of a place whose records count for a measure."""
        without = counted.asked.without
        if counted.is_for_meant:
            return f"p.m{self.meant.index(counted.asked[1:])} = 1"
        return f"p.w{self.counting.index(without)} = 1" if without else "1 = 1"


def _sums_of(number: int, counted: Sequence[Counted], name: str, flags: _Flags) -> _Select:
    """What the measures of a register come to: numerator, denominator, whether there are facts."""
    columns = chain.from_iterable(_columns(at, it, flags.of(it)) for at, it in enumerate(counted))
    return _Select(SUMS, number, list(columns), f"{name} AS r JOIN places AS p ON p.organisation = r.holder")


def _columns(at: int, counted: Counted, counts: str) -> tuple[str, str, str]:
    """Of those with a record: how many count, of how many, and whether there is one."""
    here = f"{counts} AND r.facts{at} <> 0"
    over, under = f"CASE WHEN r.counts{at} > 0 THEN 1 ELSE 0 END", "0"
    if isinstance(counted.measure, Settled):
        over, under = f"r.settled{at}", f"r.counts{at}"
    elif isinstance(counted.measure, Number | DistinctCount):
        over = f"r.counts{at}"
    return f"SUM({_where(here, over)})", f"SUM({_where(here, under)})", f"MAX({_where(here, '1')})"


def _where(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE 0 END"


def _values_of(at: int, counts: str, width: int) -> Iterator[_Select]:
    """How many different values the records of those have that count: two parts may have one in common."""
    rest = f"d{at} AS d JOIN places AS p ON p.organisation = d.holder WHERE {counts} AND d.number > 0"
    yield _Select(ALL_VALUES, at, ["COUNT(DISTINCT d.value)"], rest, width=0)
    if width:
        yield _Select(VALUES, at, ["COUNT(DISTINCT d.value)"], rest)


class _Source(NamedTuple):
    """The records of a register in a scope, counted by organisation; `is_proposed`: with what is proposed."""

    register: RecordRegister
    scope: FactScope
    name: str
    is_proposed: bool

    def sums(self, counted: Sequence[Counted]) -> list[Part]:
        """For each measure the organisation's records, those that count, and those of them that are settled."""
        stored: dict[str, Q] = {}
        proposed: dict[str, Q] = {}
        for at, it in enumerate(counted):
            measure, kinds = it.measure, of_its_kinds(self.register, it.measure)
            its = {f"counts{at}": kinds & self._met(measure.counts)}
            if isinstance(measure, Settled):
                its[f"settled{at}"] = its[f"counts{at}"] & self._met(measure.settled)
            known = self._known(measure)
            stored |= {f"facts{at}": kinds & (self.register.begun_by(self.scope.as_of) if known is None else known)}
            proposed |= {f"facts{at}": kinds if known is None else kinds & known}
            stored |= its
            proposed |= its
        numbers = {name: Count("pk", filter=condition or None) for name, condition in stored.items()}
        rows = self._records(counted).values("holder").annotate(**numbers).values_list("holder", *numbers)
        return self._with_proposed(self.name, (), rows, proposed)

    def values(self, counted: Counted, name: str) -> list[Part]:
        """How many of its records that count have which value."""
        measure = counted.measure
        assert isinstance(measure, DistinctCount)  # noqa: S101 - nothing else tells values apart
        counts = of_its_kinds(self.register, measure) & self._met(measure.counts)
        value = {"value": Cast(F(measure.of), TextField())}
        rows = self._records([counted]).filter(counts).annotate(**value).values("holder", "value")
        rows = rows.annotate(number=Count("pk")).values_list("holder", "value", "number")
        return self._with_proposed(name, ("value",), rows, {"number": counts}, value)

    def _with_proposed(
        self, name: str, keys: tuple[str, ...], rows: QuerySet[Any], conditions: dict[str, Q], told: Any = None
    ) -> list[Part]:
        """The part `name`: the rows as they are; or with those that would go taken from them, and those that would come
        added."""
        keys = ("holder", *keys)
        columns = (*keys, *conditions)
        if not self.is_proposed:
            return [Part(name, columns, rows)]
        those = [
            Part(f"{name}_{side}", columns, proposed_facts(self.register, side, conditions, told or {}, self._within))
            for side in ("old", "new")
        ]
        own, numbers = ", ".join(keys), ", ".join(conditions)
        less = ", ".join(f"-{it}" for it in conditions)
        every = (
            f"SELECT {own}, {numbers} FROM {name}_now UNION ALL SELECT {own}, {numbers} FROM {name}_new "  # noqa: S608
            f"UNION ALL SELECT {own}, {less} FROM {name}_old"
        )
        added = ", ".join(f"CAST(SUM({it}) AS bigint)" for it in conditions)
        grouped = f"SELECT {own}, {added} FROM ({every}) AS u GROUP BY {own}"  # noqa: S608
        return [Part(f"{name}_now", columns, rows), *those, Part(name, columns, Sql(grouped))]

    def _records(self, counted: Sequence[Counted]) -> RecordQuerySet:
        """Those that count, each with its `holder` of the day; of kinds that nobody asks for none."""
        found = records_of(self.register, self.scope.as_of).filter(holder__in=self._within).order_by()
        if all(it.measure.kinds for it in counted):
            kinds = sorted({kind for it in counted for kind in it.measure.kinds})
            found = found.filter(**{f"{self.register.kind}__in": kinds})
        return found

    @property
    def _within(self) -> QuerySet[Any]:
        """The organisations of the scope, as a subquery."""
        found: QuerySet[Any] = Placement.objects.filter(self.scope.places("")).values("organisation")
        return found

    def _met(self, condition: Condition) -> Q:
        return condition(Period(self.scope.first_day, self.scope.as_of))

    def _known(self, measure: Measure) -> Q | None:
        """What must be so before there is a figure."""
        known = measure.known if isinstance(measure, Settled) else None
        return None if known is None else self._met(known)
