"""A Redis that may go away."""

from collections.abc import Iterator

import pytest

from tests.services.processes import Redis, free_port


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """A Redis of the test's own; ask for it before `processes`."""
    own = Redis(free_port())
    own.start()
    monkeypatch.setenv("REDIS_URL", own.url)
    yield own
    own.stop()
