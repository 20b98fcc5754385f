"""In production nothing starts that is unsafe; real processes, each with a database of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from apps.core.checks import settings_of_production
from config.env import BASE_DIR
from tests.services.processes import free_port

KEY = "0123456789abcdef" * 4
SAFE = {"HTTPS": "true", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "portal.example.cn", "DEBUG": "false"}
WEB = ["-m", "config.web"]
#: Another server than the portal's own.  What its start does not look for as rubbish, its pages do.
ANY_WEB = ["-c", "import config.wsgi, gc; assert gc.isenabled()"]
ONE_ACCOUNT = """
import django
django.setup()
from apps.accounts.models import User
User.objects.create(username="staff", is_demonstration=True)
"""
WORKER = ["-m", "celery", "-A", "config", "worker", "--pool=solo"]
BEAT = ["-m", "celery", "-A", "config", "beat"]


def run(arguments: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {
        **os.environ,
        **SAFE,
        "PORT": str(free_port()),
        "DATA_DIR": str(folder),
        "LANGUAGE_CODE": "en",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **environment,
    }
    given.pop("DATABASE_URL", None)
    given.pop("REDIS_URL", None)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=given, capture_output=True, text=True, timeout=60)


def test_the_web_server_says_everything_that_is_unsafe_and_ends(tmp_path: Path) -> None:
    unsafe = {"SECRET_KEY": "short", "DEBUG": "true", "ALLOWED_HOSTS": "*", "AUDIT_RETENTION_DAYS": "30"}
    ended = run(WEB, tmp_path, **unsafe)
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


def test_the_demonstration_is_not_loaded_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not in production"):
        call_command("load_demo")


def test_safe_settings_start_and_a_trial_without_https_is_left_alone(tmp_path: Path) -> None:
    assert run(ANY_WEB, tmp_path).returncode == 0
    assert run(ANY_WEB, tmp_path, HTTPS="false", SECRET_KEY="short").returncode == 0


def test_no_server_starts_with_demonstration_accounts(tmp_path: Path, empty_portal: Path) -> None:
    shutil.copy(empty_portal, tmp_path)
    ended = run(["-c", ONE_ACCOUNT + "import config.wsgi"], tmp_path)
    assert ended.returncode == 3
    assert "demonstration accounts" in ended.stderr
