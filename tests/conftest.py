"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from apps.jobs.models import Job
from config.celery import app as celery_app
from tests.factories import township as cast


def use_broker(*, url: str, transport: str | None, options: dict[str, Any], **_others: object) -> None:
    """Let this process send its jobs to another broker."""
    celery_app.conf.update(broker_url=url, broker_transport=transport, broker_transport_options=options)
    celery_app.__dict__.pop("amqp", None)  # both hold connections to the former broker
    celery_app._pool = None


@pytest.fixture(autouse=True)
def _apart(settings: Settings, tmp_path: Path) -> None:
    """Keep tests away from the uploads and the queue of a portal that runs on this machine, and passwords cheap."""
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    use_broker(url="memory://", transport=None, options={})


@pytest.fixture
def township(db: None) -> cast.Township:
    """The small named cast: `tests/factories/township.py`."""
    return cast.township()


@pytest.fixture
def signed_in(township: cast.Township) -> Callable[[str], Client]:
    """A browser in which the person with that user name is signed in: ``signed_in("staff")``."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(township.people[username])
        return client

    return sign_in


@pytest.fixture
def work_off_jobs(db: None) -> Callable[[], None]:
    """Carry out, in this process, every job that waits for a worker: ``work_off_jobs()``."""
    celery_app.loader.import_default_modules()

    def work_off() -> None:
        for job_id, task in Job.objects.claimable(timezone.now()).values_list("pk", "task"):
            celery_app.tasks[task](str(job_id))

    return work_off
