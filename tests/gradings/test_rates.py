"""The pure module: the worked table, every rule of figures.md section 4, and a second implementation."""

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.ratio import Ratio
from apps.gradings.classes import GradingClass, RateOutcome
from apps.gradings.movement import movement
from apps.gradings.rates import GradedOrganisation, Rate, RateCode, ends_confirmed, rates, starts_confirmed
from apps.gradings.selectors import rate_as_json, target_text
from tests.gradings.cohorts import CONFIRMED, YEAR, graded, worked_table
from tests.gradings.naive_rates import LEVELS, naive_rates

YEAR_END = date(2012, 12, 31)
ADVANCED, GENERAL, BACKWARD = RateCode


def rate(code: RateCode, *members: GradedOrganisation, as_of: date = YEAR_END, **how: Any) -> Rate:
    return rates(members, year=YEAR, as_of=as_of, **how)[code]


@pytest.mark.parametrize(
    ("code", "percent", "original", "reached", "needed"),
    [
        (ADVANCED, "20.0", ("2/10", "20.0"), True, 0),
        (GENERAL, "27.2", ("3/12", "25.0"), False, 1),
        (BACKWARD, "94.4", ("17/20", "85.0"), False, 1),
    ],
)
def test_the_worked_table_comes_out_as_written(
    code: RateCode, percent: str, original: tuple[str, str], reached: bool, needed: int
) -> None:
    found = rates(worked_table(), year=YEAR, as_of=YEAR_END)[code]
    cohort = found.original_cohort
    assert (found.ratio.percent, found.reached, found.needed) == (percent, reached, needed)
    assert (f"{cohort.numerator}/{cohort.denominator}", cohort.percent) == original


def test_a_rate_without_a_cohort_is_not_applicable() -> None:
    found = rate(BACKWARD)
    assert (found.ratio, found.ratio.percent, found.reached, found.needed) == (Ratio(0, 0), None, None, None)
    assert not found.provisional


def test_a_cohort_that_has_left_altogether_is_not_applicable_but_its_original_cohort_is() -> None:
    found = rate(BACKWARD, graded("B1", "backward", closed=date(2012, 6, 30)))
    assert (found.ratio, found.original_cohort, found.exits) == (Ratio(0, 0), Ratio(0, 1), ("B1",))


UP: dict[str, Any] = {"end_class": "advanced", "confirmed_on": CONFIRMED}
BETTER: dict[str, Any] = {"end_class": "general", "confirmed_on": CONFIRMED}


@pytest.mark.parametrize(
    ("start", "details", "standing"),
    [
        ("advanced", UP | {"start_level": 0, "end_level": 1}, RateOutcome.UPGRADED),
        ("advanced", UP | {"start_level": 2, "end_level": 2}, RateOutcome.LEVEL_NOT_HIGHER),
        ("advanced", UP | {"start_level": 3, "end_level": 2}, RateOutcome.LEVEL_NOT_HIGHER),
        ("advanced", BETTER | {"end_level": 5}, RateOutcome.FELL),
        ("advanced", {"end_class": "ungraded", "end_level": 5, "confirmed_on": CONFIRMED}, RateOutcome.UNGRADED),
        ("general", UP, RateOutcome.UPGRADED),
        ("general", BETTER, RateOutcome.KEPT),
        ("general", {"end_class": "backward", "confirmed_on": CONFIRMED}, RateOutcome.FELL),
        ("general", {"end_level": 4, "confirmed_on": None}, RateOutcome.UNCONFIRMED),
        ("backward", BETTER | {"accepted": True}, RateOutcome.UPGRADED),
        ("backward", UP | {"accepted": True}, RateOutcome.UPGRADED),
        ("backward", BETTER | {"accepted": False}, RateOutcome.NOT_ACCEPTED),
        ("backward", BETTER | {"accepted": True, "accepted_on": CONFIRMED}, RateOutcome.UPGRADED),
        ("backward", BETTER | {"accepted": True, "accepted_on": date(2013, 1, 9)}, RateOutcome.ACCEPTANCE_OPEN),
        ("backward", UP, RateOutcome.ACCEPTANCE_OPEN),
        ("backward", {"end_class": "backward", "confirmed_on": CONFIRMED, "accepted": True}, RateOutcome.KEPT),
        ("backward", {"end_class": "general", "accepted": True}, RateOutcome.UNCONFIRMED),
    ],
)
def test_every_member_of_a_cohort_is_upgraded_or_told_why_not(
    start: str, details: dict[str, Any], standing: RateOutcome
) -> None:
    code = {"advanced": ADVANCED, "general": GENERAL, "backward": BACKWARD}[start]
    found = rate(code, graded("V01", start, **details))
    if standing is RateOutcome.UPGRADED:
        assert (found.upgraded, found.not_upgraded) == (("V01",), ())
    else:
        assert (found.upgraded, found.not_upgraded, found.reasons) == ((), ("V01",), {"V01": standing})
    assert found.provisional == (standing is RateOutcome.UNCONFIRMED)


