"""Tests of filings happen on 3 November 2012: October's filings are open and not yet due.

What they begin with is put back as rows, in stages of which each holds those before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine

from apps.filings.models import Filing
from apps.plans.models import Plan
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.township import Township
from tests.filings.cast import opened, plan_of


@dataclass
class Begun:
    township: Township
    plan: Plan | None = None
    month: Filing | None = None


def _plain() -> Begun:
    return Begun(cast.township())


def _planned() -> Begun:
    begun = _plain()
    begun.plan = plan_of(begun.township["T01"])
    return begun


def _in_october() -> Begun:
    begun = _planned()
    assert begun.plan is not None
    begun.month = opened(begun.plan, begun.township["V01"])
    return begun


#: By the fixture that asks for it, the furthest first.
STAGES = {
    "month_of_v01": Kept(_in_october, "filings-october"),
    "plan_of_t01": Kept(_planned, "filings-planned"),
    "township": Kept(_plain, "filings-plain"),
}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield


@pytest.fixture
def begun(request: pytest.FixtureRequest, db: None) -> Begun:
    """The furthest stage of which the test asks for something."""
    return next(kept for name, kept in STAGES.items() if name in request.fixturenames).given()


@pytest.fixture
def township(begun: Begun) -> Township:
    """The small cast, with whatever the test asks for besides."""
    return begun.township


@pytest.fixture
def plan_of_t01(begun: Begun) -> Plan:
    assert begun.plan is not None
    return begun.plan


@pytest.fixture
def month_of_v01(begun: Begun) -> Filing:
    """October, opened as beat does."""
    assert begun.month is not None
    return begun.month


# Files that begin otherwise have fixtures of their own by these names.


@pytest.fixture
def plan(plan_of_t01: Plan) -> Plan:
    return plan_of_t01


@pytest.fixture
def filing(plan: Plan, month_of_v01: Filing) -> Filing:
    return month_of_v01
