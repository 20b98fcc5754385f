"""Those who owe the same and held it in the same months, counted by the database (figures.md, section 5).

Of a part of the tree come back a row for each such pattern, never one for each organisation.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from apps.core.statements import Composed, Sql, rows_of
from apps.frequencies.patterns import Question, patterns, stacked
from apps.frequencies.periods import Held, ended_in, held_of_due
from apps.organisations.models import Placement
from apps.organisations.sets import Below


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
    its = patterns(below, year, as_of, types)
    if not its.question.names:
        return Owed()
    found: list[Alike] = []
    known: frozenset[str] = frozenset()
    for part, keepers, number, *numbers in rows_of(Placement, _patterns, its.question, width or 0, its.depth):
        if not number:
            known = frozenset(type_ for type_, months in its.months(numbers).items() if any(months))
            continue
        for rule, asked, lasting, months in its.owing(its.book.asked_at(keepers), numbers):
            if (due := ended_in(asked, lasting, as_of)) is not None:
                found.append(Alike(part, rule.type, held_of_due(due, rule.times, months), number))
    return Owed(known, found)


def _patterns(question: Question, width: int, depth: int) -> Composed:
    """Part, path of the keepers, how many; since, until, the conditions, whom the names mean, what was held.

    And a row of nobody, with the most that anybody held.
    """
    parts, each, columns, counts = stacked(question)
    group = ", ".join(map(str, (1, 2, *range(4, 4 + len(columns)))))
    nobody = ", ".join(f"COALESCE(MAX({it}), 0)" if it in counts else "0" for it in columns)
    text = (
        f"SELECT SUBSTR(path, 1, %s), SUBSTR(path, 1, %s), COUNT(*), {', '.join(columns)} "  # noqa: S608
        f"FROM ({each}) AS its WHERE path <> '' GROUP BY {group} UNION ALL SELECT '', '', 0, {nobody} FROM held"
    )
    return Composed(parts, Sql(text, (width, depth)))
