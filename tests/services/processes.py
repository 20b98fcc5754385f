"""Real processes of the portal on the test database, started with the commands of the Procfile."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
COMMANDS = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
PATIENCE = 30.0


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether `holds()` comes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


@dataclass
class Processes:
    """What the portal's processes are told, and those that were started; `stop_all` kills the ones still there."""

    environment: dict[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        """Start a line of the Procfile in a process group of its own."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        process = subprocess.Popen(
            [*shlex.split(COMMANDS[name]), *options],
            cwd=ROOT,
            env={**os.environ, **self.environment, "PATH": path},
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        """A worker that knows the tasks of the tests too."""
        return self.start("worker", "--include", "tests.services.tasks")

    def stop_all(self) -> None:
        for process in self.started:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children without a word, as a power cut does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def database_environment(folder: Path) -> dict[str, str]:
    """What leads a process with `folder` as its DATA_DIR to the database of the running test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (folder / "tongbu.sqlite3").symlink_to(name)
        return {"DATA_DIR": str(folder)}
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return {"DATA_DIR": str(folder), "DATABASE_URL": f"{server}/{name}"}
