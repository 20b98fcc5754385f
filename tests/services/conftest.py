"""A Redis that may go away, and how long it takes until all is as before."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.services.processes import PATIENCE, Redis, eventually, free_port

Measured = Callable[..., None]


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """A Redis of the test's own; ask for it before `processes`."""
    own = Redis(free_port())
    own.start()
    monkeypatch.setenv("REDIS_URL", own.url)
    yield own
    own.stop()


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Measured:
    """Waits until something holds again, and reports how long that took: ``measured("Redis is back", holds)``."""

    def wait(fault: str, holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
        begin = time.monotonic()
        assert eventually(holds, seconds)
        record_property("measured", f"{fault} after {time.monotonic() - begin:.1f} s")

    return wait
