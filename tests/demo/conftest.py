"""The demonstration township on three days, each made once for all tests of a file that look at it."""

from datetime import date

import pytest

from apps.demo.services import demo_load
from tests.factories.demonstration import demonstration


@pytest.fixture(scope="module")
def whole_year(all_along: None) -> None:
    """All of 2012."""
    demonstration(year=2012, as_of=date(2012, 12, 31))


@pytest.fixture(scope="module")
def half_year(all_along: None) -> None:
    """2012 until the end of June; nobody else looks at it."""
    demo_load(year=2012, as_of=date(2012, 6, 30), seed=1)


@pytest.fixture(scope="module")
def year_under_way(all_along: None) -> None:
    """2026, as it is before its last months."""
    demonstration(year=2026, as_of=date(2026, 11, 23))
