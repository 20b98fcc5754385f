"""Who owes what and held it when, put together by the database: what `alike` and the page of what is due ask of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Max, Q, QuerySet, When

from apps.checklists.models import Listing
from apps.checklists.names import ListName
from apps.core.calendar import valid_on
from apps.core.statements import Part, Sql, Whole, marked, rows_of
from apps.frequencies.counting import Most, as_asked, columns_of, held, months_of
from apps.frequencies.models import Condition, FrequencyRule
from apps.frequencies.periods import Lasting, Months, Periods, periods
from apps.frequencies.rules import Asked, RuleBook
from apps.frequencies.usual import Rule
from apps.organisations.kinds import Kind
from apps.organisations.models import Placement
from apps.organisations.sets import Below, exists_on
from apps.plans.told import Told


class Question(NamedTuple):
    """What tells one statement from another: where, in which year up to when, what is counted, whom the names mean."""

    below: Below
    year: int
    day: date
    most: Most
    names: tuple[str, ...]


class Owing(NamedTuple):
    """What a rule asks of an organisation: the periods in which it would be due, how long the organisation and its
    condition lasted, and how often it was held in each month."""

    rule: Rule
    periods: Periods
    lasting: Lasting
    months: Months


class Patterns(NamedTuple):
    """The rules for some kinds of activities, and the question whose rows say of an organisation what it owes.

    `depth`: so many signs of a path say which rules hold there.
    """

    book: RuleBook
    depth: int
    question: Question

    def months(self, numbers: Sequence[int]) -> dict[str, Months]:
        """How often each kind of activity was held in each month."""
        return dict(months_of(numbers[_LASTING + len(self.question.names) :], self.question.most))

    def owing(self, asked: Iterable[Asked], numbers: Sequence[int]) -> Iterator[Owing]:
        """What an organisation of which this is asked may owe, by its `numbers`: the `columns` of `stacked`."""
        those = {name for name, told in zip(self.question.names, numbers[_LASTING:], strict=False) if told}
        months = self.months(numbers)
        for rule, periods_asked in asked:
            if rule.whom in those:
                yield Owing(rule, periods_asked, _lasting(rule, numbers), months[rule.type])


def patterns(below: Below, year: int, as_of: date, types: Collection[str]) -> Patterns:
    """What is asked for below, of these kinds of activities, in a year up to a day.  One query."""
    kept: list[tuple[int, Rule]] = []
    depth = 0
    for keeper, path, *rule in rows_of(FrequencyRule, _rules, below.on, tuple(sorted(map(str, types)))):
        kept.append((keeper, Rule(*rule)))
        depth = max(depth, len(path))
    book = RuleBook(year, types, kept)
    day = min(as_of, date(year, 12, 31))
    return Patterns(book, depth, Question(below, year, day, as_asked(book.most), tuple(sorted(book.names))))


class Stacked(NamedTuple):
    """The parts of a statement, and the SQL of a row for each organisation: itself, its path and `columns`.

    Of one that no rule means the path is empty.  `counts`: those of the columns that count what was held.
    """

    parts: Sequence[Part]
    each: str
    columns: Sequence[str]
    counts: Collection[str]


_NOWHERE = "''"
#: Since when and until when, then from when to when each condition was met.
_CONDITIONS = (str(Condition.COMMITTEE), str(Condition.GROUPS))
_LASTING = 2 + 2 * len(_CONDITIONS)


def stacked(question: Question) -> Stacked:
    """Since, until, the conditions, whom the names mean, what was held: of each organisation in one row."""
    below, year, day, most, names = question
    told = Told(below, names, date(year, 1, 1))
    counts = list(columns_of(most, year))
    held_by = Part("held", ("organisation", *counts), held(below, year, day, most), kept=True)
    meeting, met = zip(*(_meeting(name, year, rows) for name, rows in _meetings(below).items()), strict=True)
    means = {f"means_{name}": f"CASE WHEN {told.means([name])} THEN 1 ELSE 0 END" for name in names}
    conditions = [f"{name}_{it}" for name in _CONDITIONS for it in ("firsts", "lasts")]
    columns = ["since", "until", *conditions, *means, *counts]
    # Put one below the other: a join would be planned by guesses about whom the names mean.
    sources = [
        (
            f"({told.rows}) AS known",
            {"path": "path", "since": "since", "until": "until", **means},
            f"is_inside <> 0 AND {told.means(names)}",
        ),
        *((name, {f"{name}_{it}": it for it in ("firsts", "lasts")}, "1 = 1") for name in _CONDITIONS),
        ("held", {it: it for it in counts}, "1 = 1"),
    ]
    rows = " UNION ALL ".join(
        f"SELECT organisation, {its.get('path', _NOWHERE)} AS path, "  # noqa: S608
        f"{', '.join(f'{its.get(it, 0)} AS {it}' for it in columns)} FROM {source} WHERE {condition}"
        for source, its, condition in sources
    )
    most_of = ", ".join(f"MAX({it}) AS {it}" for it in columns)
    each = f"SELECT organisation, MAX(path) AS path, {most_of} FROM ({rows}) AS stacked GROUP BY organisation"  # noqa: S608
    lifetime = {"since": _since(year), "until": _until(year)}
    return Stacked([told.part(lifetime), held_by, *meeting, *met], each, columns, counts)


def _lasting(rule: Rule, numbers: Sequence[int]) -> Lasting:
    if not rule.condition:
        return Lasting(*numbers[:2])
    at = 2 + 2 * _CONDITIONS.index(rule.condition)
    return Lasting(*numbers[:2], *numbers[at : at + 2])


def _rules(on: date, types: tuple[str, ...]) -> "QuerySet[Any]":
    place = "organisation__placements__"
    columns = ("organisation", f"{place}path", "type", "whom", "condition", "times", "per", "start", "end")
    rows = FrequencyRule.objects.counted().filter(valid_on(on, place), type__in=types).order_by("start", "pk")
    found: QuerySet[Any] = rows.values_list(*columns)
    return found


def _meetings(below: Below) -> Mapping[str, QuerySet[Any]]:
    """Who met which condition from when to when: the township lists its committee; Party groups stand below it."""
    those = Placement.objects.filter(below("")).values("organisation")
    listed = Listing.objects.counted().filter(list=ListName.WITH_COMMITTEE, organisation__in=those)
    groups = Placement.objects.filter(organisation__kind=Kind.GROUP, parent__in=those)
    return {str(Condition.COMMITTEE): listed, str(Condition.GROUPS): groups}


def _meeting(name: str, year: int, rows: QuerySet[Any]) -> tuple[Part, Part]:
    """The months on whose first days, and on whose last, each met the condition: their bits."""
    whose = "organisation" if name == Condition.COMMITTEE else "parent"
    months = periods(year, 1)
    days = {f"{it}{month.first_month}": getattr(month, it) for it in ("first", "last") for month in months}
    met = {at: Max(marked(valid_on(day) & (exists_on(day) if whose == "parent" else Q()))) for at, day in days.items()}
    by_day = Part(
        f"{name}_days", ("organisation", *met), rows.order_by().values(whose).annotate(**met).values_list(whose, *met)
    )
    masks = (" + ".join(f"{it}{at} * {1 << at}" for at in range(1, 13)) for it in ("first", "last"))
    text = f"SELECT organisation, {', '.join(masks)} FROM {name}_days"  # noqa: S608
    return by_day, Part(name, ("organisation", "firsts", "lasts"), Sql(text))


def _since(year: int) -> Case:
    """The first month of the year throughout which an organisation may have existed."""
    months = (When(organisation__opened__lte=it.first, then=Whole(it.first_month)) for it in periods(year, 1))
    return Case(When(organisation__opened__isnull=True, then=Whole(1)), *months, default=Whole(13))


def _until(year: int) -> Case:
    """The last month of the year on whose last day it still existed; 0 for none."""
    months = (When(organisation__closed__gt=it.last, then=Whole(it.last_month)) for it in reversed(periods(year, 1)))
    return Case(When(organisation__closed__isnull=True, then=Whole(12)), *months, default=Whole(0))
