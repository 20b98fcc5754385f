"""The environment: an empty variable is an absent one, and one that makes no sense is named before anything starts."""

import os
import re
import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import config
from config.env import BASE_DIR
from tests.services.processes import COMMANDS, free_port, open_to_others

CODE = "".join(file.read_text() for file in sorted((BASE_DIR / "config").glob("*.py")))
VARIABLES = sorted(set(re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", CODE)))
#: Into these anything can be put.
FREE = {"SECRET_KEY", "AUDIT_KEY", "AUDIT_KEY_FALLBACKS", "METRICS_TOKEN"}
NONSENSE = {
    "ALLOWED_HOSTS": ["http://portal.example.cn", "a，b", "portal.example.cn:8000", "a b"],
    "AUDIT_RETENTION_DAYS": ["three years", "0", "-1"],
    "BACKUP_DAYS": ["0", "a week"],
    "BACKUP_DIR": [str(BASE_DIR / "manage.py")],
    "BACKUP_HOUR": ["24", "02:00"],
    "BACKUP_MONTHS": ["-1"],
    "BACKUP_WEEKS": ["five"],
    "CSRF_TRUSTED_ORIGINS": ["portal.example.cn", "https://", "https://a/b"],
    "CONNECTION_SECONDS": ["-1", "for ever"],
    "DATABASE_POOLED": ["transaction"],
    "DATABASE_URL": [
        "mysql://u:p@h/n",
        "postgres://u:geheim@h:port/n",
        "postgres://u:geheim@h",
        "sqlite://",
        "tongbu.sqlite3",
    ],
    "DATA_DIR": [str(BASE_DIR / "manage.py"), str(BASE_DIR / "manage.py" / "var")],
    "DEBUG": ["ture", "2"],
    "EMAIL_URL": ["mail.example.cn", "pop3://h", "smtp://h:port"],
    "HOST": ["http://127.0.0.1", "a b", "127.0.0.1,127.0.0.2"],
    "HTTPS": ["ture", "是"],
    "IDLE_MINUTES": ["0", "half an hour", "1_0", "３０"],
    "IDLE_MINUTES_HANDHELD": ["0", "1e2"],
    "JOB_LEASE_SECONDS": ["0", "60s"],
    "JOB_STATEMENT_SECONDS": ["15min"],
    "JOB_MOST_SECONDS": ["0", "1h"],
    "JOB_SWEEP_SECONDS": ["0", "1.5"],
    "LANGUAGE_CODE": ["fr", "zh"],
    "LOCK_SECONDS": ["-1"],
    "LOG_FORMAT": ["xml"],
    "LOG_LEVEL": ["LOUD"],
    "MEDIA_ROOT": [str(BASE_DIR / "manage.py")],
    "PORT": ["0", "65536", "http"],
    "PRODUCTION": ["prod"],
    "PROXY_COUNT": ["-1", "one", "99"],
    "REDIS_URL": ["127.0.0.1:6379", "http://h", "redis://h:port"],
    "SENTRY_DSN": ["sentry.example.cn", "https://geheim@h:port/1"],
    "SLOW_QUERY_MILLISECONDS": ["-1", "1s", "0.5"],
    "STATEMENT_SECONDS": ["86401", "1m"],
    "STATIC_ROOT": [str(BASE_DIR / "manage.py")],
    "TOKEN_REQUESTS_A_MINUTE": ["0", "300/min"],
    "TIME_ZONE": ["Mars/Olympus", "../etc", "Asia", "+8"],
    "WEBHOOKS_TO_PRIVATE": ["perhaps"],
    "WEB_CONCURRENCY": ["0", "many"],
    "WORKER_CONCURRENCY": ["0", "-2"],
}


class Reading:
    """Reads the settings anew, as a process does that starts with an environment of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.monkeypatch = monkeypatch
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DATA_DIR", str(folder))

    def __call__(self, **environment: str) -> dict[str, Any]:
        with self.monkeypatch.context() as own:
            for name, value in environment.items():
                own.setenv(name, value)
            own.setattr(config, "env", None, raising=False)
            own.delitem(sys.modules, "config.env", raising=False)
            found = runpy.run_path(str(BASE_DIR / "config" / "settings.py"))
            served = runpy.run_path(str(BASE_DIR / "config" / "gunicorn.py"))
        shown = {name: value for name, value in found.items() if name.isupper()}
        return shown | {name: served[name] for name in ("bind", "workers")}


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reading:
    return Reading(monkeypatch, tmp_path)


def test_every_variable_is_looked_at_here() -> None:
    assert set(VARIABLES) == set(NONSENSE) | FREE


def test_an_empty_variable_is_an_absent_one(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = []
    for name in VARIABLES:
        given = {"CSRF_TRUSTED_ORIGINS": "https://portal.example.cn", "SECRET_KEY": "k" * 50}
        given.pop(name, None)
        with monkeypatch.context() as own:
            own.delenv(name, raising=False)  # DATA_DIR is set in every test
            absent = reading(**given)
            wrong += [f"{name}={empty!r}" for empty in ("", "  ") if reading(**given, **{name: empty}) != absent]
    assert wrong == []


def test_what_protects_stays_on_where_its_variable_is_empty(reading: Reading) -> None:
    found = reading(
        CSRF_TRUSTED_ORIGINS="https://portal.example.cn", SECRET_KEY="k" * 50, HTTPS="", PRODUCTION="", AUDIT_KEY=""
    )
    assert (found["HTTPS"], found["PRODUCTION"], found["SESSION_COOKIE_SECURE"]) == (True, True, True)
    assert found["AUDIT_KEY"] == "k" * 50


def test_what_makes_no_sense_is_named_in_one_sentence(reading: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    def answer_to(name: str, value: str) -> tuple[object, str]:
        try:
            reading(**{name: value})
        except SystemExit as ended:
            return ended.code, capsys.readouterr().err
        return 0, ""

    def names_it(name: str, status: object, said: str) -> bool:
        return status == 3 and said.startswith(f"{name} ") and said.count("\n") == 1 and "geheim" not in said

    answers = {(name, value): answer_to(name, value) for name, values in NONSENSE.items() for value in values}
    assert {asked: answer for asked, answer in answers.items() if not names_it(asked[0], *answer)} == {}


def test_what_makes_sense_is_taken(reading: Reading) -> None:
    found = reading(
        HTTPS="yes", DEBUG="Off", ALLOWED_HOSTS=" portal.example.cn , .example.org,[::1]", LOG_LEVEL="info", HOST="::1",
        PORT="8080", REDIS_URL="rediss://:geheim@broker:6379/0", EMAIL_URL="smtp+tls://u:p@mail.example.cn:587",
        PROXY_COUNT="2", TIME_ZONE="Asia/Urumqi",
    )  # fmt: skip
    assert (found["HTTPS"], found["DEBUG"], found["LOG_LEVEL"], found["bind"]) == (True, False, "INFO", "[::1]:8080")
    assert found["ALLOWED_HOSTS"] == ["portal.example.cn", ".example.org", "[::1]"]
    assert (found["EMAIL_PORT"], found["PROXY_COUNT"], found["TIME_ZONE"]) == (587, 2, "Asia/Urumqi")


# --- The database -----------------------------------------------------------------------------------------


def test_an_sqlite_database_elsewhere_is_set_up_like_the_one_in_the_data_folder(
    reading: Reading, tmp_path: Path
) -> None:
    usual = reading()["DATABASES"]
    elsewhere = reading(DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3?timeout=7")["DATABASES"]
    assert elsewhere["default"]["NAME"] == f"{tmp_path}/other.sqlite3"
    for alias in ("default", "snapshot"):
        assert elsewhere[alias]["OPTIONS"] == usual[alias]["OPTIONS"] | {"timeout": 7}
    assert "journal_mode=WAL" in elsewhere["default"]["OPTIONS"]["init_command"]
    assert elsewhere["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_options_of_the_address_hold_in_both_connections(reading: Reading) -> None:
    url = "postgres://u:p@h:5432/n?options=-c%20statement_timeout%3D9000&sslmode=require"
    found = {alias: it["OPTIONS"] for alias, it in reading(DATABASE_URL=url)["DATABASES"].items()}
    assert {it["options"] for it in found.values()} == {"-c statement_timeout=9000"}
    assert {it["sslmode"] for it in found.values()} == {"require"}


def test_on_postgresql_connections_stay_open_and_are_looked_at_before_they_are_used(reading: Reading) -> None:
    found = reading(DATABASE_URL="postgres://u:p@h:5432/n", CONNECTION_SECONDS="30")["DATABASES"]
    assert (found["default"]["CONN_MAX_AGE"], found["default"]["CONN_HEALTH_CHECKS"]) == (30, True)
    assert "CONN_MAX_AGE" not in found["snapshot"]
    assert "CONN_MAX_AGE" not in reading()["DATABASES"]["default"]


# --- Real processes ---------------------------------------------------------------------------------------


def started(name: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "DATA_DIR": str(folder), "PORT": str(free_port()), **environment}
    command = COMMANDS[name].split() if name in COMMANDS else [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=BASE_DIR, env=given, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", [*COMMANDS, "manage.py"])
def test_no_process_starts_with_nonsense_or_shows_a_traceback(name: str, tmp_path: Path) -> None:
    ended = started(name, tmp_path, TIME_ZONE="Mars/Olympus")
    assert ended.returncode == 3
    assert "TIME_ZONE must be a time zone" in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout


def test_the_web_server_looks_before_others_do(tmp_path: Path) -> None:
    ended = started("web", tmp_path, WEB_CONCURRENCY="many")
    assert ended.returncode == 3
    assert ended.stderr.startswith("WEB_CONCURRENCY must be a whole number")
    assert ended.stderr.count("\n") == 1


# --- Files that their owner alone reads -------------------------------------------------------------------


def test_what_is_written_to_set_up_a_portal_its_owner_alone_reads(empty_portal: Path) -> None:
    """What its processes write: `services/test_running.py`."""
    folder = empty_portal.parent
    assert {path.name for path in folder.iterdir()} >= {"tongbu.sqlite3", "secret_key", "queue"}
    assert open_to_others(folder) == []


def test_what_an_older_version_left_open_is_closed(reading: Reading, tmp_path: Path) -> None:
    for name in ("tongbu.sqlite3", "tongbu.sqlite3-wal", "secret_key", "beat", "portal.log"):
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(0o644)
    for name in ("uploads", "queue"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o755)
    assert len(open_to_others(tmp_path)) == 7
    reading()
    assert open_to_others(tmp_path) == []


def test_collected_files_may_be_read_by_the_web_server(tmp_path: Path) -> None:
    given = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "STATIC_ROOT": str(tmp_path / "public")}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, cwd=BASE_DIR, env=given, check=True)
    public = tmp_path / "public"
    assert any(public.rglob("*.gz"))
    hidden = [path for path in (public, *public.rglob("*")) if not path.stat().st_mode & stat.S_IROTH]
    assert hidden == []


def test_the_key_is_made_once_and_whole(reading: Reading, tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()  # what a full disk left behind
    first = reading()["SECRET_KEY"]
    assert len(first) > 50
    assert reading()["SECRET_KEY"] == first
    assert [path.name for path in tmp_path.glob("secret_key*")] == ["secret_key"]
