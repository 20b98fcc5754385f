"""What the portal can measure from its facts, and with how many queries."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.activities.types import ActivityType
from apps.gradings.rates import MECHANISM_OF
from apps.gradings.selectors import rates_of
from apps.measures.activities import activities_behind
from apps.measures.facts import Fact, FactScope, Tally, tallied
from apps.measures.registry import MEASURES, measured
from apps.organisations.tree import SEGMENT_WIDTH
from tests.factories.township import Township
from tests.progress.cast import END, YEAR, graded, held

WIDTH = 2 * SEGMENT_WIDTH


def scope(township: Township, code: str = "T01", as_of: date = END) -> FactScope:
    path: str = township[code].placements.on(as_of).get().path
    return FactScope(path, YEAR, as_of)


def test_a_record_that_several_share_counts_once_wherever_it_is_counted_together() -> None:
    one, two = "1".zfill(8), "2".zfill(8)
    facts = [Fact("M036", top + part, 7, 1) for top in (one,) for part in (one, two)] + [Fact("M036", one + two, 8, 1)]
    tallies = tallied(facts, width=16)["M036"]
    assert tallies.whole == Tally(2)
    assert tallies.parts == {one + one: Tally(1), one + two: Tally(2)}


def test_a_mechanism_without_facts_or_without_a_measure_is_absent(township: Township) -> None:
    assert "M999" not in MEASURES
    assert measured(["M999", "M036", "M064"], scope(township), width=WIDTH) == {}


def test_the_measures_of_the_rates_are_the_rates(township: Township) -> None:
    graded(township["V01"], "advanced", "advanced", end_level=2)
    graded(township["V02"], "general", "advanced", confirmed_on=None)
    graded(township["V03-1"], "backward", "general", accepted=True)
    graded(township["V03-2"], "backward", "general", accepted=True, accepted_on=date(2013, 1, 5))
    for as_of in (END, date(2012, 12, 30)):
        found = measured(MECHANISM_OF.values(), scope(township, as_of=as_of), width=WIDTH)
        for code, rate in rates_of(township["T01"], YEAR, as_of).items():
            whole = found[MECHANISM_OF[code]].whole
            assert (whole.numerator, whole.denominator) == (rate.ratio.numerator, rate.ratio.denominator)


def test_the_records_behind_are_those_that_were_counted(township: Township) -> None:
    counted = held(ActivityType.VOLUNTEER_SERVICE, date(2012, 3, 1), township["V01"], township["V02"], hours=100)
    held(ActivityType.VOLUNTEER_SERVICE, date(2012, 3, 2), township["V01"])
    held(ActivityType.VOLUNTEER_SERVICE, date(2011, 3, 1), township["V01"], hours=100)
    held(ActivityType.TRAINING, date(2012, 3, 1), township["V01"], hours=100)
    assert list(activities_behind("M130", scope(township))) == [counted]
    assert list(activities_behind("M130", scope(township, "V03"))) == []


def test_a_theme_is_read_once_for_all_its_mechanisms(township: Township) -> None:
    here = scope(township)
    with CaptureQueriesContext(connection) as captured:
        measured(MEASURES, here, width=WIDTH)
    assert len(set(MEASURES.values())) == 4
    # Classes, activities, who was heard, and for what is due rules with their conditions, places and what was held;
    # what is proposed for closed months is a query of its own.
    assert len(captured) == 7
