"""One scope, one reading: whatever is asked of it, and however often."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.measures.facts import FactScope
from apps.organisations.selectors import path_on
from apps.plans.models import Plan
from apps.progress.cumulation import Figure
from apps.progress.figures import Standing
from apps.progress.selectors import ProgressScope, progress_at
from tests.factories.township import Township
from tests.progress.cast import END, YEAR, graded, indicator


def scope(township: Township) -> ProgressScope:
    found = progress_at(path_on(township["T01"], END), YEAR, END, with_parts=True)
    assert found
    return found


def test_what_has_been_read_is_not_read_again(township: Township, plan: Plan) -> None:
    graded(township["V01"], "general", "advanced")
    its = scope(township)
    first = [len(its.facts.graded), len(its.standings), len(its.parts)]
    with CaptureQueriesContext(connection) as asked:
        again = [len(its.facts.graded), len(its.standings), len(its.parts)]
    assert (again, len(asked)) == (first, 0)


def test_the_classes_are_read_once_for_a_page_and_the_measures_of_their_rates(township: Township, plan: Plan) -> None:
    graded(township["V01"], "general", "advanced")
    with CaptureQueriesContext(connection) as asked:
        its = scope(township)
        assert [it.code for _path, it in its.facts.graded] == ["V01"]
        assert its.of("OPT-03")
    assert sum('FROM "gradings_grading"' in it["sql"] for it in asked.captured_queries) == 1


def test_a_part_of_a_scope_leaves_out_the_exempted_without_reading_again(township: Township) -> None:
    graded(township["V01"], "general")
    graded(township["V03-1"], "general")
    whole = FactScope(path_on(township["T01"], END) or "", YEAR, END)
    assert len(whole.graded) == 2
    with CaptureQueriesContext(connection) as asked:
        less = whole.less((path_on(township["V03"], END) or "",))
        found = len(asked)
        assert [it.code for _path, it in less.graded] == ["V01"]
    assert len(asked) == found
    assert whole.less(()) is whole


@pytest.mark.parametrize(
    ("code", "figure", "target", "expected", "in_pieces", "said"),
    [
        ("OPT-03", Figure(2, 7), Fraction(30), Fraction(30), False, ("28.5%", "2/7", "≥ 30%", "30%")),
        ("OPT-03", Figure(0, 0), Fraction(30), None, False, (None, "0/0", "≥ 30%", None)),
        ("MAS-02", Figure(17), Fraction(42), Fraction(47, 3), False, ("17", None, "≥ 42", "15.66")),
        ("VIT-01", Figure(9, 19), Fraction(100), Fraction(19, 2), True, ("47.3%", "9/19", "≥ 100%", "9.5/19")),
        ("MAS-02", Figure(), None, None, False, (None, None, None, None)),
    ],
)
def test_a_standing_says_its_figures_as_people_read_them(
    township: Township,
    plan: Plan,
    code: str,
    figure: Figure,
    target: Fraction | None,
    expected: Fraction | None,
    in_pieces: bool,
    said: tuple[str | None, ...],
) -> None:
    its = indicator(code)
    its.comparator = ">="
    standing = Standing(its, figure, date(2012, 12, 31), target, expected, in_pieces)
    assert (standing.value_said, standing.fraction_text, standing.target_said, standing.expected_said) == said