def test_the_plan_may_ask_for_a_higher_recognition_than_the_townships() -> None:
    city = graded("V01", "advanced", **UP, start_level=0, end_level=3)
    district = graded("V02", "advanced", **UP, start_level=0, end_level=2)
    found = rate(ADVANCED, city, district, minimum_level=3)
    assert (found.upgraded, found.reasons) == (("V01",), {"V02": RateOutcome.LEVEL_TOO_LOW})


@pytest.mark.parametrize(
    ("opened", "closed", "where"),
    [
        (None, None, "not_upgraded"),
        (date(2012, 1, 1), None, "not_upgraded"),
        (date(2012, 1, 2), None, "nowhere"),
        (None, date(2012, 1, 1), "nowhere"),
        (None, date(2012, 1, 2), "exits"),
        (None, date(2012, 12, 31), "exits"),
        (None, date(2013, 1, 1), "not_upgraded"),
    ],
)
def test_the_cohort_and_its_exits_go_by_the_first_of_january_and_the_day(
    opened: date | None, closed: date | None, where: str
) -> None:
    found = rate(GENERAL, graded("V01", "general", opened=opened, closed=closed))
    lists = {"exits": found.exits, "not_upgraded": found.not_upgraded, "upgraded": found.upgraded}
    assert [name for name, codes in lists.items() if codes] == ([] if where == "nowhere" else [where])


def test_an_exit_never_counts_as_an_upgrade_and_leaves_the_rate_final() -> None:
    found = rate(GENERAL, graded("V01", "general", **UP, closed=date(2012, 12, 1)), graded("V02", "general", **UP))
    assert (found.ratio, found.original_cohort, found.provisional) == (Ratio(1, 1), Ratio(1, 2), False)


def test_an_end_class_counts_from_the_day_of_its_confirmation_on() -> None:
    member = graded("V01", "general", **UP)
    before, on = (rate(GENERAL, member, as_of=day) for day in (date(2012, 11, 14), CONFIRMED))
    assert (before.ratio, before.provisional) == (Ratio(0, 1), True)
    assert (on.ratio, on.provisional) == (Ratio(1, 1), False)


def test_a_start_class_counts_once_it_is_confirmed() -> None:
    member = graded("V01", "general", start_confirmed=False, **UP)
    assert rate(GENERAL, member).ratio == Ratio(0, 0)
    assert rate(GENERAL, *starts_confirmed([member], codes={"V01"})).ratio == Ratio(1, 1)


def test_drafts_taken_as_confirmed_change_only_the_drafts_that_are_named() -> None:
    drafts = [graded(code, "general", end_class="advanced") for code in ("V01", "V02")]
    confirmed_later = graded("V03", "general", end_class="advanced", confirmed_on=date(2013, 1, 20))
    one = rate(GENERAL, *ends_confirmed([*drafts, confirmed_later], on=CONFIRMED, codes={"V01", "V03"}))
    every = rate(GENERAL, *ends_confirmed([*drafts, confirmed_later], on=CONFIRMED))
    assert (one.upgraded, every.upgraded) == (("V01",), ("V01", "V02"))


def test_targets_are_written_as_decimal_numbers() -> None:
    assert [target_text(target) for target in (Fraction(20), Fraction(45, 2), Fraction(100))] == ["20", "22.5", "100"]


