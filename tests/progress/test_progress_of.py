"""Actual against target for every indicator of the plan (figures.md, sections 2 and 3)."""

from datetime import date

from django.utils import timezone

from apps.activities.types import ActivityType
from apps.filings.states import FilingState
from apps.organisations.kinds import Kind, Sector
from apps.organisations.selectors import path_on
from apps.organisations.services import organisation_close, organisation_move
from apps.plans.models import Plan
from apps.plans.services import indicator_save, target_set
from apps.progress.selectors import progress_at, progress_of
from apps.progress.states import Pace
from tests.factories.township import Township, organisation
from tests.progress.cast import END, YEAR, filed, graded, held, indicator, pair, standing


def test_without_facts_every_indicator_has_no_data_and_no_figure(township: Township, plan: Plan) -> None:
    standings = progress_of(township["T01"], YEAR, END)
    assert len(standings) == 35
    assert {it.state for it in standings} == {Pace.NO_DATA}
    assert {(it.figure.numerator, it.figure.denominator, it.figure.pending) for it in standings} == {(None, None, None)}


def test_without_a_plan_there_is_nothing_to_show(township: Township, plan: Plan) -> None:
    assert progress_of(township["T01"], 2013, date(2013, 6, 1)) == []
    assert progress_at(path_on(township["T01"], date(2013, 6, 1)), 2013, date(2013, 6, 1), with_parts=True) is None


def test_a_joint_meeting_of_two_hosts_is_one_for_the_township_and_one_for_each(township: Township, plan: Plan) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"], township["V02"])
    held(ActivityType.JOINT_MEETING, date(2012, 4, 1), township["V01"])
    held(ActivityType.JOINT_MEETING, date(2012, 5, 1), township["V03-1"], township["V03-2"])
    assert [pair(township[code], "MAS-02")[0] for code in ("T01", "V01", "V02", "V03", "V03-1")] == [3, 2, 1, 1, 1]


def test_only_what_was_held_this_year_by_the_day_and_still_counts_is_counted(township: Township, plan: Plan) -> None:
    for on in (date(2011, 12, 31), date(2012, 1, 1), date(2012, 6, 30), date(2012, 7, 1)):
        held(ActivityType.JOINT_MEETING, on, township["V01"])
    withdrawn = held(ActivityType.JOINT_MEETING, date(2012, 6, 1), township["V01"])
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()
    assert pair(township["T01"], "MAS-02", date(2012, 6, 30)) == (2, None)
    assert standing(township["T01"], "MAS-02").state is None


def test_hours_of_volunteer_service_are_hundredths_and_a_blank_is_not_zero(township: Township, plan: Plan) -> None:
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 3, 1), township["V01"])
    assert pair(township["T01"], "CAR-03") == (None, None)
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 3, 2), township["V01"], township["V02"], hours=250)
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 3, 3), township["V02"], hours=100)
    assert pair(township["T01"], "CAR-03") == (350, None)
    assert pair(township["V01"], "CAR-03") == (250, None)
    assert standing(township["T01"], "CAR-03").value_text == "3.5"


def test_the_rates_are_those_of_the_classes_with_drafts_as_pending(township: Township, plan: Plan) -> None:
    graded(township["V01"], "general", "advanced")
    graded(township["V02"], "general", "advanced", confirmed_on=None)
    graded(township["V03"], "general", "general")
    rate = standing(township["T01"], "OPT-03")
    assert (rate.figure.numerator, rate.figure.denominator, rate.figure.pending) == (1, 3, 1)
    assert (rate.percent, rate.target_text, rate.expected_text, rate.state) == ("33.3", "30", "30", Pace.DONE)
    assert standing(township["T01"], "OPT-03", date(2012, 12, 30)).figure.numerator == 0


