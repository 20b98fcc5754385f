"""What the year's plan says about the three rates, where they are computed."""

from fractions import Fraction

from apps.gradings.classes import RateCode
from apps.gradings.selectors import rates_of
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from apps.plans.services import plan_update, target_set
from tests.factories.township import Township
from tests.progress.cast import graded, plan_of


def targets(organisation: Organisation) -> list[Fraction]:
    return [rate.target for rate in rates_of(organisation, 2012).values()]


def set_target(code: str, organisation: Organisation, value: int | None) -> None:
    target_set(indicator=Indicator.objects.get(code=code), organisation=organisation, value=value, by=None)


def test_without_a_plan_the_targets_are_those_of_the_opinion(township: Township) -> None:
    assert targets(township["T01"]) == [20, 30, 95]


def test_the_plans_targets_count_and_a_villages_own_comes_first(township: Township) -> None:
    plan_of(township)
    set_target("OPT-03", township["T01"], 4050)
    set_target("OPT-03", township["V03"], 5000)
    assert targets(township["T01"]) == [20, Fraction(81, 2), 95]
    assert targets(township["V01"]) == [20, Fraction(81, 2), 95]
    assert targets(township["V03-1"]) == [20, 50, 95]


def test_a_target_that_was_taken_back_gives_way_to_the_usual_one(township: Township) -> None:
    plan_of(township)
    set_target("OPT-04", township["T01"], 5000)
    assert targets(township["T01"]) == [20, 30, 50]
    set_target("OPT-04", township["T01"], None)
    assert targets(township["T01"]) == [20, 30, 95]


def test_the_plan_of_another_year_says_nothing(township: Township) -> None:
    plan_of(township, 2013)
    set_target("OPT-03", township["T01"], 4000)
    assert targets(township["T01"]) == [20, 30, 95]


def test_the_least_recognition_is_the_plans(township: Township) -> None:
    plan = plan_of(township)
    graded(township["V01"], "advanced", "advanced", end_level=1)
    assert rates_of(township["T01"], 2012)[RateCode.ADVANCED_UPGRADE].upgraded == ("V01",)
    plan_update(plan=plan, by=None, minimum_level=2)
    assert rates_of(township["T01"], 2012)[RateCode.ADVANCED_UPGRADE].upgraded == ()
