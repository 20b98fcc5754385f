"""In production nothing starts that is unsafe; real processes, each with a database of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
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
INSERT INTO accounts_user (username, name, password, phone, language, home, is_demonstration, is_active,
must_change_password, version, created_at) VALUES ('staff', '', '', '', '', '', 1, 1, 0, 1, '2026-11-29')
"""
#: What nothing starts with.
NOWHERE = {"SECRET_KEY can be guessed", "six months", "1 demonstration accounts"}
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


@pytest.fixture
def demonstration(tmp_path: Path, empty_portal: Path) -> Path:
    """The folder of a portal with one account of the demonstration."""
    with closing(sqlite3.connect(shutil.copy(empty_portal, tmp_path))) as portal, portal:
        portal.execute(ONE_ACCOUNT)
    return tmp_path


def test_the_web_server_says_everything_that_is_unsafe_and_ends(demonstration: Path) -> None:
    unsafe = {"SECRET_KEY": "short", "DEBUG": "true", "ALLOWED_HOSTS": "*", "AUDIT_RETENTION_DAYS": "30"}
    ended = run(WEB, demonstration, **unsafe)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    sentences = {"SECRET_KEY can be guessed", "DEBUG is on", "ALLOWED_HOSTS allows every name", *NOWHERE}
    assert {said for said in sentences if said not in ended.stderr} == set()


@pytest.mark.parametrize("key", ["short", "ab" * 40, "django-insecure-" + KEY])
def test_a_key_that_can_be_guessed_is_an_error(key: str, settings: Settings) -> None:
    settings.SECRET_KEY = key
    assert [error.id for error in settings_of_production()] == ["core.E001"]


@pytest.mark.parametrize("process", [WORKER, BEAT])
def test_worker_and_beat_refuse_what_is_unsafe_too(process: list[str], demonstration: Path) -> None:
    ended = run(process, demonstration, SECRET_KEY="short", AUDIT_RETENTION_DAYS="30")
    assert ended.returncode == 3
    assert {said for said in NOWHERE if said not in ended.stderr + ended.stdout} == set()


def test_the_demonstration_is_not_loaded_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not in production"):
        call_command("load_demo")


def test_safe_settings_start(tmp_path: Path) -> None:
    assert run(ANY_WEB, tmp_path).returncode == 0
