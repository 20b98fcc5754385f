from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from apps.workbooks.columns import BadValue, ErrorCell, Percent
from apps.workbooks.numbers import HoursColumn, NumberColumn

HOURS = NumberColumn("时长", "hours", most=240)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (2, "2"),
        (2.5, "2.5"),
        ("1.50", "1.5"),
        ("２．５", "2.5"),
        (0.1 + 0.2, "0.3"),
        (Percent(0.8), "80"),
        (Percent(0.29), "29"),
        (Percent(0.125), "12.5"),
        (0, "0"),
    ],
)
def test_a_number_is_read_as_the_person_sees_it_in_hundredths(value: Any, read: str) -> None:
    assert HOURS.read(value) == Decimal(read) * 100


@pytest.mark.parametrize("value", ["two", "1e2", "1,5", True, float("inf"), float("nan"), 1e20, ErrorCell("#N/A")])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(BadValue):
        HOURS.read(value)


@pytest.mark.parametrize("value", [1.234, "1.234", 0.001, -1, "-0.01", 240.01])
def test_too_many_decimals_and_numbers_beyond_the_limits_are_refused(value: Any) -> None:
    with pytest.raises(BadValue):
        HOURS.read(value)


def test_a_time_of_day_is_no_number_of_hours_and_the_sentence_says_how_to_write_them() -> None:
    with pytest.raises(BadValue, match=r"\[h\]:mm"):
        HoursColumn("时长", "hours", most=240).read(time(1, 30))
