"""In production nothing starts that is unsafe; real processes, each with a database of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.core.checks import settings_of_production
from config.env import BASE_DIR
from tests.services.processes import free_port

KEY = "0123456789abcdef" * 4
SAFE = {"HTTPS": "true", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "portal.example.cn", "DEBUG": "false"}
WEB = ["-m", "config.web"]
ANY_WEB = ["-c", "import config.wsgi"]
WORKER = ["-m", "celery", "-A", "config", "worker", "--pool=solo"]
BEAT = ["-m", "celery", "-A", "config", "beat"]


def run(arguments: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {
        **os.environ,
        **SAFE,
        "PORT": str(free_port()),
        "DATA_DIR": str(folder),
        "LANGUAGE_CODE": "en",
        **environment,
    }
    given.pop("DATABASE_URL", None)
    given.pop("REDIS_URL", None)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=given, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("web", [WEB, ANY_WEB], ids=["the portal's", "another server"])
def test_the_web_server_says_everything_that_is_unsafe_and_ends(web: list[str], tmp_path: Path) -> None:
    unsafe = {"SECRET_KEY": "short", "DEBUG": "true", "ALLOWED_HOSTS": "*", "AUDIT_RETENTION_DAYS": "30"}
    ended = run(web, tmp_path, **unsafe)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    sentences = ("SECRET_KEY can be guessed", "DEBUG is on", "ALLOWED_HOSTS allows every name", "six months")
    assert [said for said in sentences if said not in ended.stderr] == []


@pytest.mark.parametrize("key", ["short", "ab" * 40, "django-insecure-" + KEY])
def test_a_key_that_can_be_guessed_is_an_error(key: str, settings: Settings) -> None:
    settings.SECRET_KEY = key
    assert [error.id for error in settings_of_production()] == ["core.E001"]


@pytest.mark.parametrize("process", [WORKER, BEAT])
def test_worker_and_beat_refuse_them_too(process: list[str], tmp_path: Path) -> None:
    ended = run(process, tmp_path, SECRET_KEY="short")
    assert ended.returncode == 3
    assert "SECRET_KEY can be guessed" in ended.stderr + ended.stdout


def test_the_demonstration_is_not_loaded_in_production(tmp_path: Path) -> None:
    ended = run(["manage.py", "load_demo"], tmp_path)
    assert ended.returncode == 1
    assert "not in production" in ended.stderr


def test_safe_settings_start_and_a_trial_without_https_is_left_alone(tmp_path: Path) -> None:
    assert run(ANY_WEB, tmp_path).returncode == 0
    assert run(ANY_WEB, tmp_path, HTTPS="false", SECRET_KEY="short").returncode == 0


def test_nothing_starts_with_demonstration_accounts(tmp_path: Path, empty_portal: Path) -> None:
    shutil.copy(empty_portal, tmp_path)
    make = "from apps.accounts.models import User; User.objects.create(username='staff', is_demonstration=True)"
    assert run(["manage.py", "shell", "-c", make], tmp_path).returncode == 0
    ended = run(ANY_WEB, tmp_path)
    assert ended.returncode == 3
    assert "demonstration accounts" in ended.stderr
