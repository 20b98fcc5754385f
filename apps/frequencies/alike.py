"""Those who owe the same and held it in the same months, counted by the database (figures.md, section 5).

Of a part of the tree come back a row for each such pattern, never one for each organisation.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Max, Q, QuerySet, When

from apps.checklists.models import Listing
from apps.checklists.names import ListName
from apps.core.calendar import valid_on
from apps.core.statements import Composed, Part, Sql, Whole, marked, rows_of
from apps.frequencies.counting import Most, as_asked, columns_of, held, months_of
from apps.frequencies.models import Condition, FrequencyRule
from apps.frequencies.periods import Held, Lasting, ended_in, held_of_due, periods
from apps.frequencies.rules import RuleBook
from apps.frequencies.usual import Rule
from apps.organisations.kinds import Kind
from apps.organisations.models import Placement
from apps.organisations.sets import Below, exists_on
from apps.plans.told import Told


class Alike(NamedTuple):
    """So many organisations of a part that owe a kind of activity: of how often each held how often."""

    part: str
    type: str
    held: Held
    number: int


class Owed(NamedTuple):
    """`known`: the kinds of activities of which anything was held in the part of the tree, whoever owes them."""

    known: frozenset[str] = frozenset()
    alike: Sequence[Alike] = ()


def owed(below: Below, year: int, as_of: date, types: Collection[str], width: int | None) -> Owed:
    """What was owed of these kinds in the periods that have ended, and what of it was held.  Two queries.

    Of whoever owes something in the year.  `width`: so many signs of a path name a part.
    """
    book, depth = _book(below, year, types)
    if not book.names:
        return Owed()
    most, names, day = as_asked(book.most), tuple(sorted(book.names)), min(as_of, date(year, 12, 31))
    found: list[Alike] = []
    known: frozenset[str] = frozenset()
    for part, keepers, number, *numbers in rows_of(
        Placement, _patterns, below, year, day, most, names, width or 0, depth
    ):
        months = dict(months_of(numbers[_LASTING + len(names) :], most))
        if not number:
            known = frozenset(type_ for type_, its in months.items() if any(its))
            continue
        those = {name for name, told in zip(names, numbers[_LASTING:], strict=False) if told}
        for rule, asked in book.asked_at(keepers):
            if rule.whom in those and (due := ended_in(asked, _lasting(rule, numbers), as_of)) is not None:
                found.append(Alike(part, rule.type, held_of_due(due, rule.times, months[rule.type]), number))
    return Owed(known, found)


_NOWHERE = "''"
#: Since when and until when, then from when to when each condition was met.
_CONDITIONS = (str(Condition.COMMITTEE), str(Condition.GROUPS))
_LASTING = 2 + 2 * len(_CONDITIONS)


def _lasting(rule: Rule, numbers: Sequence[int]) -> Lasting:
    if not rule.condition:
        return Lasting(*numbers[:2])
    at = 2 + 2 * _CONDITIONS.index(rule.condition)
    return Lasting(*numbers[:2], *numbers[at : at + 2])


def _book(below: Below, year: int, types: Collection[str]) -> tuple[RuleBook, int]:
    """The rules for these kinds, and how long the path of the lowest keeper is: below it the same holds.  One query."""
    kept: list[tuple[int, Rule]] = []
    depth = 0
    for keeper, path, *rule in rows_of(FrequencyRule, _rules, below.on, tuple(sorted(types))):
        kept.append((keeper, Rule(*rule)))
        depth = max(depth, len(path))
    return RuleBook(year, types, kept), depth


def _rules(on: date, types: tuple[str, ...]) -> "QuerySet[Any]":
    place = "organisation__placements__"
    columns = ("organisation", f"{place}path", "type", "whom", "condition", "times", "per", "start", "end")
    rows = FrequencyRule.objects.counted().filter(valid_on(on, place), type__in=types).order_by("start", "pk")
    found: QuerySet[Any] = rows.values_list(*columns)
    return found


def _patterns(
    below: Below, year: int, day: date, most: Most, names: tuple[str, ...], width: int, depth: int
) -> Composed:
    """Part, path of the keepers, how many; since, until, the conditions, whom the names mean, what was held.

    And a row of nobody, with the most that anybody held.
    """
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
    stacked = " UNION ALL ".join(
        f"SELECT organisation, {its.get('path', _NOWHERE)} AS path, "  # noqa: S608
        f"{', '.join(f'{its.get(it, 0)} AS {it}' for it in columns)} FROM {source} WHERE {condition}"
        for source, its, condition in sources
    )
    most_of = ", ".join(f"MAX({it}) AS {it}" for it in columns)
    each = f"SELECT MAX(path) AS path, {most_of} FROM ({stacked}) AS stacked GROUP BY organisation"  # noqa: S608
    group = ", ".join(map(str, (1, 2, *range(4, 4 + len(columns)))))
    nobody = ", ".join(f"COALESCE(MAX({it}), 0)" if it in counts else "0" for it in columns)
    text = (
        f"SELECT SUBSTR(path, 1, %s), SUBSTR(path, 1, %s), COUNT(*), {', '.join(columns)} "  # noqa: S608
        f"FROM ({each}) AS its WHERE path <> '' GROUP BY {group} UNION ALL SELECT '', '', 0, {nobody} FROM held"
    )
    lifetime = {"since": _since(year), "until": _until(year)}
    return Composed([told.part(lifetime), held_by, *meeting, *met], Sql(text, (width, depth)))


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
