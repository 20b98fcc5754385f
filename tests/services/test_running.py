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
    environment: dict[str, str], running: subprocess.Popen[str]
) -> None:
    assert eventually(lambda: answers(int(environment["PORT"])))
    assert eventually(lambda: bool(those_of(environment, "celery", "beat")))
    for words in (("celery", "worker"), ("celery", "beat"), ("gunicorn",)):
        before = those_of(environment, *words)
        for number in before:
            os.kill(number, signal.SIGKILL)
        assert eventually(partial(_are_new, environment, words, before))
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


def _are_new(environment: dict[str, str], words: tuple[str, ...], before: list[int]) -> bool:
    """Whether processes run that did not before."""
    return bool(set(those_of(environment, *words)) - set(before))
