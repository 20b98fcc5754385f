"""`make run` on real processes: what is killed comes back, what cannot start ends everything."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import urllib3

from tests.services.conftest import Measured
from tests.services.processes import ROOT, answers, eventually, free_port, open_to_others

#: Nothing below but the portal's own code: it finds its parts wherever it lies.
COPIED, LINKED = ("apps", "config", "locale", "static", "templates"), ("node_modules", "Procfile", "scripts")


@dataclass
class Running:
    """A portal in a folder of its own, as `make run` starts it: for a trial, with a key that anybody guesses."""

    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return urllib3.request("GET", f"http://localhost:{self.environment['PORT']}{path}")

    def answers(self) -> bool:
        return answers(int(self.environment["PORT"]))

    def those_of(self, *words: str) -> list[int]:
        return those_of(self.environment, *words)


def environment_of(data: Path, **more: str) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "DATA_DIR": str(data), "PORT": str(free_port()), **more}
    for name in ("DATABASE_URL", "REDIS_URL"):
        given.pop(name, None)
    return given


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, empty_portal: Path) -> Iterator[Running]:
    """Below a path with blanks and Chinese characters, started by somebody who lets others read what they write."""
    folder = tmp_path_factory.mktemp("running") / "党建 办公室" / "同步"
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    data = folder / "var"
    data.mkdir(mode=0o700)
    shutil.copy(empty_portal, data)
    given = environment_of(data, JOB_SWEEP_SECONDS="1", SECRET_KEY="short")
    process = subprocess.Popen([sys.executable, "scripts/run"], cwd=folder, env=given, umask=0)
    yield Running(folder, given, process)
    process.kill()
    for child in (number for name in ("gunicorn", "celery") for number in those_of(given, name)):
        os.kill(child, signal.SIGKILL)
    process.wait()


def those_of(environment: dict[str, str], *words: str) -> list[int]:
    """The processes of this portal with all these words in their commands."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode()
            own = f"DATA_DIR={environment['DATA_DIR']}".encode() in (folder / "environ").read_bytes().split(b"\0")
        except OSError:  # gone meanwhile
            continue
        if own and all(word in command for word in words):
            found.append(int(folder.name))
    return found


def test_it_runs_below_a_path_with_blanks_and_chinese_characters(running: Running) -> None:
    assert eventually(running.answers)
    assert eventually(lambda: bool(running.get("/healthz").json()["worker"]), between=0.2)
    assert running.get("/accounts/login/").status == 200


def test_what_it_writes_its_owner_alone_reads(running: Running) -> None:
    data = running.folder / "var"
    assert eventually(lambda: any(data.glob("beat*")))
    assert {path.name for path in data.iterdir()} >= {"tongbu.sqlite3", "tongbu.sqlite3-wal", "queue", "run.lock"}
    assert open_to_others(data) == []


def test_a_second_one_on_the_same_data_or_port_says_so_and_leaves_the_first_alone(
    running: Running, tmp_path: Path
) -> None:
    assert eventually(running.answers)
    other = {"DATA_DIR": str(tmp_path / "other"), "PORT": str(free_port())}
    for shared, said in (("DATA_DIR", "runs already on the data in"), ("PORT", "is taken by")):
        second = start({**running.environment, **other, shared: running.environment[shared]})
        _out, heard = second.communicate(timeout=20)
        assert (shared, second.returncode) == (shared, 1)
        assert said in heard
        assert heard.count("\n") == 1
    assert running.process.poll() is None
    assert running.answers()


def test_what_is_killed_comes_back_and_the_others_stay_until_all_are_stopped(
    running: Running, measured: Measured
) -> None:
    assert eventually(running.answers)
    assert eventually(lambda: bool(running.those_of("celery", "beat")))
    for words in (("celery", "worker"), ("celery", "beat"), ("gunicorn",)):
        before = running.those_of(*words)
        for number in before:
            os.kill(number, signal.SIGKILL)
        measured(f"{' '.join(words)} was killed: another one runs", partial(_are_new, running, words, before))
    assert eventually(running.answers)
    assert running.process.poll() is None
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(20) == 130
    assert running.those_of("gunicorn") + running.those_of("celery") == []


def test_what_cannot_start_ends_everything_with_its_sentence_and_status(tmp_path: Path, empty_portal: Path) -> None:
    shutil.copy(empty_portal, tmp_path)
    given = environment_of(tmp_path, WEB_CONCURRENCY="many")
    process = start(given)
    _out, said = process.communicate(timeout=40)
    assert process.returncode == 3
    assert "WEB_CONCURRENCY must be a whole number" in said
    assert "Traceback" not in said
    assert those_of(given, "celery") == []


def start(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "scripts/run"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def _are_new(running: Running, words: tuple[str, ...], before: list[int]) -> bool:
    """Whether processes run that did not before."""
    return bool(set(running.those_of(*words)) - set(before))
