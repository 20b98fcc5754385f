"""What is proposed for closed months is pending, and official only once it is accepted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from apps.activities.models import Activity
from apps.activities.proposing import activity_propose, activity_propose_update, activity_propose_withdraw
from apps.activities.types import ActivityType
from apps.closing.services import proposal_accept, proposal_refuse
from apps.measures.facts import FactScope
from apps.measures.registry import measured
from apps.organisations.models import Placement
from apps.plans.models import Indicator
from apps.progress.figures import figure_of_measure
from tests.closing.cast import CLOSED_DAY, SERVICE, close
from tests.factories.activities import activity
from tests.factories.township import Township

JOINT: dict[str, Any] = {"type": ActivityType.JOINT_MEETING, "topic": "联席会议"}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield


@pytest.fixture
def served(township: Township) -> Activity:
    it = activity(township["V01"], date=CLOSED_DAY, **SERVICE)
    close(township)
    return it


def figures(mechanism: str, code: str = "T01", as_of: date = date(2012, 12, 31)) -> tuple[int, int] | None:
    """What is official and what is pending."""
    path = Placement.objects.get(organisation__code=code, end=None).path
    found = measured([mechanism], FactScope(path, 2012, as_of), width=None)
    return (found[mechanism].whole.numerator, found[mechanism].whole.pending) if found else None


def test_240_hours_instead_of_2_are_pending_until_they_are_accepted(served: Activity, township: Township) -> None:
    assert figures("M130") == (200, 0)
    by, hosts = township.people["secretary01"], [township["V01"]]
    proposal = activity_propose_update(activity=served, version=1, hosts=hosts, by=by, reason="漏记", hours=24000)
    assert (figures("M130"), figures("M130", "V01"), figures("M130", "V02")) == ((200, 23800), (200, 23800), None)
    assert figures("M130", as_of=date(2012, 10, 8)) is None
    proposal_accept(proposal=proposal, version=1, by=township.people["staff"])
    assert figures("M130") == (24000, 0)


def test_what_is_refused_is_no_longer_pending(served: Activity, township: Township) -> None:
    by = township.people["secretary01"]
    proposal = activity_propose_withdraw(activity=served, version=1, by=by, reason="重复")
    assert figures("M130") == (200, -200)
    proposal_refuse(proposal=proposal, by=township.people["staff"], answer="不重复")
    assert figures("M130") == (200, 0)


def test_a_joint_meeting_that_is_proposed_counts_once_for_both_hosts(served: Activity, township: Township) -> None:
    both = [township["V01"], township["V03"]]
    proposal = activity_propose(hosts=both, by=township.people["staff"], reason="漏录", date=CLOSED_DAY, **JOINT)
    assert (figures("M036"), figures("M036", "V01"), figures("M036", "V03")) == ((0, 1), (0, 1), (0, 1))
    assert proposal.is_open


def test_an_indicator_of_which_all_is_proposed_has_no_official_figure(served: Activity, township: Township) -> None:
    by = township.people["secretary01"]
    activity_propose(hosts=[township["V01"]], by=by, reason="漏录", date=CLOSED_DAY, **JOINT)
    path = Placement.objects.get(organisation__code="T01", end=None).path
    tally = measured(["M036"], FactScope(path, 2012, date(2012, 12, 31)), width=None)["M036"].whole
    figure = figure_of_measure(Indicator(kind="count"), tally)
    assert (figure.numerator, figure.pending, figure.has_facts) == (None, 1, False)


def test_an_activity_that_becomes_another_kind_leaves_one_measure_and_enters_the_other(
    served: Activity, township: Township
) -> None:
    by, hosts = township.people["secretary01"], [township["V01"]]
    change: dict[str, Any] = {"type": ActivityType.JOINT_MEETING, "hours": None}
    activity_propose_update(activity=served, version=1, hosts=hosts, by=by, reason="类型填错", **change)
    assert (figures("M130"), figures("M036")) == ((200, -200), (0, 1))


def test_a_meeting_that_is_proposed_is_pending_where_one_is_due_and_lacking(township: Township) -> None:
    lecture: dict[str, Any] = {"type": ActivityType.PARTY_LECTURE, "topic": "党课", "date": CLOSED_DAY}
    held = activity(township["V01"], **lecture)
    activity(township["V01"], **lecture | {"date": date(2012, 3, 9)})
    close(township)
    by, staff = township.people["secretary01"], township.people["staff"]
    assert figures("M112") == (2, 0)
    activity_propose_withdraw(activity=held, version=1, by=by, reason="重复")
    assert figures("M112") == (2, -1)
    for _twice in range(2):
        activity_propose(hosts=[township["V01"]], by=by, reason="漏录", **lecture)
    assert figures("M112") == (2, 0)
    activity_propose(hosts=[township["V02"]], by=staff, reason="漏录", **lecture)
    assert (figures("M112"), figures("M112", "V01"), figures("M112", "V02")) == ((2, 1), (2, 0), (0, 1))
