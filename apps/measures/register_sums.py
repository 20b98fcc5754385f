"""The sums of what registers count, written for the database: of each organisation its records, then of each part.

One statement for all registers: who stands where, and who is meant, is worked out once in it.  Nothing comes back but a
few numbers for each part.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Exists, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from apps.core.statements import Composed, Part, Sql, marked
from apps.measures.facts import FactPlace, FactScope
from apps.measures.proposed_records import proposed_facts
from apps.measures.stated import measures_of, of_its_kinds
from apps.organisations.models import Placement
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.sets import not_below
from apps.plans.told import Told
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


def sums(
    asked: tuple[Asked, ...], place: FactPlace, width: int, proposed: frozenset[str], _today: date, joins: bool
) -> Composed:
    """What, which register or measure, part, numbers.

    As it would be if everything were accepted that is proposed for the registers `proposed`.  `width`: so many signs of
    a path name a part.  `joins`: the database finds those of whom there is another row by a join, for many at once.
    """
    counting, scope = by_register(asked), FactScope(*place)
    flags = _Flags(whom(counting), asked)
    parts, selects = flags.places(scope), [_Select(MEANT, 0, flags.sums, "places")]
    for number, (register, counted) in enumerate(counting):
        source = _Source(register, scope, f"r{number}", flags, register.name in proposed, joins)
        parts += source.sums(counted)
        selects.append(_sums_of(number, counted, source.name))
        for it in counted:
            if isinstance(it.measure, DistinctCount) and it.tells_values_apart:
                at = asked.index(it.asked)
                parts += source.values(it, f"d{at}", it.measure.of)
                selects += _values_of(at, width)
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
            f"SELECT '{self.what}', {self.number}, SUBSTR(path, 1, %s), {', '.join(columns)} "  # noqa: S608
            f"FROM {self.rest} GROUP BY 3"
        )


class _Flags:
    """The places of the scope, each with flags: whether it counts, and whether it is meant, for what is asked."""

    def __init__(self, meant: list[tuple[tuple[str, ...], tuple[str, ...]]], asked: Sequence[Asked]) -> None:
        self.meant = meant
        self.without = list(dict.fromkeys(it.without for it in asked if it.without))

    @property
    def sums(self) -> list[str]:
        """How many are meant by each of the flags."""
        return [f"SUM(m{at})" for at in range(len(self.meant))]

    def places(self, scope: FactScope) -> list[Part]:
        """Whom each name means, of each place; then the places of the scope, each with its flags."""
        told = Told(scope.below, {name for names, _without in self.meant for name in names}, scope.as_of)
        counting = {f"w{at}": not_below(it) for at, it in enumerate(self.without)}
        flags = {f"m{at}": self._is_meant(told, *it) for at, it in enumerate(self.meant)} | {it: it for it in counting}
        columns = ", ".join(("organisation", "path", *flags.values()))
        text = f"SELECT {columns} FROM ({told.rows}) AS known WHERE is_inside <> 0"  # noqa: S608
        part = told.part({name: marked(it) for name, it in counting.items()})
        return [part, Part("places", ("organisation", "path", *flags), Sql(text), kept=True)]

    def of(self, counted: Counted) -> str:
        """What must hold of a place whose records count for a measure."""
        without = counted.asked.without
        if counted.is_for_meant:
            return f"p.m{self.meant.index(counted.asked[1:])} = 1"
        return f"p.w{self.without.index(without)} = 1" if without else ""

    def _is_meant(self, told: Told, names: tuple[str, ...], without: tuple[str, ...]) -> str:
        """1 for those whom one of the names means, and who are not left out."""
        counts = f" AND w{self.without.index(without)} = 1" if without else ""
        return f"CASE WHEN {told.means(names)}{counts} THEN 1 ELSE 0 END"


def _sums_of(number: int, counted: Sequence[Counted], name: str) -> _Select:
    """What the measures of a register come to: numerator, denominator, whether there are facts."""
    columns = chain.from_iterable(_columns(at, it.measure) for at, it in enumerate(counted))
    return _Select(SUMS, number, list(columns), name)


def _columns(at: int, measure: Measure) -> tuple[str, str, str]:
    """Of those with a record: how many count, of how many, and whether there is one."""
    over, under = f"CASE WHEN counts{at} > 0 THEN 1 ELSE 0 END", "0"
    if isinstance(measure, Settled):
        over, under = f"settled{at}", f"counts{at}"
    elif isinstance(measure, Number | DistinctCount):
        over = f"counts{at}"
    here = f"facts{at} <> 0"
    return f"SUM({_where(here, over)})", f"SUM({_where(here, under)})", f"MAX({_where(here, '1')})"


def _where(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE 0 END" if condition else value


def _values_of(at: int, width: int) -> Iterator[_Select]:
    """How many different values the records of those have that count: two parts may have one in common."""
    rest = f"d{at} WHERE number > 0"
    yield _Select(ALL_VALUES, at, ["COUNT(DISTINCT value)"], rest, width=0)
    if width:
        yield _Select(VALUES, at, ["COUNT(DISTINCT value)"], rest)


class _Marks:
    """What is asked of each record, each condition once: columns of 0 and 1 by the names n0, n1 and so on.

    Each is asked of the records of some organisations: those of others do not count.  `only` says of which of them
    ("": of all): of others it does not matter.
    """

    def __init__(self, register: RecordRegister, scope: FactScope, flags: _Flags) -> None:
        self.register = register
        self.period = Period(scope.first_day, scope.as_of)
        self.stored: dict[str, Q] = {}
        self.proposed: dict[str, Q] = {}
        self.only: dict[str, set[str]] = {}
        self.whose: dict[str, str] = {}
        self._flags = flags
        self._names: dict[Hashable, str] = {}

    def facts(self, counted: Counted) -> str:
        """Whether it makes the figure known at all.  What is proposed has begun."""
        measure = counted.measure
        if (known := measure.known if isinstance(measure, Settled) else None) is not None:
            return self._mark(counted, known)
        kinds = of_its_kinds(self.register, measure)
        return self._named(counted, (measure.kinds,), kinds & self.register.begun_by(self.period.as_of), kinds)

    def counts(self, counted: Counted) -> str:
        return self._mark(counted, counted.measure.counts)

    def settled(self, counted: Counted, measure: Settled) -> str:
        """Asked of those that count, where the record alone says which."""
        condition = measure.settled(self.period)
        counts = f"r.{self.counts(counted)} = 1" if _is_plain(measure.counts(self.period)) else ""
        return self._named(counted, (measure.settled,), condition, condition, counts)

    def asked(self, name: str) -> str:
        """The column, asked only of those of whom it matters."""
        only = "" if "" in self.only[name] else " OR ".join(sorted(self.only[name]))
        return _where(" AND ".join(it for it in (self.whose[name], only and f"({only})") if it), f"r.{name}")

    def _mark(self, counted: Counted, condition: Condition) -> str:
        its = of_its_kinds(self.register, counted.measure) & condition(self.period)
        return self._named(counted, (counted.measure.kinds, condition), its, its)

    def _named(self, counted: Counted, key: Hashable, stored: Q, proposed: Q, only: str = "") -> str:
        whose = self._flags.of(counted)
        name = self._names.setdefault((whose, key), f"n{len(self._names)}")
        self.stored[name], self.proposed[name], self.whose[name] = stored, proposed, whose
        self.only.setdefault(name, set()).add(only)
        return name


def _is_plain(condition: Q) -> bool:
    """Whether it is answered by the record alone, without asking for others."""
    return all(
        _is_plain(it) if isinstance(it, Q) else isinstance(it, tuple) and not isinstance(it[1], QuerySet)
        for it in condition.children
    )


def _is_one_exists(condition: Q) -> bool:
    """Whether it is that there is another row, and nothing else."""
    return len(condition.children) == 1 and isinstance(condition.children[0], Exists) and not condition.negated


#: SQLite takes the places for a million, and would read every table of records as a whole before it looks them up.
_ARE_FEW = "likelihood(p.path > '', 0.00001) AND "


class _Source(NamedTuple):
    """The records of a register in a scope, counted by organisation; `is_proposed`: with what is proposed."""

    register: RecordRegister
    scope: FactScope
    name: str
    flags: _Flags
    is_proposed: bool
    joins: bool

    def sums(self, counted: Sequence[Counted]) -> list[Part]:
        """For each place and measure its records, those that count, and those of them that are settled."""
        marks = _Marks(self.register, self.scope, self.flags)
        numbers: dict[str, str] = {}
        apart: dict[str, list[Part]] = {}
        for at, it in enumerate(counted):
            counts = marks.counts(it)
            numbers |= {f"facts{at}": marks.facts(it), f"counts{at}": counts}
            if self._is_joined(it):
                apart[f"settled{at}"] = self._settled_apart(counted, it, f"{self.name}_s{at}")
            elif isinstance(it.measure, Settled):
                numbers[f"settled{at}"] = f"{counts} * {marks.settled(it, it.measure)}"
        rows = self._records(counted).annotate(**{name: marked(it) for name, it in marks.stored.items()})
        told = {name: marks.asked(name) for name in marks.stored}
        parts = self._with_proposed(self.name, rows, marks.proposed, {}, told)
        if apart:  # What else is asked is cheap: it may be asked twice, but the rows must not be sorted.
            parts[-1] = parts[-1]._replace(fenced=False)
        sums = ", ".join(f"SUM({self._signed(it)})" for it in numbers.values())
        grouped = Sql(f"SELECT path, {sums} FROM {self.name}_rows GROUP BY path")  # noqa: S608
        if not apart:
            return [*parts, Part(self.name, ("path", *numbers), grouped)]
        each = Part(f"{self.name}_each", ("path", *numbers), grouped)
        last = {column: its[-1] for column, its in apart.items()}
        return [*parts, each, *chain.from_iterable(apart.values()), self._together(each, last)]

    def _together(self, each: Part, apart: Mapping[str, Part]) -> Part:
        """The numbers of each place with those that were counted apart, by column."""
        columns = [*each.columns[1:], *apart]
        sources = [(each, {it: it for it in each.columns}), *((part, {it: "number"}) for it, part in apart.items())]
        stacked = " UNION ALL ".join(
            f"SELECT path, {', '.join(f'{its.get(it, 0)} AS {it}' for it in columns)} FROM {part.name}"  # noqa: S608
            for part, its in sources
        )
        sums = ", ".join(f"SUM({it})" for it in columns)
        text = f"SELECT path, {sums} FROM ({stacked}) AS stacked GROUP BY path"  # noqa: S608
        return Part(self.name, ("path", *columns), Sql(text))

    def _is_joined(self, counted: Counted) -> bool:
        """Whether the settled ones are counted apart: where they are those of whom there is another row, and which
        records count does not follow from these alone."""
        measure, period = counted.measure, Period(self.scope.first_day, self.scope.as_of)
        if not isinstance(measure, Settled) or counted.is_for_meant or self.is_proposed or not self.joins:
            return False
        return _is_one_exists(measure.settled(period)) and not _is_plain(measure.counts(period))

    def _settled_apart(self, counted: Sequence[Counted], its: Counted, name: str) -> list[Part]:
        """How many of its records that count are settled, by place."""
        measure, period = its.measure, Period(self.scope.first_day, self.scope.as_of)
        counts = of_its_kinds(self.register, measure) & measure.counts(period)
        settled = measure.settled(period) if isinstance(measure, Settled) else Q()
        held = self._records(counted).annotate(holder=self.register.holder(self.scope.as_of))
        rows = Part(name, ("holder",), held.filter(counts, settled).values_list("holder"))
        whose = self.flags.of(its)
        text = f"SELECT p.path, COUNT(*) FROM {self._joined(name)}{whose and f' AND {whose}'} GROUP BY p.path"  # noqa: S608
        return [rows, Part(f"{name}_number", ("path", "number"), Sql(text))]

    def values(self, counted: Counted, name: str, of: str) -> list[Part]:
        """How many of its records that count have which value `of` theirs."""
        counts = of_its_kinds(self.register, counted.measure)
        counts &= counted.measure.counts(Period(self.scope.first_day, self.scope.as_of))
        value = {"value": Cast(F(of), TextField())}
        rows = self._records([counted]).filter(counts).annotate(**value, n0=Value(1))
        told = {"value": "r.value", "n0": _where(self.flags.of(counted), "r.n0")}
        parts = self._with_proposed(name, rows, {"n0": counts}, value, told)
        grouped = Sql(f"SELECT path, value, SUM({self._signed('n0')}) FROM {name}_rows GROUP BY path, value")  # noqa: S608
        return [*parts, Part(name, ("path", "value", "number"), grouped)]

    def _with_proposed(
        self,
        name: str,
        rows: QuerySet[Any],
        marks: Mapping[str, Q],
        values: Mapping[str, Any],
        told: Mapping[str, str],
    ) -> list[Part]:
        """The records of the scope, with the `sign` 1; and what would go, with -1, and what would come."""
        columns = ("holder", *told)
        held = self.register.held(self.scope.as_of, passed_on=self.scope.has_passed_on)
        parts = [
            Part(f"{name}_{side}", columns, rows.filter(those).annotate(holder=holder).values_list(*columns))
            for side, (those, holder) in held.items()
        ]
        signs = dict.fromkeys(held, 1)
        if self.is_proposed:
            signs |= {"old": -1, "new": 1}
            parts += [
                Part(f"{name}_{side}", columns, proposed_facts(self.register, side, marks, values, self._within))
                for side in ("old", "new")
            ]
        selects = (
            f"SELECT {sign}, p.path, {', '.join(told.values())} FROM {self._joined(f'{name}_{it}', few=it != 'now')}"  # noqa: S608
            for it, sign in signs.items()
        )
        every = Sql(" UNION ALL ".join(selects))
        return [*parts, Part(f"{name}_rows", ("sign", "path", *told), every, fenced=True)]

    def _signed(self, number: str) -> str:
        return f"sign * {number}" if self.is_proposed else number

    def _joined(self, records: str, *, few: bool = False) -> str:
        """The places `p` with the records `r` that they hold, in the order that SQLite is told.

        An index leads from the places to their records, and where these are `few`, from these to the places.
        """
        if few:
            return f"{records} AS r CROSS JOIN places AS p WHERE r.holder = p.organisation"
        return f"places AS p CROSS JOIN {records} AS r WHERE {'' if self.joins else _ARE_FEW}r.holder = p.organisation"

    def _records(self, counted: Sequence[Counted]) -> RecordQuerySet:
        """Those that count; of kinds that nobody asks for none."""
        found: RecordQuerySet = self.register.model._default_manager.counted().order_by()
        if all(it.measure.kinds for it in counted):
            kinds = sorted({kind for it in counted for kind in it.measure.kinds})
            found = found.filter(**{f"{self.register.kind}__in": kinds})
        return found

    @property
    def _within(self) -> QuerySet[Any]:
        """The organisations of the scope, as a subquery."""
        found: QuerySet[Any] = Placement.objects.filter(self.scope.places("")).values("organisation")
        return found
