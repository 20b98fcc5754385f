"""One activity, recorded once, is found wherever it counts; withdrawn once, it is gone from everywhere."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.campaigns.models import Campaign
from apps.filings.months import Month
from apps.filings.services import months_open
from apps.organisations.kinds import Kind, Role
from apps.reports.snapshot import take
from tests.factories.browser import enter_as
from tests.factories.township import Township, organisation, person
from tests.progress.cast import YEAR, plan_of
from tests.registers.examples import example

pytestmark = pytest.mark.django_db
#: Three meetings and one lecture: held of due, each once a quarter in four branches by now.
INDICATOR = "QUA-05"
CAMPAIGN = "基层组织建设年"
TOPIC = "青年与支部同上一堂党课"
TODAY = date(2012, 4, 2)
HELD = {"type": "party_lecture", "date": "2012-03-20", "topic": TOPIC, "hosts": ["V01", "L01"], "campaign": CAMPAIGN}
#: What each place says of it while it counts.
COUNTED = {
    "the host's list": 1,
    "the mass organisation's list": 1,
    "a neighbour's list": 0,
    "the frequency table": (1, 4),
    "the campaign": (1, 4),
    "the indicator": (1, 8),
    "the records behind the indicator": 1,
    "the month that the village files": {"党课": 1},
    "the dashboard": (1, 8),
    "the year-end report, indicators": (1, 8),
    "the year-end report, activities of the hosts": {"V01": 1, "L01": 1},
    "the year-end report, all activities": {"party_lecture": 1},
}
GONE = {
    "the host's list": 0,
    "the mass organisation's list": 0,
    "a neighbour's list": 0,
    "the frequency table": (0, 4),
    "the campaign": (0, 4),
    "the indicator": (None, None),
    "the records behind the indicator": 0,
    "the month that the village files": {},
    "the dashboard": (None, None),
    "the year-end report, indicators": (None, None),
    "the year-end report, activities of the hosts": {},
    "the year-end report, all activities": {},
}


@pytest.fixture(autouse=True)
def after_the_first_quarter() -> Iterator[None]:
    with time_machine.travel("2012-04-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def year(township: Township) -> Township:
    """A plan with the month open, a campaign for all branches, and the League of the first village."""
    person("league01", Role.MASS_OFFICER, organisation("L01", township["V01"], kind=Kind.LEAGUE_BRANCH, sector=""))
    months_open(plan=plan_of(township), months=[Month(YEAR, 3)])
    example("campaigns", township["T01"], whom="party_branch")
    return township


def entered(username: str) -> Client:
    return enter_as(Client(), User.objects.get(username=username))


def shown(username: str, address: str, name: str) -> Any:
    """What a page has under a name for whoever looks at it."""
    return entered(username).get(address).context[name]


def told(township: Township) -> dict[str, Any]:
    """What each place says by itself, as its page or sheet is made."""
    campaign = f"/registers/campaigns/{Campaign.objects.get().pk}/figures/"
    indicator = f"/plans/{YEAR}/indicators/{INDICATOR}/"
    part, due = (
        shown("staff", campaign, "its"),
        shown("staff", "/activities/due/?year=2012&type=party_lecture", "total"),
    )
    report = take(township["T01"], year=YEAR, as_of=TODAY)["sections"]
    its = next(it for it in report["indicators"]["indicators"] if it[0] == INDICATOR)
    fields = report["indicators"]["fields"]
    return {
        "the host's list": listed("secretary01"),
        "the mass organisation's list": listed("league01"),
        "a neighbour's list": listed("secretary02"),
        "the frequency table": tuple(due),
        "the campaign": (len(part.took_part), len(part.meant)),
        "the indicator": figure_of(shown("staff", indicator, "standing")),
        "the records behind the indicator": len(shown("staff", indicator, "records").activities),
        "the month that the village files": held_in_the_month(),
        "the dashboard": on_the_dashboard(),
        "the year-end report, indicators": tuple(its[fields.index(it)] for it in ("numerator", "denominator")),
        "the year-end report, activities of the hosts": {
            code: sum(count.values()) for code, _name, count in report["activities"]["hosts"]
        },
        "the year-end report, all activities": report["activities"]["total"],
    }


def listed(username: str) -> int:
    return len(shown(username, "/activities/", "page").object_list)


def figure_of(standing: Any) -> tuple[int | None, int | None]:
    return standing.figure.numerator, standing.figure.denominator


def on_the_dashboard() -> tuple[int | None, int | None]:
    programmes = shown("leader", f"/dashboard/?year={YEAR}", "dashboard").programmes
    return next(figure_of(it) for its in programmes for it in its.standings if it.indicator.code == INDICATOR)


def held_in_the_month() -> dict[str, int]:
    known = shown("secretary01", f"/plans/{YEAR}/months/V01/3/", "known")
    return {name: count for name, count, _address in known.held}


def test_recorded_once_it_counts_everywhere_and_withdrawn_once_nowhere(year: Township) -> None:
    assert told(year) == GONE
    secretary = entered("secretary01")
    assert secretary.post("/activities/new/", HELD).status_code == 302
    assert told(year) == COUNTED
    it = Activity.objects.get()
    assert secretary.post(f"/activities/{it.number}/withdraw/", {"version": 1, "reason": "登记错误"}).status_code == 302
    assert told(year) == GONE
