"""Which mass organisations were heard: those that took part in a hearing of the year, of all there are."""

from datetime import date
from typing import Any

import pytest

from apps.activities.models import Activity
from apps.activities.proposing import activity_propose, activity_propose_withdraw
from apps.activities.types import ActivityType
from apps.measures.facts import FactScope, Tally
from apps.measures.hearings import hearings_behind, not_heard
from apps.measures.registry import measured
from apps.organisations.kinds import Kind
from apps.plans.measurable import HEARD
from tests.factories.township import Township, organisation
from tests.progress.cast import END, held

pytestmark = pytest.mark.django_db
MARCH = date(2012, 3, 1)


@pytest.fixture
def heard(township: Township) -> Activity:
    """The committee heard the township's League, and in the year before the women of a village."""
    for code, over, kind in (
        ("L01", "T01", Kind.LEAGUE_COMMITTEE),
        ("W01", "V01", Kind.WOMENS_FEDERATION),
        ("G01", "V02", Kind.TRADE_UNION),
        ("A01", "V02", Kind.ASSOCIATION),
    ):
        township.organisations[code] = organisation(code, township[over], kind=kind, sector="")
    held(ActivityType.HEARING, date(2011, 12, 31), township["T01"], township["W01"])
    held(ActivityType.JOINT_MEETING, MARCH, township["T01"], township["G01"])
    return held(ActivityType.HEARING, MARCH, township["T01"], township["L01"])


def scope(township: Township, code: str = "T01", without: tuple[str, ...] = ()) -> FactScope:
    return FactScope(path(township, code), 2012, END, without=without)


def path(township: Township, code: str) -> str:
    found: str = township[code].placements.get(end=None).path
    return found


def whole(its: FactScope) -> Tally | None:
    found = measured([HEARD], its, width=None)
    return found[HEARD].whole if found else None


def test_each_counts_once_and_the_list_is_what_the_figure_says(township: Township, heard: Activity) -> None:
    held(ActivityType.HEARING, END, township["L01"])
    here = scope(township)
    assert whole(here) == Tally(1, 3)
    assert (len(hearings_behind(here)), [it.code for it in not_heard(here)]) == (2, ["G01", "W01"])


def test_whoever_is_exempted_leaves_both_numbers_and_without_a_hearing_there_is_no_figure(
    township: Township, heard: Activity
) -> None:
    assert whole(scope(township, without=(path(township, "V02"),))) == Tally(1, 2)
    assert whole(scope(township, "V01")) is None


def test_what_is_proposed_is_pending(township: Township, heard: Activity) -> None:
    staff = township.people["staff"]
    for code in ("W01", "L01"):
        hosts = [township["T01"], township[code]]
        said: dict[str, Any] = {"date": MARCH, "type": ActivityType.HEARING, "topic": "听取汇报"}
        activity_propose(hosts=hosts, by=staff, reason="漏录", **said)
    assert whole(scope(township)) == Tally(1, 3, pending=1)
    assert whole(scope(township, "V01")) == Tally(0, 1, pending=1, has_facts=False)
    activity_propose_withdraw(activity=heard, version=None, by=staff, reason="重复")
    assert whole(scope(township)) == Tally(1, 3, pending=1)
