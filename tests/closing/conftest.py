"""Tests of filings happen on 3 November 2012: October's filings are open and not yet due."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with time_machine.travel("2012-11-03 09:00+08:00"):
        yield
