from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2013-02-01 09:00+08:00", tick=False):
        yield
