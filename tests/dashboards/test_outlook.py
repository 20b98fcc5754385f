from datetime import date
from fractions import Fraction

import pytest

from apps.dashboards.outlook import Outlook, outlook
from apps.plans.models import Indicator
from apps.plans.natures import IndicatorKind, Nature
from apps.progress.cumulation import Figure
from apps.progress.figures import Standing
from apps.progress.states import Pace

YEAR, DUE, JULY = 2026, date(2026, 12, 31), date(2026, 7, 1)


def standing(
    target: int | None,
    so_far: int | None,
    denominator: int | None = None,
    state: Pace = Pace.BEHIND,
    **indicator: object,
) -> Standing:
    details: dict[str, object] = {
        "kind": IndicatorKind.COUNT,
        "nature": Nature.FLOW,
        "comparator": ">=",
        "milestones": [],
    }
    its = Indicator(code="X", **(details | indicator))
    asked = None if target is None else Fraction(target)
    return Standing(its, Figure(so_far, denominator), DUE, target=asked, state=state)


@pytest.mark.parametrize(
    ("its", "on", "needed", "projected", "enough"),
    [
        (standing(42, 21), JULY, 21, 42, True),
        (standing(42, 17), JULY, 25, 34, False),
        (standing(42, 17), date(2026, 1, 20), 25, None, None),
        (standing(42, 40), DUE, 2, None, None),
        (standing(42, 42, state=Pace.DONE), JULY, 0, 84, True),
        (standing(45, 21, comparator="=", milestones=[["2026-06-30", 2000]]), JULY, 24, None, None),
        (standing(3, 2, comparator="<="), JULY, None, None, None),
        (standing(95, 17, 20, kind=IndicatorKind.RATE, nature=Nature.COHORT), JULY, 2, None, None),
        (standing(95, 0, 0, kind=IndicatorKind.RATE, nature=Nature.COHORT), JULY, None, None, None),
        (standing(None, 17), JULY, None, None, None),
        (standing(42, None), JULY, None, None, None),
    ],
)
def test_what_is_needed_and_what_the_pace_so_far_comes_to(
    its: Standing, on: date, needed: int | None, projected: int | None, enough: bool | None
) -> None:
    assert outlook(its, YEAR, on) == Outlook(
        None if needed is None else Fraction(needed), None if projected is None else Fraction(projected), enough
    )


def test_an_amount_goes_on_in_its_hundredths() -> None:
    amount = standing(100, 5025, kind=IndicatorKind.AMOUNT)
    found = outlook(amount, YEAR, JULY)
    assert (found.needed_text, found.projected_text) == ("49.75", "101.05")
