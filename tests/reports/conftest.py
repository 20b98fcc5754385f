from collections.abc import Callable
from typing import Any

import pytest

from apps.reports.models import YearEndReport
from apps.reports.services import report_request
from apps.reports.snapshot import take
from tests.factories.township import Township
from tests.reports.facts import LAST_DAY, YEAR, with_classes


@pytest.fixture
def graded_township(township: Township) -> Township:
    """The small cast with classes of 2012."""
    return with_classes(township)


@pytest.fixture
def taken(graded_township: Township) -> dict[str, Any]:
    """The snapshot of the small cast."""
    return take(graded_township["T01"], year=YEAR, as_of=LAST_DAY)


@pytest.fixture
def frozen(graded_township: Township, work_off_jobs: Callable[[], None]) -> YearEndReport:
    """A report that staff asked for and the worker has produced."""
    report = report_request(
        organisation=graded_township["T01"], year=YEAR, as_of=LAST_DAY, by=graded_township.people["staff"]
    )
    work_off_jobs()
    report.refresh_from_db()
    return report
