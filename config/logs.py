"""How the portal logs, whichever process does: to standard error, a line for each message."""

from typing import Any

LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
FORMS = {
    "text": {"format": "%(asctime)s %(levelname)s %(name)s%(belongs)s %(message)s"},
    "json": {"()": "apps.core.logs.JsonLines"},
}


def logging_settings(level: str, form: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`; `form` is one of `FORMS`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "belonging": {"()": "apps.core.logs.Belonging"},
            "refusals": {"()": "apps.core.logs.Refusals"},
        },
        "formatters": {"line": FORMS[form]},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["belonging"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.request": {"filters": ["refusals"]},
            # That a request waits for a thread for a moment is no news.
            "waitress.queue": {"level": "ERROR"},
            # When it starts and stops, and where it listens.
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }
