"""The checks of a month as a table: what is refused, what wants a reason, what is only pointed out."""

from typing import Any

import pytest

from apps.filings.check_names import Check, Rule, Strength
from apps.filings.checks import Figures, findings
from apps.filings.rules import Kept, in_force, said_of, stated
from apps.organisations.tree import segment

REFUSE, EXPLAIN, INFORM = Strength.REFUSE, Strength.EXPLAIN, Strength.INFORM
HALF_A_YEAR = (300, 800, 500, 400, 700, 600)


def figures(nature: str, numerator: int | None, denominator: int | None = None, **given: Any) -> Figures:
    """A line of an indicator; a rate where it has a denominator.  All in hundredths."""
    kind = given.pop("kind", "rate" if denominator is not None else "count")
    rules = in_force(stated(nature), {it.check: it for it in given.pop("said", ())})
    return Figures(1, kind, nature, given.pop("comparator", ">="), numerator, denominator, rules=rules, **given)


def said(check: str, strength: str = EXPLAIN, number: int | None = None, *parts: str) -> list[Rule]:
    return [Rule(check, strength, number, parts)]


#: What stands in the line, and what is found: how strongly, at which field.
TABLE: list[tuple[str, Figures, list[tuple[str, str]]]] = [
    ("a blank is not zero", figures("flow", None), [(REFUSE, "numerator")]),
    ("zero is a figure", figures("flow", 0), []),
    ("a rate needs both", figures("stock", 100, None, kind="rate"), [(REFUSE, "denominator")]),
    ("something of nothing", figures("stock", 100, 0), [(REFUSE, "denominator")]),
    ("nothing of nothing", figures("stock", 0, 0), []),
    ("a level is no more than the whole", figures("stock", 500, 400), [(REFUSE, "numerator")]),
    ("a month may be more than the whole, with a reason", figures("flow", 500, 400), [(EXPLAIN, "numerator")]),
    ("exactly 120 % of the target", figures("flow", 400, before=2000, target=2000), []),
    ("more than 120 % of it", figures("flow", 401, before=2000, target=2000), [(EXPLAIN, "numerator")]),
    ("a target not to go above", figures("flow", 9000, target=2000, comparator="<="), []),
    ("lower than last time", figures("stock", 700, last=800), [(EXPLAIN, "numerator")]),
    ("a flow may be lower", figures("flow", 700, last=800), []),
    ("ten times last time", figures("flow", 8000, last=800), [(EXPLAIN, "numerator")]),
    ("nearly ten times", figures("flow", 7999, last=800), []),
    (
        "ten times the denominator",
        figures("flow", 100, 9000, last=100, last_denominator=900),
        [(EXPLAIN, "denominator")],
    ),
    ("the first figure is compared with nothing", figures("flow", 999_900), []),
    ("above what was filed in half a year", figures("flow", 801, earlier=HALF_A_YEAR), [(INFORM, "numerator")]),
    ("below it", figures("flow", 299, earlier=HALF_A_YEAR), [(INFORM, "numerator")]),
    ("within it", figures("flow", 800, earlier=HALF_A_YEAR), []),
    ("five months tell nothing", figures("flow", 9900, earlier=HALF_A_YEAR[:5]), []),
    ("below the least", figures("flow", 99, said=said(Check.LEAST, REFUSE, 100)), [(REFUSE, "numerator")]),
    ("the least itself", figures("flow", 100, said=said(Check.LEAST, REFUSE, 100)), []),
    ("above the most", figures("flow", 101, said=said(Check.MOST, INFORM, 100)), [(INFORM, "numerator")]),
    ("the most itself", figures("flow", 100, said=said(Check.MOST, INFORM, 100)), []),
    (
        "ten times, which is only pointed out",
        figures("flow", 8000, last=800, said=said(Check.TIMES, INFORM, 1000)),
        [(INFORM, "numerator")],
    ),
    ("what is switched off", figures("stock", 700, last=800, said=said(Check.LOWER, Strength.OFF)), []),
    (
        "five times, where that is asked about",
        figures("flow", 4000, last=800, said=said(Check.TIMES, EXPLAIN, 500)),
        [(EXPLAIN, "numerator")],
    ),
    (
        "two at once, the refusal too",
        figures("stock", 500, 400, last=50, last_denominator=400),
        [(REFUSE, "numerator"), (EXPLAIN, "numerator")],
    ),
]


@pytest.mark.parametrize(("line", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_the_checks_find(line: Figures, found: list[tuple[str, str]]) -> None:
    assert [(it.strength, it.field) for it in findings([line])] == found


SUM = {Check.SUM.value: Rule(Check.SUM, REFUSE, None, ("F-MEN", "F-WOMEN"))}


@pytest.mark.parametrize(
    ("whole", "men", "women", "refused"),
    [
        (500, 300, 200, False),
        (501, 300, 200, True),
        (0, 0, 0, False),
        (500, 300, None, False),
        (500, None, None, False),
    ],
)
def test_a_sum_is_the_sum_of_its_parts_once_they_are_known(
    whole: int, men: int | None, women: int | None, refused: bool
) -> None:
    lines = [
        Figures(1, "count", "stock", ">=", whole, None, code="F-ALL", rules=in_force(SUM)),
        Figures(2, "count", "stock", ">=", men, None, code="F-MEN"),
        Figures(3, "count", "stock", ">=", women, None, code="F-WOMEN"),
    ]
    found = [it for it in findings(lines) if it.line == 1]
    assert [("F-MEN、F-WOMEN" in it.message, it.strength) for it in found] == [(True, REFUSE)] * refused


def test_a_sum_whose_parts_are_not_asked_for_is_not_checked() -> None:
    assert not findings([Figures(1, "count", "stock", ">=", 500, None, code="F-ALL", rules=in_force(SUM))])


TOWNSHIP, VILLAGE = segment(1), segment(1) + segment(2)


@pytest.mark.parametrize(
    ("kept", "path", "code", "number"),
    [
        ([(1, "", 500)], VILLAGE, "F-FLOW", 500),
        ([(2, "", 500)], TOWNSHIP, "F-FLOW", None),
        ([(1, "", 500), (2, "", 700)], VILLAGE, "F-FLOW", 700),
        ([(1, "F-FLOW", 500), (2, "", 700)], VILLAGE, "F-FLOW", 500),
        ([(1, "F-STOCK", 500)], VILLAGE, "F-FLOW", None),
        ([(3, "", 500)], VILLAGE, "F-FLOW", None),
    ],
    ids=["above", "below", "the nearest", "of the indicator itself", "of another one", "elsewhere"],
)
def test_which_rule_holds(kept: list[tuple[int, str, int]], path: str, code: str, number: int | None) -> None:
    rules = [Kept(keeper, indicator, Rule(Check.TIMES, EXPLAIN, it)) for keeper, indicator, it in kept]
    found = said_of(rules, path, code)
    assert (found[Check.TIMES].number if found else None) == number