def test_a_rate_without_a_cohort_is_not_applicable_once_there_are_classes(township: Township, plan: Plan) -> None:
    graded(township["V01"], "general")
    backward = standing(township["T01"], "OPT-04")
    assert (backward.figure.numerator, backward.figure.denominator) == (0, 0)
    assert (backward.percent, backward.state) == (None, None)
    assert standing(township["V02"], "OPT-04").state is Pace.NO_DATA


def test_the_least_recognition_of_the_plan_counts(township: Township, plan: Plan) -> None:
    graded(township["V01"], "advanced", "advanced", start_level=0, end_level=1)
    assert pair(township["T01"], "OPT-02") == (1, 1)
    Plan.objects.update(minimum_level=2)
    assert pair(township["T01"], "OPT-02") == (0, 1)


def test_filed_flows_add_up_and_name_the_months_that_are_missing(township: Township, plan: Plan) -> None:
    filed(township["V01"], 1, "FIL-01", 1050)
    filed(township["V01"], 3, "FIL-01", 200)
    filed(township["V02"], 1, "FIL-01", 300)
    filed(township["V02"], 2, "FIL-01", 400, state=FilingState.SUBMITTED)
    filed(township["V02"], 3, "FIL-01", 500, state=FilingState.RETURNED)
    figure = standing(township["T01"], "FIL-01", date(2012, 3, 31)).figure
    assert (figure.numerator, figure.pending, figure.missing_months) == (1550, 400, (2, 3))
    figure = standing(township["V01"], "FIL-01", date(2012, 3, 31)).figure
    assert (figure.numerator, figure.pending, figure.missing_months) == (1250, 0, (2,))


def test_a_month_counts_from_its_last_day_on(township: Township, plan: Plan) -> None:
    filed(township["V01"], 1, "FIL-01", 100)
    filed(township["V01"], 2, "FIL-01", 200)
    assert pair(township["T01"], "FIL-01", date(2012, 2, 28))[0] == 100
    assert pair(township["T01"], "FIL-01", date(2012, 2, 29))[0] == 300
    assert standing(township["T01"], "FIL-01", date(2012, 1, 30)).state is Pace.NO_DATA


def test_a_filed_count_is_in_pieces_and_keeps_its_latest_month(township: Township, plan: Plan) -> None:
    filed(township["V01"], 1, "FIL-03", 300)
    filed(township["V01"], 2, "FIL-03", 500)
    filed(township["V02"], 1, "FIL-03", 400)
    filed(township["V02"], 2, "FIL-03", None)
    figure = standing(township["T01"], "FIL-03", date(2012, 4, 30)).figure
    assert (figure.numerator, figure.denominator, figure.missing_months, figure.month) == (9, None, (), 1)


def test_a_filed_rate_is_the_sum_of_both_its_numbers(township: Township, plan: Plan) -> None:
    filed(township["V01"], 1, "FIL-04", 5000, 10000)
    filed(township["V02"], 1, "FIL-04", 10000, 20000)
    rate = standing(township["T01"], "FIL-04", date(2012, 1, 31))
    assert (rate.figure.numerator, rate.figure.denominator, rate.percent) == (15000, 30000, "50.0")
    assert rate.numerator_text == "150"


def test_who_was_closed_misses_no_month_after_that(township: Township, plan: Plan) -> None:
    filed(township["V01"], 1, "FIL-01", 100)
    filed(township["V02"], 1, "FIL-01", 100)
    filed(township["V02"], 2, "FIL-01", 100)
    closing = {"closing": "dissolved", "merged_into": None, "approval_number": "1号"}
    organisation_close(organisation=township["V01"], on=date(2012, 2, 10), by=None, **closing)
    assert standing(township["T01"], "FIL-01", date(2012, 2, 29)).figure.missing_months == ()


def test_who_was_opened_in_the_year_misses_no_month_before_that(township: Township, plan: Plan) -> None:
    late = organisation("V09", township["T01"], opened=date(2012, 3, 15))
    filed(late, 3, "FIL-01", 100)
    assert standing(township["T01"], "FIL-01", date(2012, 4, 30)).figure.missing_months == (4,)


