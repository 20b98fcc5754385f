"""The sums of what registers count, written for the database: of each organisation its records, then of each part.

One statement for all registers: who stands where, and who is meant, is worked out once in it.  Nothing comes back but a
few numbers for each part.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from apps.core.statements import Composed, Part, Sql, marked
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
            if isinstance(it.measure, DistinctCount) and it.tells_values_apart:
                at = asked.index(it.asked)
                parts += source.values(it, f"d{at}", it.measure.of)
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
        marks = {name: marked(condition) for name, condition in flags.items()}
        rows = Placement.objects.filter(scope.places("")).order_by().annotate(**marks)
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


class _Marks:
    """What is asked of each record, each condition once: columns of 0 and 1 by the names n0, n1 and so on."""

    def __init__(self, register: RecordRegister, scope: FactScope) -> None:
        self.register = register
        self.period = Period(scope.first_day, scope.as_of)
        self.stored: dict[str, Q] = {}
        self.proposed: dict[str, Q] = {}
        self._names: dict[Hashable, str] = {}

    def facts(self, measure: Measure) -> str:
        """Whether it makes the figure known at all.  What is proposed has begun."""
        if (known := measure.known if isinstance(measure, Settled) else None) is not None:
            return self._mark(measure, known)
        kinds = of_its_kinds(self.register, measure)
        return self._named((measure.kinds,), kinds & self.register.begun_by(self.period.as_of), kinds)

    def counts(self, measure: Measure) -> str:
        return self._mark(measure, measure.counts)

    def settled(self, measure: Settled) -> str:
        """Asked of those that count."""
        condition = measure.settled(self.period)
        return self._named((measure.settled,), condition, condition)

    def _mark(self, measure: Measure, condition: Condition) -> str:
        its = of_its_kinds(self.register, measure) & condition(self.period)
        return self._named((measure.kinds, condition), its, its)

    def _named(self, key: Hashable, stored: Q, proposed: Q) -> str:
        name = self._names.setdefault(key, f"n{len(self._names)}")
        self.stored[name], self.proposed[name] = stored, proposed
        return name


class _Source(NamedTuple):
    """The records of a register in a scope, counted by organisation; `is_proposed`: with what is proposed."""

    register: RecordRegister
    scope: FactScope
    name: str
    is_proposed: bool

    def sums(self, counted: Sequence[Counted]) -> list[Part]:
        """For each measure the organisation's records, those that count, and those of them that are settled."""
        marks = _Marks(self.register, self.scope)
        numbers: dict[str, str] = {}
        for at, (_asked, measure) in enumerate(counted):
            counts = marks.counts(measure)
            numbers |= {f"facts{at}": marks.facts(measure), f"counts{at}": counts}
            if isinstance(measure, Settled):
                numbers[f"settled{at}"] = f"{counts} * {marks.settled(measure)}"
        rows = self._records(counted).annotate(**{name: marked(it) for name, it in marks.stored.items()})
        parts = self._with_proposed(self.name, rows.values_list("holder", *marks.stored), marks.proposed, {})
        sums = ", ".join(f"SUM(sign * {it})" for it in numbers.values())
        grouped = Sql(f"SELECT holder, {sums} FROM {self.name}_rows GROUP BY holder")  # noqa: S608
        return [*parts, Part(self.name, ("holder", *numbers), grouped)]

    def values(self, counted: Counted, name: str, of: str) -> list[Part]:
        """How many of its records that count have which value `of` theirs."""
        counts = of_its_kinds(self.register, counted.measure)
        counts &= counted.measure.counts(Period(self.scope.first_day, self.scope.as_of))
        value = {"value": Cast(F(of), TextField())}
        rows = self._records([counted]).filter(counts).annotate(**value, n0=Value(1))
        parts = self._with_proposed(name, rows.values_list("holder", "value", "n0"), {"n0": counts}, value)
        grouped = Sql(f"SELECT holder, value, SUM(sign * n0) FROM {name}_rows GROUP BY holder, value")  # noqa: S608
        return [*parts, Part(name, ("holder", "value", "number"), grouped)]

    def _with_proposed(
        self, name: str, rows: QuerySet[Any], marks: Mapping[str, Q], told: Mapping[str, Any]
    ) -> list[Part]:
        """The records, with the `sign` 1; and what would go, with -1, and what would come."""
        columns = ("holder", *told, *marks)
        parts = [Part(f"{name}_now", columns, rows)]
        signs = {"now": 1}
        if self.is_proposed:
            signs |= {"old": -1, "new": 1}
            parts += [
                Part(f"{name}_{side}", columns, proposed_facts(self.register, side, marks, told, self._within))
                for side in ("old", "new")
            ]
        selects = (f"SELECT {sign}, {', '.join(columns)} FROM {name}_{it}" for it, sign in signs.items())  # noqa: S608
        return [*parts, Part(f"{name}_rows", ("sign", *columns), Sql(" UNION ALL ".join(selects)), kept=True)]

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
