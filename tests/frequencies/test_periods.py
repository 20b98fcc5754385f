"""Held of due as arithmetic: worked tables, and what holds for whatever was held."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.frequencies.periods import Held, Months, Span, held_of_due, lacking, periods

ALWAYS = Span()


def months(*held: int) -> Months:
    """Once for each time that a month is named."""
    return tuple(held.count(month) for month in range(1, 13))


def held(length: int, times: int, by: date, counts: Months, *spans: Span) -> Held:
    due = tuple(it for it in periods(2012, length) if it.ended(by) and it.within(spans or (ALWAYS,)))
    return held_of_due(due, times, counts)


YEAR_END = date(2012, 12, 31)


@pytest.mark.parametrize(
    ("length", "times", "by", "counts", "spans", "expected"),
    [
        # Every month of the year; two in May do not make up for June.
        (1, 1, YEAR_END, months(1, 2, 3, 4, 5, 5, 7, 8, 9, 10, 11, 12), (), (11, 12)),
        (1, 1, YEAR_END, months(), (), (0, 12)),
        # A month has ended on its last day, not a day earlier.
        (1, 1, date(2012, 2, 29), months(2), (), (1, 2)),
        (1, 1, date(2012, 2, 28), months(2), (), (0, 1)),
        # A quarter is held wherever in it; what was held in a quarter that goes on counts not yet.
        (3, 1, date(2012, 11, 30), months(3, 5, 11), (), (2, 3)),
        (3, 2, YEAR_END, months(1, 1, 1, 4, 8, 9), (), (5, 8)),
        (6, 1, date(2012, 7, 1), months(6, 7), (), (1, 1)),
        (12, 1, date(2012, 12, 30), months(1), (), (0, 0)),
        (12, 3, YEAR_END, months(1, 12), (), (2, 3)),
        # Opened on 2 March: March is not due.  Closed on 31 August: neither is August.
        (1, 1, YEAR_END, months(3, 4, 8), (Span(date(2012, 3, 2), date(2012, 8, 31)),), (1, 4)),
        (1, 1, YEAR_END, months(3, 4, 8), (Span(date(2012, 3, 1), date(2012, 9, 1)),), (3, 6)),
        # Closed on the last day of a quarter, reopened on the first of the next but one.
        (3, 1, YEAR_END, months(3), (Span(None, date(2012, 3, 31)), Span(date(2012, 7, 1), None)), (0, 2)),
        # Only the first and the last day are asked, figures.md says.
        (3, 1, YEAR_END, months(2), (Span(None, date(2012, 2, 1)), Span(date(2012, 3, 1), date(2012, 4, 1))), (1, 1)),
    ],
)
def test_the_worked_table(
    length: int, times: int, by: date, counts: Months, spans: tuple[Span, ...], expected: tuple[int, int]
) -> None:
    assert held(length, times, by, counts, *spans) == expected


counts = st.lists(st.integers(0, 5), min_size=12, max_size=12).map(tuple)


@given(
    st.sampled_from([1, 3, 6, 12]), st.integers(0, 4), st.dates(date(2012, 1, 1), YEAR_END), counts, st.integers(0, 11)
)
def test_nothing_held_flatters(length: int, times: int, by: date, counts: Months, at: int) -> None:
    """Never more held than due; one more adds at most one; what lacks adds up; later nothing is due any less."""
    its = held(length, times, by, counts)
    more = held(length, times, by, tuple(number + (month == at) for month, number in enumerate(counts)))
    due = [it for it in periods(2012, length) if it.ended(by)]
    assert 0 <= its.held <= its.due
    assert its.held <= more.held <= its.held + 1
    assert its.missing == sum(times - it.held(counts) for it in lacking(due, times, counts))
    assert held(length, times, YEAR_END, counts).due >= its.due
