"""The small cast, with the plan of the 2012 opinion where a test asks for it: both are put back as rows."""

from dataclasses import dataclass

import pytest

from apps.plans.models import Plan
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.township import Township
from tests.progress.cast import plan_of


@dataclass
class Planned:
    township: Township
    plan: Plan


def _planned() -> Planned:
    township = cast.township()
    return Planned(township, plan_of(township))


PLAIN, PLANNED = Kept(cast.township, "township"), Kept(_planned, "progress-planned")


@pytest.fixture
def planned(db: None) -> Planned:
    return PLANNED.given()


@pytest.fixture
def township(request: pytest.FixtureRequest, db: None) -> Township:
    """As it is when it has its plan, where a test asks for that."""
    if "planned" in request.fixturenames:
        found: Township = request.getfixturevalue("planned").township
        return found
    return PLAIN.given()


@pytest.fixture
def plan(planned: Planned) -> Plan:
    """Files that begin otherwise have one of their own by this name."""
    return planned.plan
