"""How months add up (figures.md, section 2)."""

from hypothesis import given
from hypothesis import strategies as st

from apps.progress.cumulation import Figure, MonthLine, cumulate, together


def line(numerator: int | None, denominator: int | None = None, *, approved: bool = True) -> MonthLine:
    return numerator, denominator, approved


def test_a_flow_is_the_sum_of_its_approved_months() -> None:
    months = {1: line(500), 2: line(700), 3: line(200), 4: line(900)}
    assert cumulate("flow", months, 3) == Figure(1400)


def test_a_month_of_a_flow_without_an_approved_value_is_missing_and_not_zero() -> None:
    assert cumulate("flow", {1: line(500), 3: line(200)}, 4) == Figure(700, missing_months=(2, 4))


def test_an_entered_zero_is_a_value_and_a_blank_is_not() -> None:
    assert cumulate("flow", {1: line(0), 2: line(None)}, 2) == Figure(0, missing_months=(2,))


def test_what_is_submitted_is_pending_and_its_month_still_missing() -> None:
    months = {1: line(500), 2: line(0), 3: line(200, approved=False)}
    assert cumulate("flow", months, 3) == Figure(500, pending=200, missing_months=(3,))


def test_without_an_approved_month_there_is_no_figure() -> None:
    assert cumulate("flow", {2: line(200, approved=False)}, 2) == Figure(None, pending=200, missing_months=(1, 2))
    assert cumulate("stock", {2: line(200, approved=False)}, 2) == Figure(None, pending=200)


def test_a_stock_keeps_its_latest_approved_month_and_names_it() -> None:
    assert cumulate("stock", {1: line(1200), 2: line(1500), 3: line(None)}, 5) == Figure(1500, month=2)


def test_a_stock_does_not_look_ahead() -> None:
    assert cumulate("stock", {1: line(1200), 6: line(1500)}, 5) == Figure(1200, month=1)


def test_a_newer_submitted_stock_is_pending_by_its_difference() -> None:
    months = {2: line(1200), 3: line(1500, approved=False)}
    assert cumulate("stock", months, 3) == Figure(1200, pending=300, month=2)
    assert cumulate("stock", {2: line(1200), 1: line(900, approved=False)}, 3) == Figure(1200, month=2)


def test_a_rate_sums_both_its_numbers_and_needs_both() -> None:
    months = {1: line(100, 300), 2: line(200, None), 3: line(300, 300)}
    assert cumulate("flow", months, 3, is_rate=True) == Figure(400, 600, missing_months=(2,))


def test_months_before_an_organisation_existed_are_not_missing() -> None:
    assert cumulate("flow", {4: line(100)}, 5, since=4) == Figure(100, missing_months=(5,))


def test_together_the_months_that_any_lacks_are_missing_and_the_oldest_state_is_named() -> None:
    parts = [Figure(100, 200, 10, (2,), 5), Figure(300, 300, 0, (1, 2), 3), Figure(pending=7, missing_months=(4,))]
    assert together(parts) == Figure(400, 500, 17, (1, 2, 4), 3)


def test_together_without_any_figure_there_is_none() -> None:
    assert together([Figure(missing_months=(1,)), Figure(pending=5)]) == Figure(None, None, 5, (1,))


ENTRIES = st.dictionaries(st.integers(1, 12), st.tuples(st.none() | st.integers(0, 10**6), st.none(), st.booleans()))


@given(months=ENTRIES, upto=st.integers(0, 12))
def test_every_month_of_a_flow_is_counted_once_or_missing(months: dict[int, MonthLine], upto: int) -> None:
    found = cumulate("flow", months, upto)
    good = [m for m in range(1, upto + 1) if m in months and months[m][2] and months[m][0] is not None]
    assert found.numerator == (sum(months[m][0] or 0 for m in good) if good else None)
    assert sorted([*good, *found.missing_months]) == list(range(1, upto + 1))


@given(months=ENTRIES, upto=st.integers(0, 12))
def test_a_stock_is_its_last_approved_month(months: dict[int, MonthLine], upto: int) -> None:
    found = cumulate("stock", months, upto)
    last = None
    for month in range(1, upto + 1):
        entry = months.get(month)
        if entry is not None and entry[2] and entry[0] is not None:
            last = month
    assert found.month == last
    assert found.numerator == (months[last][0] if last else None)
