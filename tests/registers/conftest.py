"""What tests over every register begin with."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture
def at_the_end_of_the_year() -> Iterator[None]:
    """Every example lies behind, and months have closed."""
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield
