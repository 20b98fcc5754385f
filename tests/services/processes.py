"""Real processes of the portal on the test database, started with the commands of the Procfile."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
COMMANDS = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
PATIENCE = 30.0


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE, between: float = 0.05) -> bool:
    """Whether `holds()` comes true within `seconds`; it is asked `between` seconds after each no."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(between)
    return False


@dataclass
class Processes:
    """What the portal's processes are told, and those that were started; `stop_all` kills the ones still there."""

    environment: dict[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    #: Where what they log goes, if not to the terminal.
    log: Path | None = None

    def web(self, **environment: str) -> str:
        """A web server; its address, once it answers."""
        port = free_port()
        self.environment |= {"PORT": str(port), **environment}
        self.start("web")
        assert eventually(lambda: answers(port))
        return f"http://localhost:{port}"

    def start(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        """Start a line of the Procfile in a process group of its own."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        with ExitStack() as stack:
            process = subprocess.Popen(
                [*shlex.split(COMMANDS[name]), *options],
                cwd=ROOT,
                env={**os.environ, **self.environment, "PATH": path},
                stderr=stack.enter_context(self.log.open("ab")) if self.log else None,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        """A worker that knows the tasks of the tests too."""
        return self.start("worker", *options, "--include", "tests.services.tasks")

    def stop_all(self) -> None:
        for process in self.started:
            kill(process)


@dataclass
class Redis:
    """A Redis of the test's own, which may go away and come back."""

    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--loglevel", "warning"]
        self.process = subprocess.Popen(["redis-server", *options], start_new_session=True)
        assert eventually(lambda: answers(self.port))

    def stop(self) -> None:
        assert self.process is not None
        kill(self.process)


_LOADER = SourceFileLoader("with_services", str(ROOT / "scripts" / "with-services"))
_SPEC = spec_from_loader("with_services", _LOADER)
assert _SPEC is not None
with_services = module_from_spec(_SPEC)
_LOADER.exec_module(with_services)


@dataclass
class PostgreSQL:
    """A PostgreSQL of the test's own, which may go away and come back."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://tongbu@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        if os.geteuid() == 0:
            os.chown(self.folder, with_services.somebody().pw_uid, with_services.somebody().pw_gid)
        options = ["-U", "tongbu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(self._command("initdb", *options), stdout=subprocess.DEVNULL, check=True)

    def start(self) -> None:
        options = ["-p", str(self.port), "-k", str(self.folder), "-h", "127.0.0.1", "-c", "fsync=off"]
        self.process = subprocess.Popen(self._command("postgres", *options), start_new_session=True)
        assert eventually(self.takes_orders)

    def takes_orders(self) -> bool:
        try:
            psycopg2.connect(self.url).close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def _command(self, name: str, *options: str) -> list[str]:
        return [*with_services.as_somebody(), with_services.program(name), "-D", str(self.folder / "db"), *options]


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children without a word, as a power cut does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def open_to_others(folder: Path) -> list[str]:
    """What in a folder others than its owner may read, write or enter."""
    return [str(path) for path in folder.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o077]


def database_environment(folder: Path) -> dict[str, str]:
    """What leads a process with `folder` as its DATA_DIR to the database of the running test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (folder / "tongbu.sqlite3").symlink_to(name)
        return {"DATA_DIR": str(folder)}
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return {"DATA_DIR": str(folder), "DATABASE_URL": f"{server}/{name}"}
