"""`make run` on real processes: what is killed comes back, what cannot start ends everything."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import urllib3

from tests.services.conftest import Measured
from tests.services.processes import ROOT, answers, eventually, free_port


@pytest.fixture
def environment(tmp_path: Path, empty_portal: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "DATA_DIR": str(tmp_path), "PORT": str(free_port())}
    for name in ("DATABASE_URL", "REDIS_URL"):
        given.pop(name, None)
    shutil.copy(empty_portal, tmp_path)
    return given


def run(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "scripts/run"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def running(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = run(environment)
    yield process
    process.kill()
    for child in (number for name in ("gunicorn", "celery") for number in those_of(environment, name)):
        os.kill(child, signal.SIGKILL)
    process.communicate()


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


def test_what_is_killed_comes_back_and_the_others_stay(
    environment: dict[str, str], running: subprocess.Popen[str], measured: Measured
) -> None:
    assert eventually(lambda: answers(int(environment["PORT"])))
    assert eventually(lambda: bool(those_of(environment, "celery", "beat")))
    for words in (("celery", "worker"), ("celery", "beat"), ("gunicorn",)):
        before = those_of(environment, *words)
        for number in before:
            os.kill(number, signal.SIGKILL)
        measured(f"{' '.join(words)} was killed: another one runs", partial(_are_new, environment, words, before))
    assert eventually(lambda: answers(int(environment["PORT"])))
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130
    assert those_of(environment, "gunicorn") + those_of(environment, "celery") == []


def test_what_cannot_start_ends_everything_with_its_sentence_and_status(environment: dict[str, str]) -> None:
    process = run({**environment, "WEB_CONCURRENCY": "many"})
    _out, said = process.communicate(timeout=40)
    assert process.returncode == 3
    assert "WEB_CONCURRENCY must be a whole number" in said
    assert "Traceback" not in said
    assert those_of(environment, "celery") == []


def test_a_second_one_on_the_same_data_or_port_says_so_and_leaves_the_first_alone(
    environment: dict[str, str], running: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert eventually(lambda: answers(int(environment["PORT"])))
    other = {"DATA_DIR": str(tmp_path / "other"), "PORT": str(free_port())}
    for shared, said in (("DATA_DIR", "runs already on the data in"), ("PORT", "is taken by")):
        process = run({**environment, **other, shared: environment[shared]})
        _out, heard = process.communicate(timeout=20)
        assert (shared, process.returncode) == (shared, 1)
        assert said in heard
        assert heard.count("\n") == 1
    assert running.poll() is None
    assert answers(int(environment["PORT"]))


def test_it_runs_below_a_path_with_blanks_and_chinese_characters(environment: dict[str, str], tmp_path: Path) -> None:
    portal = tmp_path / "党建 办公室" / "同步"
    for name in ("apps", "config", "locale", "static", "templates"):
        shutil.copytree(ROOT / name, portal / name)
    for name in ("node_modules", "Procfile", "scripts"):
        (portal / name).symlink_to(ROOT / name)
    data = portal / "var"
    data.mkdir()
    shutil.copy(tmp_path / "tongbu.sqlite3", data)
    given = {**environment, "DATA_DIR": str(data), "JOB_SWEEP_SECONDS": "1"}
    process = subprocess.Popen([sys.executable, "scripts/run"], cwd=portal, env=given)
    try:
        assert eventually(lambda: answers(int(environment["PORT"])))
        address = f"http://localhost:{environment['PORT']}"
        assert eventually(lambda: bool(urllib3.request("GET", f"{address}/healthz").json()["worker"]), between=0.2)
        assert urllib3.request("GET", f"{address}/accounts/login/").status == 200
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


def _are_new(environment: dict[str, str], words: tuple[str, ...], before: list[int]) -> bool:
    """Whether processes run that did not before."""
    return bool(set(those_of(environment, *words)) - set(before))