def test_the_movement_has_the_cohorts_as_rows_and_counts_everybody_once() -> None:
    members = [
        *worked_table(),
        graded("N1", "general", opened=date(2012, 3, 1)),
        graded("N2", "ungraded", end_class="general", confirmed_on=CONFIRMED),
        graded("X1", "general", closed=date(2012, 1, 1)),
        graded("X2", "general", start_confirmed=False),
    ]
    moved = movement(members, year=YEAR, as_of=YEAR_END)
    assert {row.start: row.total for row in moved.rows} == {
        GradingClass.ADVANCED: 10,
        GradingClass.GENERAL: 12,
        GradingClass.BACKWARD: 20,
        GradingClass.UNGRADED: 2,
    }
    assert moved.counts["general", "advanced"] == 3
    assert moved.counts["backward", "exit"] == 2
    assert moved.counts["ungraded", "unconfirmed"] == 1
    assert moved.total == sum(moved.totals) == 44


days = st.one_of(
    st.none(), st.dates(date(2011, 12, 30), date(2012, 1, 3)), st.dates(date(2011, 6, 1), date(2013, 3, 1))
)
CLASSES = ("advanced", "general", "backward", "ungraded")
classes = st.sampled_from(CLASSES)
facts = st.fixed_dictionaries(
    {
        "start": classes,
        "start_level": st.sampled_from(LEVELS),
        "start_confirmed": st.sampled_from([True, True, True, False]),
        "end": st.one_of(st.just(""), classes, st.just("advanced")),
        "end_level": st.sampled_from(LEVELS),
        "accepted": st.sampled_from(["", "passed", "passed", "not passed"]),
        "confirmed_on": days,
        "opened": days,
        "closed": st.one_of(st.none(), days),
    }
)


def as_organisation(fact: dict[str, Any]) -> GradedOrganisation:
    return GradedOrganisation(
        fact["code"],
        fact["start"],
        LEVELS.index(fact["start_level"]),
        fact["start_confirmed"],
        fact["end"],
        LEVELS.index(fact["end_level"]),
        {"": None, "passed": True, "not passed": False}[fact["accepted"]],
        fact["confirmed_on"],
        fact["opened"],
        fact["closed"],
    )


def agrees(cohort: list[dict[str, Any]], as_of: date, minimum: str) -> None:
    named = [fact | {"code": f"V{at:02}"} for at, fact in enumerate(cohort)]
    ours = rates(map(as_organisation, named), year=YEAR, as_of=as_of, minimum_level=LEVELS.index(minimum))
    theirs = naive_rates(named, YEAR, as_of, minimum)
    assert {code.value: rate_as_json(found) for code, found in ours.items()} == theirs


@settings(max_examples=200)
@given(
    st.lists(facts, max_size=25),
    st.one_of(st.just(YEAR_END), st.dates(date(2011, 12, 1), date(2013, 2, 1))),
    st.sampled_from(LEVELS),
)
def test_a_second_implementation_agrees_on_cohorts_that_are_looked_for(
    cohort: list[dict[str, Any]], as_of: date, minimum: str
) -> None:
    agrees(cohort, as_of, minimum)


@pytest.mark.parametrize("seed", range(4))
def test_a_second_implementation_agrees_on_a_thousand_cohorts_by_chance(seed: int) -> None:
    random = Random(seed)
    for _number in range(1000):
        as_of = random.choice((YEAR_END, day_of(random, date(2011, 12, 1), date(2013, 2, 1))))
        agrees([fact_of(random) for _at in range(random.randrange(26))], as_of, random.choice(LEVELS))


def day_of(random: Random, first: date, last: date) -> date:
    return date.fromordinal(random.randint(first.toordinal(), last.toordinal()))


def fact_of(random: Random) -> dict[str, Any]:
    """One of the `facts`, drawn without looking for the smallest that goes wrong, which takes twenty times as long."""

    def day() -> date | None:
        about_new_year = day_of(random, date(2011, 12, 30), date(2012, 1, 3))
        return random.choice((None, about_new_year, day_of(random, date(2011, 6, 1), date(2013, 3, 1))))

    return {
        "start": random.choice(CLASSES),
        "start_level": random.choice(LEVELS),
        "start_confirmed": random.random() < 0.75,
        "end": random.choice(("", random.choice(CLASSES), "advanced")),
        "end_level": random.choice(LEVELS),
        "accepted": random.choice(("", "passed", "passed", "not passed")),
        "confirmed_on": day(),
        "opened": day(),
        "closed": random.choice((None, day())),
    }
