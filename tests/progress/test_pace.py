"""Expected and state on a day (figures.md, section 3): worked tables, and a second, naive implementation."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.progress.figures import cut_text
from apps.progress.pace import Aim, expected, reached, state
from apps.progress.states import Pace

NEW_YEAR, END = date(2013, 1, 1), date(2013, 12, 31)
MIDDLE = date(2013, 7, 1)


def aim(
    target: int | Fraction,
    *,
    kind: str = "count",
    nature: str = "flow",
    comparator: str = ">=",
    due: date = END,
    milestones: tuple[tuple[date, Fraction], ...] = (),
    is_part: bool = False,
) -> Aim:
    return Aim(kind, nature, comparator, Fraction(target), NEW_YEAR, due, milestones, is_part)


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2012, 12, 31), "0"),
        (NEW_YEAR, "0"),
        (date(2013, 1, 2), "0.11"),
        (MIDDLE, "20.88"),
        (date(2013, 12, 30), "41.88"),
        (END, "42"),
        (date(2014, 5, 1), "42"),
    ],
)
def test_a_flow_is_expected_in_step_with_the_days(on: date, text: str) -> None:
    assert cut_text(expected(aim(42), on)) == text


@pytest.mark.parametrize(
    ("actual", "is_now"),
    [
        (42, Pace.DONE),
        (43, Pace.DONE),
        (41, Pace.AHEAD),
        (21, Pace.AHEAD),
        (20, Pace.ON_COURSE),
        (19, Pace.AT_RISK),
        (17, Pace.AT_RISK),
        (16, Pace.BEHIND),
        (0, Pace.BEHIND),
    ],
)
def test_the_state_of_a_count_in_the_middle_of_the_year(actual: int, is_now: Pace) -> None:
    assert state(aim(42), MIDDLE, Fraction(actual)) is is_now


def test_exactly_eighty_percent_of_what_is_expected_is_not_yet_behind() -> None:
    assert state(aim(40), END, Fraction(32)) is Pace.AT_RISK
    assert state(aim(40), END, Fraction(3199, 100)) is Pace.BEHIND


def test_exactly_what_is_expected_is_on_course() -> None:
    half = aim(100, due=date(2013, 1, 11))
    assert state(half, date(2013, 1, 6), Fraction(50)) is Pace.ON_COURSE
    assert state(half, date(2013, 1, 6), Fraction(51)) is Pace.AHEAD


def test_a_target_due_in_june_is_expected_whole_by_then() -> None:
    early = aim(100, due=date(2013, 6, 30))
    assert cut_text(expected(early, date(2013, 6, 30))) == "100"
    assert state(early, date(2013, 7, 1), Fraction(99)) is Pace.AT_RISK


def test_a_target_due_on_new_years_day_is_expected_at_once() -> None:
    assert expected(aim(5, due=NEW_YEAR), NEW_YEAR) == 5


MILESTONES = ((date(2013, 6, 30), Fraction(20)), (END, Fraction(45)))


@pytest.mark.parametrize(
    ("on", "value", "due_now", "is_now"),
    [
        (date(2013, 6, 29), 3, 0, Pace.AHEAD),
        (date(2013, 6, 29), 0, 0, Pace.ON_COURSE),
        (date(2013, 6, 30), 20, 20, Pace.ON_COURSE),
        (date(2013, 6, 30), 16, 20, Pace.AT_RISK),
        (date(2013, 6, 30), 15, 20, Pace.BEHIND),
        (date(2013, 12, 30), 30, 20, Pace.AHEAD),
        (END, 44, 45, Pace.AT_RISK),
        (END, 45, 45, Pace.DONE),
    ],
)
def test_milestones_of_the_township_come_before_the_days(on: date, value: int, due_now: int, is_now: Pace) -> None:
    quota = aim(45, comparator="=", milestones=MILESTONES)
    assert expected(quota, on) == due_now
    assert state(quota, on, Fraction(value)) is is_now


def test_above_a_quota_is_flagged_like_below() -> None:
    quota = aim(45, comparator="=")
    assert state(quota, MIDDLE, Fraction(45)) is Pace.DONE
    assert state(quota, MIDDLE, Fraction(46)) is Pace.AT_RISK
    assert state(quota, MIDDLE, Fraction(56)) is Pace.AT_RISK
    assert state(quota, MIDDLE, Fraction(57)) is Pace.BEHIND


def test_a_limit_is_expected_unscaled_and_exceeding_it_is_falling_short() -> None:
    limit = aim(10, comparator="<=")
    assert expected(limit, MIDDLE) == 10
    assert state(limit, MIDDLE, Fraction(10)) is Pace.DONE
    assert state(limit, MIDDLE, Fraction(11)) is Pace.AT_RISK
    assert state(limit, MIDDLE, Fraction(13)) is Pace.BEHIND


@pytest.mark.parametrize("nature", ["cohort", "stock"])
@pytest.mark.parametrize(
    ("on", "numerator", "due_now", "is_now"),
    [
        (NEW_YEAR, 0, None, Pace.OPEN),
        (MIDDLE, 0, None, Pace.OPEN),
        (MIDDLE, 17, None, Pace.OPEN),
        (MIDDLE, 18, None, Pace.DONE),
        (date(2013, 10, 31), 17, None, Pace.OPEN),
        (date(2013, 11, 1), 17, None, Pace.AT_RISK),
        (date(2013, 12, 30), 0, None, Pace.AT_RISK),
        (END, 17, 95, Pace.BEHIND),
        (END, 0, 95, Pace.BEHIND),
        (END, 18, 95, Pace.DONE),
    ],
)
def test_what_the_years_end_decides_is_open_until_sixty_days_before_it(
    nature: str, on: date, numerator: int, due_now: int | None, is_now: Pace
) -> None:
    rate = aim(95, kind="rate", nature=nature)
    assert expected(rate, on, Fraction(18)) == due_now
    assert state(rate, on, Fraction(numerator), Fraction(18)) is is_now


def test_the_year_sets_how_long_before_its_end_something_is_at_risk() -> None:
    rate = Aim("rate", "cohort", ">=", Fraction(95), NEW_YEAR, END, notice=timedelta(days=10))
    assert state(rate, date(2013, 12, 20), Fraction(1), Fraction(18)) is Pace.OPEN
    assert state(rate, date(2013, 12, 21), Fraction(1), Fraction(18)) is Pace.AT_RISK


def test_a_stock_with_milestones_is_held_against_them_all_year() -> None:
    stock = aim(45, nature="stock", milestones=MILESTONES)
    assert [state(stock, date(2013, 7, 1), Fraction(actual)) for actual in (45, 21, 20, 19, 15)] == [
        Pace.DONE,
        Pace.AHEAD,
        Pace.ON_COURSE,
        Pace.AT_RISK,
        Pace.BEHIND,
    ]


@pytest.mark.parametrize(
    ("target", "on", "due_now", "states"),
    [
        # Nothing of one thing is due before its day: neither late nor early.
        (1, MIDDLE, 0, {0: Pace.ON_COURSE, 1: Pace.DONE}),
        (1, END, 1, {0: Pace.BEHIND, 1: Pace.DONE}),
        (13, MIDDLE, 6, {4: Pace.BEHIND, 5: Pace.AT_RISK, 6: Pace.ON_COURSE, 7: Pace.AHEAD}),
    ],
)
def test_a_part_of_a_count_is_expected_in_whole_things(
    target: int, on: date, due_now: int, states: dict[int, Pace]
) -> None:
    part = aim(target, is_part=True)
    assert expected(part, on) == due_now
    assert {actual: state(part, on, Fraction(actual)) for actual in states} == states


def test_a_part_of_an_amount_is_expected_to_the_day() -> None:
    assert cut_text(expected(aim(13, kind="amount", is_part=True), MIDDLE)) == "6.46"


@pytest.mark.parametrize("comparator", ["<=", "="])
def test_what_exceeds_a_limit_by_less_than_one_is_not_on_course(comparator: str) -> None:
    assert state(aim(10, kind="amount", comparator=comparator), END, Fraction(105, 10)) is Pace.AT_RISK


def test_a_rate_just_below_its_target_is_not_reached() -> None:
    rate = aim(Fraction(945, 10), kind="rate", nature="cohort")
    assert reached(rate, Fraction(189), Fraction(200)) is True
    assert state(rate, END, Fraction(17), Fraction(18)) is Pace.BEHIND
    assert reached(aim(95, kind="rate", nature="cohort"), Fraction(189), Fraction(199)) is False


def test_a_flow_rate_is_held_against_pieces_of_todays_denominator() -> None:
    rate = aim(100, kind="rate")
    assert cut_text(expected(rate, MIDDLE, Fraction(19))) == "9.44"
    assert state(rate, MIDDLE, Fraction(9), Fraction(19)) is Pace.ON_COURSE
    assert state(rate, MIDDLE, Fraction(10), Fraction(19)) is Pace.AHEAD
    assert state(rate, MIDDLE, Fraction(8), Fraction(19)) is Pace.AT_RISK
    assert state(rate, MIDDLE, Fraction(7), Fraction(19)) is Pace.BEHIND


def test_a_rate_of_nobody_has_no_state() -> None:
    assert reached(aim(95, kind="rate", nature="cohort"), Fraction(0), Fraction(0)) is None
    assert state(aim(95, kind="rate", nature="cohort"), END, Fraction(0), Fraction(0)) is None


@pytest.mark.parametrize(
    ("on", "is_now"),
    [
        (date(2013, 5, 30), Pace.ON_COURSE),
        (date(2013, 5, 31), Pace.AT_RISK),
        (date(2013, 6, 30), Pace.AT_RISK),
        (date(2013, 7, 1), Pace.BEHIND),
    ],
)
def test_a_milestone_is_at_risk_thirty_days_before_and_behind_after_its_due_date(on: date, is_now: Pace) -> None:
    decision = aim(1, kind="milestone", comparator="=", due=date(2013, 6, 30))
    assert state(decision, on, Fraction(0)) is is_now
    assert state(decision, on, Fraction(1)) is Pace.DONE


def naive(target: int, on: date, due: date, actual: int, comparator: str) -> Pace:
    """The rules of a count without milestones once more, in whole numbers and the plainest words."""
    days, whole = min((on - NEW_YEAR).days, (due - NEW_YEAR).days), (due - NEW_YEAR).days
    if (comparator == ">=" and actual >= target) or (comparator == "=" and actual == target):
        return Pace.DONE
    if comparator == "<=" and actual <= target:
        return Pace.DONE
    if comparator != ">=" and actual > target:
        return Pace.BEHIND if target * 100 < 80 * actual else Pace.AT_RISK
    if actual * whole > target * days:
        return Pace.AHEAD
    if actual == target * days // whole:
        return Pace.ON_COURSE
    return Pace.BEHIND if actual * whole * 100 < 80 * target * days else Pace.AT_RISK


@given(
    target=st.integers(0, 200),
    day=st.integers(0, 400),
    due=st.integers(1, 364),
    actual=st.integers(0, 300),
    comparator=st.sampled_from([">=", "<=", "="]),
)
def test_every_count_has_the_state_of_the_naive_rules(
    target: int, day: int, due: int, actual: int, comparator: str
) -> None:
    on, due_on = NEW_YEAR + timedelta(days=day), NEW_YEAR + timedelta(days=due)
    is_now = state(aim(target, comparator=comparator, due=due_on), on, Fraction(actual))
    assert is_now is naive(target, on, due_on, actual, comparator)


@given(target=st.integers(0, 100), day=st.integers(0, 400), more=st.integers(0, 60), actual=st.integers(0, 100))
def test_expected_never_falls_and_never_exceeds_the_target(target: int, day: int, more: int, actual: int) -> None:
    on = NEW_YEAR + timedelta(days=day)
    now, later = expected(aim(target), on), expected(aim(target), on + timedelta(days=more))
    assert now is not None
    assert later is not None
    assert 0 <= now <= later <= target
