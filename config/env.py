"""What the environment says, read once: the only place that looks at environment variables."""

import secrets
from pathlib import Path
from typing import Any

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

#: Everything the portal writes by itself: database, uploads, queue, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key() -> str:
    """`SECRET_KEY`, or a random key kept in `DATA_DIR` so that sessions survive a restart."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


def databases() -> dict[str, dict[str, Any]]:
    """The connection that writes (`default`) and the read-only one that reports read through (`snapshot`).

    Both name the same database.  Without `DATABASE_URL` that is an SQLite file in `DATA_DIR`: writers take
    their lock at BEGIN and wait for each other, readers are never blocked.
    """
    if url := env.str("DATABASE_URL", default=""):
        default = env.db_url_config(url)
        read_only = {
            "options": "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
        }
    else:
        default = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "tongbu.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
            "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
        }
        read_only = {
            "transaction_mode": "DEFERRED",
            "init_command": "PRAGMA query_only=ON;",
        }
    snapshot = default | {
        "OPTIONS": default.get("OPTIONS", {}) | read_only,
        "TEST": {"MIRROR": "default"},
    }
    return {"default": default, "snapshot": snapshot}


def broker() -> dict[str, Any]:
    """Celery's settings of its broker and pool: Redis where `REDIS_URL` is set, else files in `DATA_DIR/queue`.

    The embedded worker is one process with threads: Ctrl-C then reaches a whole worker, not one whose parts die
    one by one.
    """
    if url := env.str("REDIS_URL", default=""):
        # A page must not wait for a broker that is away.
        patience = {"max_retries": 1, "interval_start": 0.1, "socket_connect_timeout": 2, "socket_timeout": 3}
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
    if url := env.str("REDIS_URL", default=""):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
