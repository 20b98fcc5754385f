"""The portal as real processes: a worker and beat on the test database and a broker of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from config import env
from tests.conftest import use_broker
from tests.services.processes import Processes, Redis, database_environment, free_port

QUICK = {"JOB_LEASE_SECONDS": 2, "JOB_SWEEP_SECONDS": 1}


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """A Redis of the test's own; ask for it before `processes`."""
    own = Redis(free_port())
    own.start()
    monkeypatch.setenv("REDIS_URL", own.url)
    yield own
    own.stop()


@pytest.fixture
def processes(
    transactional_db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worker_id: str
) -> Iterator[Processes]:
    """Start what is needed: ``processes.worker()``, ``processes.start("beat")``.  Leases and sweeps are quick."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(env, "DATA_DIR", folder)
    if url := os.environ.get("REDIS_URL"):
        number = int(worker_id.removeprefix("gw") or 0) if worker_id != "master" else 0
        monkeypatch.setenv("REDIS_URL", f"{url.rpartition('/')[0]}/{number + 1}")
    use_broker(**env.broker())
    for name, seconds in QUICK.items():
        setattr(settings, name, seconds)
    given = {name: str(seconds) for name, seconds in QUICK.items()}
    running = Processes({**database_environment(folder), **given, "MEDIA_ROOT": settings.MEDIA_ROOT})
    yield running
    running.stop_all()
