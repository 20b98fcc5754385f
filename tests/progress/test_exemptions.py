"""Who is exempted leaves numerator and denominator from that day on; an indicator counts from its first month."""

from datetime import date

import pytest

from apps.activities.types import ActivityType
from apps.organisations.kinds import Kind
from apps.organisations.selectors import path_on
from apps.plans.models import Exemption, Indicator, Plan
from apps.plans.services import target_set
from apps.progress.selectors import progress_at
from apps.progress.states import Pace
from tests.factories.township import Township, organisation
from tests.progress.cast import YEAR, filed, graded, held, indicator, pair, standing

BEFORE, FROM, AFTER, UNTIL = date(2012, 2, 29), date(2012, 3, 1), date(2012, 3, 31), date(2012, 6, 1)


def exempted(township: Township, code: str, organisation: str, until: date | None = None) -> Exemption:
    made: Exemption = Exemption.objects.create(
        indicator=indicator(code),
        organisation=township[organisation],
        start=FROM,
        end=until,
        reason="整村搬迁",
        approved_by="周",
    )
    return made


@pytest.mark.parametrize(
    ("on", "rate", "amount"),
    [
        (BEFORE, (200, 400), (800, None)),
        (FROM, (200, 200), (300, None)),
        (AFTER, (200, 200), (300, None)),
        (date(2012, 5, 31), (200, 200), (300, None)),
        (UNTIL, (200, 400), (800, None)),
    ],
)
def test_a_filed_indicator_loses_numerator_and_denominator_while_the_exemption_holds(
    township: Township, plan: Plan, on: date, rate: tuple[int, int], amount: tuple[int, None]
) -> None:
    for month in (1, 2):
        filed(township["V01"], month, "FIL-04", 100, 100)
        filed(township["V02"], month, "FIL-04", 0, 100)
    filed(township["V01"], 1, "FIL-01", 300)
    filed(township["V02"], 1, "FIL-01", 500)
    exempted(township, "FIL-04", "V02", until=UNTIL)
    exempted(township, "FIL-01", "V02", until=UNTIL)
    assert pair(township["T01"], "FIL-04", on) == rate
    assert pair(township["T01"], "FIL-01", on) == amount


@pytest.mark.parametrize(
    ("on", "meetings", "hours"),
    [(BEFORE, 3, 350), (FROM, 2, 250), (date(2012, 5, 31), 2, 250), (UNTIL, 3, 350)],
)
def test_a_measured_indicator_loses_the_facts_of_the_exempted(
    township: Township, plan: Plan, on: date, meetings: int, hours: int
) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 1, 5), township["V01"])
    held(ActivityType.JOINT_MEETING, date(2012, 1, 6), township["V01"], township["V02"])
    held(ActivityType.JOINT_MEETING, date(2012, 1, 7), township["V02"])
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 1, 8), township["V01"], hours=250)
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 1, 8), township["V02"], hours=100)
    exempted(township, "MAS-02", "V02", until=UNTIL)
    exempted(township, "CAR-03", "V02", until=UNTIL)
    assert pair(township["T01"], "MAS-02", on) == (meetings, None)
    assert pair(township["T01"], "CAR-03", on) == (hours, None)


def test_a_measured_rate_loses_the_exempted_from_both_its_numbers(township: Township, plan: Plan) -> None:
    for code, end in (("V01", "advanced"), ("V02", "general"), ("V03-1", "general")):
        graded(township[code], "general", end, confirmed_on=date(2012, 2, 1))
    exempted(township, "OPT-03", "V02")
    exempted(township, "OPT-03", "V03")
    assert pair(township["T01"], "OPT-03", BEFORE) == (1, 3)
    assert pair(township["T01"], "OPT-03", FROM) == (1, 1)


def test_the_exempted_themselves_are_asked_nothing_and_have_no_figure(township: Township, plan: Plan) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 1, 7), township["V02"])
    target_set(indicator=indicator("MAS-02"), organisation=township["V02"], value=400, by=None)
    made = exempted(township, "MAS-02", "V02")
    own = standing(township["V02"], "MAS-02", FROM)
    assert (own.figure.numerator, own.target, own.expected, own.state) == (None, None, None, Pace.NO_DATA)
    assert own.exemption == made
    assert standing(township["V02"], "MAS-02", BEFORE).exemption is None
    assert standing(township["V02"], "MAS-02", BEFORE).figure.numerator == 1


def test_the_grid_and_each_part_say_the_same_of_the_exempted(township: Township, plan: Plan) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 1, 7), township["V01"], township["V02"])
    filed(township["V02"], 1, "FIL-01", 500)
    for code in ("MAS-02", "FIL-01", "OPT-03"):
        exempted(township, code, "V02")
    grid = progress_at(path_on(township["T01"], AFTER), YEAR, AFTER, with_parts=True)
    assert grid
    village = next(part for part in grid.parts if part.code == "V02")
    for code in ("MAS-02", "FIL-01", "OPT-03"):
        assert village.standings[code] == standing(township["V02"], code, AFTER)
        assert village.standings[code].exemption is not None


def test_a_rate_asks_nothing_of_a_part_in_which_all_whom_it_means_are_exempted(township: Township, plan: Plan) -> None:
    """The general branch itself is not exempted, but both its branches are."""
    branches = indicator("OPT-03")
    branches.applies_to = ["party_branch"]
    branches.save()
    assert standing(township["V03"], "OPT-03", FROM).target == 30
    exempted(township, "OPT-03", "V03-1")
    assert standing(township["V03"], "OPT-03", FROM).target == 30
    exempted(township, "OPT-03", "V03-2")
    assert standing(township["V03"], "OPT-03", FROM).target is None


def test_months_of_an_exemption_are_not_missing_after_it(township: Township, plan: Plan) -> None:
    filed(township["V02"], 1, "FIL-01", 500)
    exempted(township, "FIL-01", "V02", until=UNTIL)
    assert standing(township["T01"], "FIL-01", AFTER).figure.missing_months == ()
    assert standing(township["V02"], "FIL-01", date(2012, 7, 31)).figure.missing_months == (2, 6, 7)


def test_months_before_the_first_are_neither_counted_nor_missing(township: Township, plan: Plan) -> None:
    filed(township["V01"], 2, "FIL-01", 200)
    filed(township["V01"], 11, "FIL-01", 300)
    Indicator.objects.filter(code="FIL-01").update(first_month=11)
    assert standing(township["T01"], "FIL-01", date(2012, 10, 31)).figure.missing_months == ()
    figure = standing(township["T01"], "FIL-01", date(2012, 12, 31)).figure
    assert (figure.numerator, figure.missing_months) == (300, (12,))


def test_a_village_that_opens_later_than_the_first_month_misses_nothing_before(township: Township, plan: Plan) -> None:
    late = organisation("V09", township["T01"], kind=Kind.BRANCH, opened=date(2012, 5, 15))
    Indicator.objects.filter(code="FIL-01").update(first_month=3)
    filed(late, 5, "FIL-01", 100)
    assert standing(township["T01"], "FIL-01", date(2012, 6, 30)).figure.missing_months == (6,)
