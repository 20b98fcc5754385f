"""What the tests of reports begin with, in stages of which each holds those before it."""

from dataclasses import dataclass
from typing import Any

import pytest

from apps.reports.models import YearEndReport
from apps.reports.services import report_request
from apps.reports.snapshot import take
from tests.factories import township as cast
from tests.factories.jobs import work_off
from tests.factories.kept import Kept
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR, with_classes


@dataclass
class Begun:
    township: Township
    taken: dict[str, Any] | None = None
    frozen: YearEndReport | None = None


def _plain() -> Begun:
    return Begun(cast.township())


def _graded() -> Begun:
    return Begun(with_classes(cast.township()))


def _taken() -> Begun:
    begun = _graded()
    begun.taken = take(begun.township["T01"], year=YEAR, as_of=LAST_DAY)
    return begun


def _frozen() -> Begun:
    begun = _graded()
    top, staff = begun.township["T01"], begun.township.people["staff"]
    begun.frozen = report_request(organisation=top, year=YEAR, as_of=LAST_DAY, by=staff)
    work_off()
    begun.frozen.refresh_from_db()
    return begun


#: By the fixture that asks for it, the furthest first.
STAGES = {
    "frozen": Kept(_frozen, "reports-frozen"),
    "taken": Kept(_taken, "reports-taken"),
    "graded_township": Kept(_graded, "reports-graded"),
    "township": Kept(_plain, "reports-plain"),
}


@pytest.fixture
def begun(request: pytest.FixtureRequest, db: None) -> Begun:
    """The furthest stage of which the test asks for something."""
    return next(kept for name, kept in STAGES.items() if name in request.fixturenames).given()


@pytest.fixture
def township(begun: Begun) -> Township:
    """The small cast, with whatever the test asks for besides."""
    return begun.township


@pytest.fixture
def graded_township(township: Township) -> Township:
    """The small cast with classes of 2012."""
    return township


@pytest.fixture
def taken(begun: Begun) -> dict[str, Any]:
    """The snapshot of the small cast."""
    return begun.taken or take(begun.township["T01"], year=YEAR, as_of=LAST_DAY)


@pytest.fixture
def frozen(begun: Begun) -> YearEndReport:
    """A report that staff asked for and the worker has produced."""
    assert begun.frozen is not None
    return begun.frozen
