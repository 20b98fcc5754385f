"""The Celery application: workers find its tasks in each app's `tasks.py`."""

import os
from logging import captureWarnings
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init, import_modules, setup_logging, worker_init
from django.conf import settings
from django.core.checks import Tags

from config.collecting import TIDILY, load_undisturbed, spare_what_stays
from config.limits import limit_statements
from config.reporting import report_faults
from config.starting import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Celery would carry out the system checks, for which all pages are loaded, and say nothing of what they find.
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")


@import_modules.connect
def _load(**_sent: Any) -> None:
    """Called before Celery's own listeners, which load everything: these are there with the application."""
    load_undisturbed()


app = Celery("tongbu")
app.config_from_object("django.conf:settings", namespace="CELERY")


@celeryd_init.connect
def load_tasks(**_sent: Any) -> None:
    """Only a worker carries them out: beat knows their names."""
    app.autodiscover_tasks(force=True)


@setup_logging.connect
def _log_as_the_portal_does(**_sent: Any) -> None:
    """Celery lays down nothing of its own where somebody listens here."""
    captureWarnings(True)
    dictConfig(settings.LOGGING)


@worker_init.connect
@beat_init.connect
def _start(**_sent: Any) -> None:
    # The other checks load all pages, and the web server carries them out.
    refuse_unsafe_start(Tags.security)
    report_faults()
    limit_statements(settings.JOB_STATEMENT_SECONDS)
    spare_what_stays(TIDILY)