def test_a_count_has_the_target_that_was_split_to_it_and_a_rate_that_of_the_whole(
    township: Township, plan: Plan
) -> None:
    assert standing(township["V01"], "QUA-03").target == 14
    assert standing(township["V03-1"], "QUA-03").target is None
    assert standing(township["V03-1"], "OPT-04").target == 95
    target_set(indicator=indicator("OPT-04"), organisation=township["V03"], value=9000, by=None)
    assert standing(township["V03-1"], "OPT-04").target == 90
    assert standing(township["V01"], "OPT-04").target == 95


def test_a_rate_that_applies_to_nobody_here_asks_nothing(township: Township, plan: Plan) -> None:
    assert standing(township["V01"], "VIT-01").target == 100
    assert standing(township["V01"], "VIT-02").target is None


def test_a_target_may_have_a_due_date_of_its_own(township: Township, plan: Plan) -> None:
    its = indicator("MAS-02")
    target_set(indicator=its, organisation=township["T01"], value=400, by=None, due=date(2012, 6, 30))
    held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"])
    now = standing(township["T01"], "MAS-02", date(2012, 7, 1))
    assert (now.due, now.expected_text, now.state) == (date(2012, 6, 30), "4", Pace.BEHIND)


def test_milestones_are_those_of_the_whole(township: Township, plan: Plan) -> None:
    its = indicator("MAS-02")
    milestones = [["2012-06-30", 100], ["2012-12-31", 300]]
    indicator_save(plan=plan, programme=its.programme.name, by=None, indicator=its, milestones=milestones)
    for code, value in (("T01", 300), ("V01", 200)):
        target_set(indicator=its, organisation=township[code], value=value, by=None)
    assert standing(township["T01"], "MAS-02", date(2012, 7, 1)).expected == 1
    assert standing(township["V01"], "MAS-02", date(2012, 7, 2)).expected == 1
    assert standing(township["V01"], "MAS-02", date(2012, 6, 30)).expected == 0


def test_facts_count_where_their_organisation_stood_on_the_day(township: Township, plan: Plan) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V03-1"])
    organisation_move(organisation=township["V03-1"], parent=township["V01"], on=date(2012, 9, 1), by=None)
    assert [pair(township[code], "MAS-02", date(2012, 8, 31))[0] for code in ("V01", "V03")] == [None, 1]
    assert [pair(township[code], "MAS-02", date(2012, 9, 1))[0] for code in ("V01", "V03")] == [1, None]


def test_the_grid_has_the_same_figures_as_each_part_by_itself(township: Township, plan: Plan) -> None:
    held(ActivityType.JOINT_MEETING, date(2012, 3, 1), township["V01"], township["V03-1"], township["V03-2"])
    graded(township["V03-2"], "general", "advanced")
    filed(township["V02"], 1, "FIL-01", 100)
    grid = progress_at(path_on(township["T01"], END), YEAR, END, with_parts=True)
    assert grid
    assert [part.code for part in grid.parts] == ["V01", "V02", "V03"]
    assert grid.standings == progress_of(township["T01"], YEAR, END)
    for part in grid.parts:
        alone = {it.indicator.code: it for it in progress_of(township[part.code], YEAR, END)}
        assert part.standings == {code: alone[code] for code in part.standings}
        assert {code for code, it in alone.items() if it.figure.has_facts} <= part.standings.keys()


def test_the_grid_leaves_out_what_does_not_apply_to_a_part(township: Township, plan: Plan) -> None:
    organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector=Sector.SOCIAL_ORGANISATION)
    grid = progress_at(path_on(township["T01"], END), YEAR, END, with_parts=True)
    assert grid
    by_code = {part.code: set(part.standings) for part in grid.parts}
    assert by_code["A01"] == {"FIL-02"}
    assert "VIT-01" in by_code["V01"]
    assert "VIT-02" not in by_code["V01"]
