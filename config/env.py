"""What the environment says, read once: the only place that looks at environment variables."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from config.reading import Environment, refuse

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()

#: Whatever the portal writes, its owner alone reads.
os.umask(0o077)

#: Everything the portal writes by itself: database, uploads, queue, collected static files.
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var").resolve()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as fault:
    refuse(f"DATA_DIR cannot be made: {fault.strerror}.")


def close_to_others(*paths: Path) -> None:
    """Take away what an older version, or a copy put back, lets others do with these files and folders."""
    for path in paths:
        # Where it is not there, or somebody else's, there is nothing to do.
        with suppress(OSError):
            if (mode := path.stat().st_mode) & 0o077:
                path.chmod(mode & 0o7700)


close_to_others(*(DATA_DIR / name for name in ("secret_key", "queue", "uploads", "backups")))
close_to_others(*DATA_DIR.glob("beat*"), *DATA_DIR.glob("*.log"))


def secret_key() -> str:
    """`SECRET_KEY`, or a random key kept in `DATA_DIR` so that sessions survive a restart.

    Web, worker and beat start together: one of them makes it, whole, and all take that one.
    """
    if given := env.text("SECRET_KEY"):
        return given
    kept = DATA_DIR / "secret_key"
    with suppress(FileNotFoundError):
        if found := kept.read_text().strip():
            return found
        kept.unlink()  # a disk that was full left it empty
    part = DATA_DIR / f"secret_key.{uuid4()}"
    try:
        part.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(part, kept)
    except OSError as fault:
        refuse(f"SECRET_KEY is not given, and none can be kept in DATA_DIR: {fault.strerror}.")
    finally:
        part.unlink(missing_ok=True)
    return kept.read_text().strip()


#: Writers take their lock at BEGIN and wait for each other, readers are never blocked.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
_SQLITE_READ_ONLY = {"transaction_mode": "DEFERRED", "init_command": "PRAGMA query_only=ON;"}
#: Nobody waits for a machine that does not answer until the browser gives up.
_POSTGRESQL = {"connect_timeout": 5}


_CONNECTION_SECONDS = env.whole("CONNECTION_SECONDS", 600)
POOLED = env.flag("DATABASE_POOLED", default=False)


def databases() -> dict[str, dict[str, Any]]:
    """The connection that writes (`default`) and the read-only one that reports read through (`snapshot`).

    Both name the same database: `DATABASE_URL`, else an SQLite file in `DATA_DIR`.  What the address says in its
    options holds in both.  On PostgreSQL the one that writes stays open between requests; behind a pooler that lends
    a connection for one transaction (`DATABASE_POOLED`), nothing is left there that outlives it.
    """
    given = env.database("DATABASE_URL") or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA_DIR / "tongbu.sqlite3"),
    }
    own: dict[str, Any] = given.pop("OPTIONS", {})
    if given["ENGINE"] == "django.db.backends.sqlite3":
        close_to_others(*(Path(given["NAME"] + more) for more in ("", "-wal", "-shm")))
        given["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
        writes, reads, kept = _SQLITE | own, _SQLITE | own | _SQLITE_READ_ONLY, {}
    else:
        writes = reads = _POSTGRESQL | own
        given["DISABLE_SERVER_SIDE_CURSORS"] = POOLED
        kept = {"CONN_MAX_AGE": _CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}
    return {
        "default": {**given, **kept, "OPTIONS": {**writes}},
        "snapshot": {**given, "OPTIONS": {**reads}, "TEST": {"MIRROR": "default"}},
    }


def redis() -> str:
    return env.address("REDIS_URL", ["redis", "rediss"], "redis://host:6379/0")


def broker() -> dict[str, Any]:
    """Celery's settings of its broker and pool: Redis where `REDIS_URL` is set, else files in `DATA_DIR/queue`.

    The embedded worker is one process with threads: Ctrl-C then reaches a whole worker, not one whose parts die
    one by one.
    """
    if url := redis():
        # A page must not wait for a broker that is away.
        patience = {"max_retries": 1, "interval_start": 0.1, "socket_connect_timeout": 2, "socket_timeout": 3}
        # What a worker has not acknowledged for a day, which is longer than work takes, is delivered once more.
        patience["visibility_timeout"] = 86_400
        return {"url": url, "transport": None, "options": patience, "pool": "prefork"}
    messages = DATA_DIR / "queue"
    messages.mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "polling_interval": 0.2,
    }
    transport = "apps.jobs.filequeue:Transport"
    return {"url": "filesystem://localhost", "transport": transport, "options": options, "pool": "threads"}


def cache() -> dict[str, Any]:
    """Redis where `REDIS_URL` is set, else this process's memory."""
    if url := redis():
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
