from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.ratio import Ratio


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "percent", "reached", "needed"),
    [
        (2, 10, 20, "20.0", True, 0),
        (3, 11, 30, "27.2", False, 1),
        (17, 18, 95, "94.4", False, 1),
        (189, 199, 95, "94.9", False, 1),
        (190, 200, 95, "95.0", True, 0),
        (0, 6, 95, "0.0", False, 6),
        (0, 0, 95, None, None, None),
    ],
)
def test_rates_are_cut_compared_exactly_and_say_what_is_missing(
    numerator: int, denominator: int, target: int, percent: str | None, reached: bool | None, needed: int | None
) -> None:
    ratio = Ratio(numerator, denominator)
    assert (ratio.percent, ratio.reached(Fraction(target)), ratio.needed(Fraction(target))) == (
        percent,
        reached,
        needed,
    )


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.fractions(0, 100))
def test_needed_is_the_smallest_addition_that_reaches_the_target(
    denominator: int, numerator: int, target: Fraction
) -> None:
    needed = Ratio(numerator, denominator).needed(target)
    assert needed is not None
    assert Ratio(numerator + needed, denominator).reached(target)
    assert needed == 0 or not Ratio(numerator + needed - 1, denominator).reached(target)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_shown_percentage_never_flatters(numerator: int, denominator: int) -> None:
    percent = Ratio(numerator, denominator).percent
    assert percent is not None
    assert Fraction(percent) <= Fraction(numerator * 100, denominator) < Fraction(percent) + Fraction(1, 10)


def test_a_ratio_of_negative_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="non-negative"):
        Ratio(-1, 2)
